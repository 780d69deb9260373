//! What a container asks: what Compose says of it, and what the ENV of its image says and Compose leaves as it is.
//!
//! Start with [`Container::peers`] and [`Container::endpoints`].

use std::borrow::Cow;

use super::Container;
use crate::knowledge::endpoints;
use crate::model::stack::{Endpoint, Peer};
use crate::syntax::expand::Value;
use crate::text::Place;

impl<'p> Container<'p> {
    /// The hosts that its variables and commands name. What the image names is told where the service says how the image
    /// is built.
    pub fn endpoints(&self) -> Vec<Cow<'p, Endpoint>> {
        let said = self.stack.endpoints_of(self.service).iter().map(Cow::Borrowed);
        said.chain(self.endpoints_of_image().into_iter().map(Cow::Owned)).collect()
    }

    /// The other services of the project that it asks, and that can run together with it.
    pub fn peers(&self) -> Vec<Peer<'p>> {
        let mut found = self.stack.peers_of(self.service);
        found.extend(self.endpoints_of_image().into_iter().filter_map(|endpoint| {
            let service = self.stack.peer_called(self.service, &endpoint.host)?;
            Some(Peer { service, endpoint: Cow::Owned(endpoint) })
        }));
        found
    }

    /// The hosts that the variables of its image name and that Compose does not set.
    fn endpoints_of_image(&self) -> Vec<Endpoint> {
        let Some((build, stage)) = self.stage() else { return Vec::new() };
        let place = self.service.key("build").unwrap_or(self.service.name.place);
        let mut found = Vec::new();
        for (name, binding) in build.variables_of_image(stage) {
            let Value::Known(value) = &binding.value else { continue };
            let hosts = endpoints::in_variable(name, value);
            if hosts.is_empty() || self.setting_of_compose(name).is_some() {
                continue;
            }
            let Some(origin) = self.place(binding.span) else { continue };
            for host in hosts {
                let port = host.port.as_ref().map(|(port, _)| *port);
                let beside = || endpoints::port_variable(name).and_then(|name| self.port_in(&name));
                found.push(Endpoint {
                    host: host.host.to_owned(),
                    place,
                    port: port.or_else(|| host.is_bare.then(beside).flatten()).map(|port| (port, place)),
                    scheme: host.scheme.map(str::to_owned),
                    variable: Some(name.to_owned()),
                    origin: Some(origin),
                });
            }
        }
        found
    }

    /// The port that a variable of the image holds, or one of Compose in its place.
    fn port_in(&self, name: &str) -> Option<u16> {
        match self.setting(name) {
            super::Setting::Set { value, .. } => value?.trim().parse().ok(),
            super::Setting::Absent | super::Setting::Unknown => None,
        }
    }
}

impl Endpoint {
    /// Where it is written that it is asked: in the Dockerfile, or where it is told.
    pub fn written(&self) -> Place {
        self.origin.unwrap_or(self.place)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Container;
    use crate::model::containers::testing;

    /// What the service `app` asks, with the Dockerfile that it builds.
    fn peers(dockerfile: &str, keys: &str) -> Vec<(String, Option<u16>)> {
        let text = format!("services: {{app: {{build: ., {keys}}}, db: {{image: postgres}}}}");
        let project = testing::project(&text, dockerfile);
        let Some(container) = Container::all(&project).next() else { return Vec::new() };
        let peers = container.peers();
        peers.iter().map(|it| (it.service.name.value.clone(), it.endpoint.port.map(|(port, _)| port))).collect()
    }

    #[test]
    fn the_variables_of_an_image_count_where_compose_leaves_them() {
        let db = |port| vec![("db".to_owned(), port)];
        let url = "FROM alpine\nENV URL=postgres://db:5432/x\n";
        assert_eq!(peers(url, ""), db(Some(5432)));
        assert_eq!(peers("FROM alpine AS a\nENV DB_HOST=db DB_PORT=5433\nFROM a\n", ""), db(Some(5433)));
        assert_eq!(peers("FROM alpine\nARG AT=db\nENV DB_HOST=$AT\n", "environment: {DB_PORT: 1}"), db(Some(1)));
        assert_eq!(peers(url, "environment: {URL: 'postgres://elsewhere/x'}"), []);
        assert_eq!(peers(url, "env_file: .env.local"), []);
        assert_eq!(peers("FROM alpine AS a\nENV URL=postgres://db/x\nFROM alpine\n", ""), []);
    }
}

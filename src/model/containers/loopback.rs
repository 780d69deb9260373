//! Services that look for another one at `localhost`, which is their own container.
//!
//! Told only by ports on which a data store of the project listens and the container itself does not. Start with
//! [`Container::loopback_peers`].

use std::borrow::Cow;

use super::Container;
use crate::knowledge::endpoints::{data_port, is_loopback, is_outward};
use crate::model::stack::{Connection, Endpoint};
use crate::syntax::compose::ast::Service;

/// A data store that is looked for where it is not.
#[derive(Clone, Debug)]
pub struct LoopbackPeer<'a> {
    /// The data store.
    pub peer: &'a Service,
    /// The address that is asked instead.
    pub endpoint: Cow<'a, Endpoint>,
    /// The port that is asked.
    pub port: u16,
}

impl<'p> Container<'p> {
    /// The data stores of the project that a service looks for in its own container.
    pub fn loopback_peers(&self) -> Vec<LoopbackPeer<'p>> {
        let (stack, service) = (self.stack, self.service);
        let is_own = service.network_mode.is_none() && matches!(stack.networks_of(service), Connection::Networks(_));
        if !is_own || !stack.is_whole(service) {
            return Vec::new();
        }
        let endpoints = self.endpoints().into_iter().filter(|endpoint| is_loopback(&endpoint.host));
        let asked =
            endpoints.filter(|endpoint| !endpoint.variable.as_deref().is_some_and(is_outward)).filter_map(|endpoint| {
                let default = endpoint.scheme.as_deref().and_then(data_port);
                // What speaks HTTP may be asked by a browser, from outside.
                let is_web = endpoint.scheme.is_some() && default.is_none();
                let port = endpoint.port.map(|(port, _)| port).or(default)?;
                (!is_web && endpoint.variable.is_some()).then_some((port, endpoint))
            });
        let asked: Vec<(u16, Cow<'p, Endpoint>)> = asked.collect();
        if asked.is_empty() || self.is_joined() {
            return Vec::new();
        }
        let found =
            asked.into_iter().filter(|(port, _)| self.declares_port(*port) == Some(false) && !self.publishes(*port));
        found.filter_map(|(port, endpoint)| Some(LoopbackPeer { peer: self.store_on(port)?, endpoint, port })).collect()
    }

    /// The one data store that listens on a port and can run together with the service.
    fn store_on(&self, port: u16) -> Option<&'p Service> {
        let is_elsewhere = |other: &&Service| {
            self.stack.can_run_together(self.service, other)
                && matches!(self.stack.networks_of(other), Connection::Networks(_))
        };
        let mut stores = self.stack.data_stores_on(port).filter(is_elsewhere);
        stores.next().filter(|_| stores.next().is_none())
    }
}

#[cfg(test)]
mod tests {
    use crate::model::stack::Stack;
    use crate::model::{Container, NoContext, Project};
    use crate::syntax::compose::testing;
    use crate::text::FileId;

    fn peers(keys: &str) -> Vec<(String, u16)> {
        let text = format!("services: {{app: {{image: a, {keys}}}, cache: {{image: redis}}}}");
        let mut project = Project::of_dockerfiles(Vec::new(), &NoContext);
        project.stack = Some(Stack::new(FileId(0), vec![FileId(0)], testing::value(&text), Vec::new(), Vec::new()));
        let Some(container) = Container::all(&project).next() else { return Vec::new() };
        container.loopback_peers().into_iter().map(|found| (found.peer.name.value.clone(), found.port)).collect()
    }

    #[test]
    fn siblings_are_told_by_their_ports() {
        let cache = vec![("cache".to_owned(), 6379)];
        assert_eq!(peers("environment: {URL: 'redis://localhost/0'}"), cache);
        assert_eq!(peers("environment: {C_HOST: 127.0.0.1, C_PORT: '6379'}"), cache);
        for keys in [
            "environment: {URL: 'redis://localhost:6380/0'}",
            "environment: {URL: 'http://localhost:6379'}",
            "environment: {URL: 'redis://localhost/0'}, network_mode: host",
            "environment: {URL: 'redis://localhost/0'}, expose: ['6379']",
        ] {
            assert!(peers(keys).is_empty(), "{keys}");
        }
    }
}

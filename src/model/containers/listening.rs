//! On which ports a container listens, as far as its service, its Dockerfile and what is known of its image say.
//!
//! A number anywhere in what is said of it may be such a port: only one that stands nowhere is surely none. Start with
//! [`Container::mistaken_port`].

use super::Container;
use crate::knowledge::services::ServiceKind;
use crate::model::stack::health::runs_own_server;
use crate::model::{Build, Stage};
use crate::syntax::compose::ast::{Port, PortRange};
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Place;

/// A port that is asked though a container listens on another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MistakenPort {
    /// The one that it listens on.
    pub meant: u16,
    /// Where that is said.
    pub place: Place,
    /// Whether the one that is asked is that of the machine, behind which the other one is.
    pub is_published: bool,
}

impl Container<'_> {
    /// The port that is meant where a container is asked on one on which it surely does not listen.
    pub fn mistaken_port(&self, asked: u16) -> Option<MistakenPort> {
        let is_own = self.service.network_mode.is_none() && self.service.provider.is_none();
        if !is_own || !self.stack.is_whole(self.service) || self.names_port(asked) {
            return None;
        }
        let published = self.service.ports.iter().find(|port| is_published_as(port, asked)).map(|port| {
            let target = &port.target;
            MistakenPort { meant: target.value, place: target.place, is_published: true }
        });
        let found = published.or_else(|| self.port_of_server()).or_else(|| self.port_of_image())?;
        // Whoever shares its network may listen there.
        (found.meant != asked && !self.is_joined()).then_some(found)
    }

    /// The port of the one server that the Dockerfile starts, which is surely told it.
    fn port_of_server(&self) -> Option<MistakenPort> {
        let service = self.service;
        if service.command.is_some() || service.entrypoint.is_some() || !service.env_files.is_empty() {
            return None;
        }
        let (build, stage) = self.stage()?;
        let servers = build.started_servers(stage);
        let [server] = servers.as_slice() else { return None };
        let told = server.port()?;
        let place = self.place(told.span?)?;
        Some(MistakenPort { meant: told.value, place, is_published: false })
    }

    /// The port of a data store that runs as it was published, with no settings of its own.
    fn port_of_image(&self) -> Option<MistakenPort> {
        let service = self.service;
        let known = self.stack.known_service(service)?;
        let is_plain = match known.kind {
            ServiceKind::Database | ServiceKind::Cache | ServiceKind::Queue | ServiceKind::SearchEngine => {
                runs_own_server(service) && service.configs.is_empty() && service.env_files.is_empty()
            }
            ServiceKind::ObjectStore
            | ServiceKind::Proxy
            | ServiceKind::WebServer
            | ServiceKind::MonitoringAgent
            | ServiceKind::Monitoring
            | ServiceKind::AdminTool
            | ServiceKind::Identity
            | ServiceKind::Application => false,
        };
        let is_setting = |path: &str| path.contains("/etc/") || path.contains("conf");
        if !is_plain || service.volumes.iter().any(|mount| is_setting(&mount.target.value)) {
            return None;
        }
        let place = service.image.as_ref()?.place;
        Some(MistakenPort { meant: *known.ports.first()?, place, is_published: false })
    }

    /// Whether a number stands anywhere in what is said of it, but for ports of the machine and its own health check;
    /// or what is said cannot be read.
    fn names_port(&self, port: u16) -> bool {
        let is_target = self.service.ports.iter().any(|it| it.target.value == port || !it.target.is_known());
        let in_expose = |text: &str| {
            let range = PortRange::parse(text.split('/').next().unwrap_or(text));
            range.is_none_or(|range| (range.first..=range.last).contains(&port))
        };
        let is_known = self.stack.known_service(self.service).is_some_and(|known| known.ports.contains(&port));
        is_target
            || is_known
            || self.service.expose.iter().any(|item| in_expose(&item.value))
            || self.stack.names_number(self.service, port)
            || self.stage().is_some_and(|(build, stage)| build.mentions_port(stage, port))
    }
}

impl Build {
    /// Whether a number stands anywhere in how containers of a stage start, or may stand there unseen.
    fn mentions_port(&self, stage: &Stage, port: u16) -> bool {
        let digits = port.to_string();
        let has = |text: &str| holds(text, &digits);
        let exposed = self.exposed_ports(stage);
        exposed.is_none_or(|exposed| exposed.iter().any(|ports| ports.contains(port)))
            || self.image_steps(stage).into_iter().any(|step| {
                match self.instruction(step).map(|instruction| &instruction.kind) {
                    Some(Kind::Env(pairs)) => pairs.pairs.iter().any(|pair| has(&pair.value.raw)),
                    Some(Kind::Arg(arg)) => {
                        let mut defaults = arg.definitions.iter().filter_map(|definition| definition.value.as_ref());
                        defaults.any(|word| has(&word.raw))
                    }
                    _ => false,
                }
            })
            || self.start_commands(stage).iter().flat_map(|command| &command.args).any(|word| has(&word.raw))
            || self.started_servers(stage).iter().any(|server| server.port().is_some_and(|told| told.value == port))
            || self.entry_scripts.iter().any(|script| has(&script.text))
            || self.package_scripts.iter().any(|script| has(&script.text))
    }
}

fn is_published_as(port: &Port, asked: u16) -> bool {
    let published = port.published.as_ref().filter(|published| published.is_known());
    let is_asked = published.is_some_and(|published| !published.value.is_range() && published.value.first == asked);
    is_asked && port.target.is_known() && port.target.value != asked && port.protocol() == "tcp"
}

/// Whether a text holds a number.
fn holds(text: &str, digits: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|number| number == digits)
}

#[cfg(test)]
mod tests {
    use crate::model::stack::Stack;
    use crate::model::{Container, NoContext, Project};
    use crate::syntax::compose::testing;
    use crate::text::FileId;

    fn meant(keys: &str, asked: u16) -> Option<u16> {
        let text = format!("services: {{app: {{{keys}}}}}");
        let mut project = Project::of_dockerfiles(Vec::new(), &NoContext);
        project.stack = Some(Stack::new(FileId(0), vec![FileId(0)], testing::value(&text), Vec::new(), Vec::new()));
        let container = Container::all(&project).next()?;
        container.mistaken_port(asked).map(|mistaken| mistaken.meant)
    }

    #[test]
    fn ports_of_the_machine_are_told_from_those_of_containers() {
        let ports = "image: a, ports: [{target: 80, published: '8080'}]";
        assert_eq!(meant(ports, 8080), Some(80));
        for keys in ["environment: {PORT: '8080'}", "command: [serve, '--listen=:8080']", "expose: ['8000-9000']"] {
            assert_eq!(meant(&format!("{ports}, {keys}"), 8080), None, "{keys}");
        }
        assert_eq!(meant(ports, 9000), None);
        assert_eq!(meant("image: 'redis:8'", 6380), Some(6379));
        assert_eq!(meant("image: 'redis:8', command: [redis-server, /etc/redis.conf]", 6380), Some(6379));
        assert_eq!(meant("image: 'redis:8', volumes: [{type: bind, source: ./c, target: /etc/redis/c}]", 6380), None);
    }
}

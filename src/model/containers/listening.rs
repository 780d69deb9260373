//! On which ports a container listens, as far as its service, its Dockerfile and what is known of its image say.
//!
//! Three answers: it surely listens on a port, it may, or nothing says so. A number anywhere in what is said of it may be
//! such a port. What the service publishes is no answer: that is what has to be right. Start with
//! [`Container::listens_on`], [`Container::listener`] and [`Container::mistaken_port`].

use super::{Container, Setting};
use crate::knowledge::programs;
use crate::knowledge::servers::tells_web_application;
use crate::model::stack::health::runs_own_server;
use crate::model::{Build, Command, Stage};
use crate::syntax::compose::ast::{CommandLine, Port, PortRange, Service};
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Place;

/// Whether a container listens on a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listening {
    /// It says so: by EXPOSE, by `expose`, by its server, or by what its image is known for.
    Surely,
    /// The number stands somewhere, or something that cannot be read may say so.
    Maybe,
    /// Nothing that is known of it says so.
    Never,
}

/// A server with the port that it listens on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listener {
    /// What people call it.
    pub name: String,
    /// Its port.
    pub port: u16,
    /// Where that is said, or where it is started.
    pub place: Place,
    /// Ports that EXPOSE names for it out of habit.
    pub exposed_in_vain: &'static [u16],
}

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

/// Programs that run several scripts at once.
const BESIDE_EACH_OTHER: &[&str] = &["concurrently", "lerna", "npm-run-all", "nx ", "run-p", "turbo", "wireit"];

impl<'p> Container<'p> {
    /// Whether it listens on a port.
    pub fn listens_on(&self, port: u16) -> Listening {
        match self.declares_port(port) {
            Some(true) => Listening::Surely,
            None => Listening::Maybe,
            // Whoever shares its network may listen there.
            Some(false) if self.names_port(port) || self.is_joined() => Listening::Maybe,
            Some(false) => Listening::Never,
        }
    }

    /// The one server of the container with its port, where nothing may say otherwise.
    pub fn listener(&self) -> Option<Listener> {
        if !self.stack.is_whole(self.service) {
            return None;
        }
        if self.image.is_some() { self.built_listener() } else { self.pulled_listener() }
    }

    /// Whether the one server of a built container is all that starts in it and stays, as far as can be seen.
    pub fn runs_one_server(&self) -> bool {
        let Some((build, stage)) = self.start_stage() else { return false };
        let servers = build.started_servers(stage);
        let [server] = servers.as_slice() else { return false };
        let is_known_base = build.base_image(stage).is_some_and(|image| !image.facts.service);
        let is_own = |command: &Command| {
            command.span.start <= server.span.start && server.span.end <= command.span.end
                || programs::is_init(&command.program.value)
        };
        // What a script leaves behind is not seen.
        let is_script = |command: &Command| {
            let mut words = std::iter::once(command.program_path.clone()).chain(command.known_args().flatten());
            words.any(|word| word.ends_with(".sh")) || command.program_path.starts_with(['.', '/', '$'])
        };
        let is_beside = |command: &&&Command| !is_own(command) && (command.step != server.step || is_script(command));
        let may_fork = |text: &str| {
            text.replace("&&", "").contains(['&', '|']) || BESIDE_EACH_OTHER.iter().any(|word| text.contains(word))
        };
        is_known_base
            && !self.is_joined()
            && build.scripts_of(stage).next().is_none()
            && !build.has_server_beside(stage, server)
            && !build.start_commands(stage).iter().any(|command| is_beside(&command))
            && !build.package_scripts.iter().any(|script| server.script.is_some() && may_fork(&script.text))
    }

    /// The port that is meant where a container is asked on one on which it surely does not listen.
    pub fn mistaken_port(&self, asked: u16) -> Option<MistakenPort> {
        let service = self.service;
        let is_own = service.network_mode.is_none() && service.provider.is_none() && self.stack.is_whole(service);
        // Who publishes a port of the container takes it for one that something listens on.
        if !is_own || self.publishes(asked) {
            return None;
        }
        let published = service.ports.iter().find(|port| is_published_as(port, asked)).map(|port| {
            let target = &port.target;
            MistakenPort { meant: target.value, place: target.place, is_published: true }
        });
        let found = published.or_else(|| {
            let Listener { port, place, .. } = self.listener()?;
            Some(MistakenPort { meant: port, place, is_published: false })
        });
        found.filter(|found| found.meant != asked && self.listens_on(asked) == Listening::Never)
    }

    /// Whether it says in so many words that it listens on a port; `None` where some of them cannot be read.
    pub(super) fn declares_port(&self, port: u16) -> Option<bool> {
        let service = self.service;
        let in_expose = |text: &str| {
            let range = PortRange::parse(text.split('/').next().unwrap_or(text))?;
            Some((range.first..=range.last).contains(&port))
        };
        let expose: Vec<Option<bool>> = service.expose.iter().map(|item| in_expose(&item.value)).collect();
        let image = self.stage().map_or(Some(false), |(build, stage)| {
            build.exposed_ports(stage).map(|exposed| exposed.iter().any(|ports| ports.contains(port)))
        });
        let is_known = self.stack.known_service(service).is_some_and(|known| known.ports.contains(&port));
        let listener = self.listener();
        let in_vain = listener.as_ref().is_some_and(|listener| listener.exposed_in_vain.contains(&port));
        let is_declared = is_known || image == Some(true) && !in_vain || expose.contains(&Some(true));
        if is_declared || listener.is_some_and(|listener| listener.port == port) {
            return Some(true);
        }
        (image.is_some() && !expose.contains(&None)).then_some(false)
    }

    /// Whether it publishes a port of its own, under whatever number.
    pub(super) fn publishes(&self, port: u16) -> bool {
        self.service.ports.iter().any(|it| it.target.value == port || !it.target.is_known())
    }

    /// Whether another service shares its network namespace.
    pub(super) fn is_joined(&self) -> bool {
        let own = &self.service.name.value;
        let is_joined = |other: &Service| {
            other.network_mode.is_some()
                && other.name.value != *own
                && self.stack.network_owner(other).name.value == *own
        };
        self.stack.services().any(is_joined)
    }

    /// Whether a number stands anywhere in what is said of it, but for ports of the machine and its own health check;
    /// or a variable that is not known may hold it.
    fn names_port(&self, port: u16) -> bool {
        let mut unseen = self.service.environment.iter().filter(|variable| variable.known().is_none());
        self.stack.names_number(self.service, port)
            || unseen.any(|variable| may_hold_port(&variable.name.value))
            || self.stage().is_some_and(|(build, stage)| build.mentions_port(stage, port))
    }

    /// The build that says what starts, with what the service says.
    fn start_stage(&self) -> Option<(&'p Build, &'p Stage)> {
        match self.start() {
            Some(start) => Some((&start.build, start.stage()?)),
            None if self.service.command.is_some() || self.service.entrypoint.is_some() => None,
            None => self.stage(),
        }
    }

    /// The one server that the Dockerfile starts, or the service in its stead.
    fn built_listener(&self) -> Option<Listener> {
        let own = self.start();
        let (build, stage) = self.start_stage()?;
        let servers = build.started_servers(stage);
        let [server] = servers.as_slice() else { return None };
        let row = server.server;
        let is_plain = row.port.variables.iter().chain(row.bind_variables).all(|name| match self.setting(name) {
            Setting::Set { place: Some(place), value } => {
                let is_of_image = Some(place.file) == self.dockerfile().map(|file| file.id);
                is_of_image || own.is_some() && value.is_some()
            }
            Setting::Set { place: None, .. } => row.is_of_image,
            Setting::Absent => true,
            // Images of languages set no ports.
            Setting::Unknown => self.setting_of_compose(name).is_none(),
        });
        let mut named = self.compose_variables().into_iter();
        if !is_plain || row.is_of_image && named.any(|(name, _)| tells_web_application(name)) {
            return None;
        }
        let told = server.port()?;
        let span = told.span.unwrap_or(server.span);
        let place = own.and_then(|start| start.place(span)).or_else(|| self.place(span))?;
        Some(Listener { name: row.name.to_owned(), port: told.value, place, exposed_in_vain: row.exposed_in_vain })
    }

    /// A data store that runs as it was published, without settings of its own.
    fn pulled_listener(&self) -> Option<Listener> {
        let service = self.service;
        let known = self.stack.known_service(service)?;
        let is_setting = |path: &str| path.contains("/etc/") || path.contains("conf");
        let names = service.environment.iter().map(|variable| variable.name.value.as_str());
        let words = service.command.iter().flat_map(CommandLine::texts);
        let is_plain = service.env_files.is_empty()
            && service.configs.is_empty()
            && !names.chain(words).any(|word| word.to_ascii_lowercase().contains("port"))
            && !service.volumes.iter().any(|mount| is_setting(&mount.target.value));
        let name = self.stack.pulled_image_of(service)?.repository().to_owned();
        let place = service.image.as_ref()?.place;
        let is_sure = known.kind.is_data_store() && is_plain && runs_own_server(service);
        is_sure.then_some(Listener { name, port: *known.ports.first()?, place, exposed_in_vain: &[] })
    }
}

impl Build {
    /// Whether a number stands anywhere in how containers of a stage start.
    fn mentions_port(&self, stage: &Stage, port: u16) -> bool {
        let digits = port.to_string();
        let has = |text: &str| holds(text, &digits);
        let in_variables = |kind: &Kind| match kind {
            Kind::Env(pairs) => pairs.pairs.iter().any(|pair| has(&pair.value.raw)),
            Kind::Arg(arg) => {
                let mut defaults = arg.definitions.iter().filter_map(|definition| definition.value.as_ref());
                defaults.any(|word| has(&word.raw))
            }
            _ => false,
        };
        let mut instructions = self.image_steps(stage).into_iter().filter_map(|step| self.instruction(step));
        instructions.any(|instruction| in_variables(&instruction.kind))
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

/// Whether a variable may hold a port, by its name.
fn may_hold_port(name: &str) -> bool {
    const WORDS: &[&str] = &["ADDR", "ARGS", "BIND", "FLAGS", "HOST", "LISTEN", "OPTIONS", "OPTS", "PORT", "URL"];
    let name = name.to_ascii_uppercase();
    WORDS.iter().any(|word| name.contains(word))
}

/// Whether a number stands in a text and is no part of a longer one.
fn holds(text: &str, digits: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|number| number == digits)
}

#[cfg(test)]
mod tests {
    use super::{Listening, holds};
    use crate::model::stack::Stack;
    use crate::model::{Container, NoContext, Project};
    use crate::syntax::compose::testing;
    use crate::text::FileId;

    fn with<T>(keys: &str, ask: impl FnOnce(Container<'_>) -> T) -> Option<T> {
        let text = format!("services: {{app: {{{keys}}}}}");
        let mut project = Project::of_dockerfiles(Vec::new(), &NoContext);
        project.stack = Some(Stack::new(FileId(0), vec![FileId(0)], testing::value(&text), Vec::new(), Vec::new()));
        Container::all(&project).next().map(ask)
    }

    fn meant(keys: &str, asked: u16) -> Option<u16> {
        with(keys, |container| container.mistaken_port(asked)).flatten().map(|mistaken| mistaken.meant)
    }

    #[test]
    fn there_are_three_answers() {
        for (keys, answer) in [
            ("image: 'redis:8'", Listening::Surely),
            ("image: a, expose: ['6000-7000']", Listening::Surely),
            ("image: a, environment: {LISTEN: '0.0.0.0:6379'}", Listening::Maybe),
            ("image: a, environment: [PORT]", Listening::Maybe),
            ("image: a, expose: ['${PORT}']", Listening::Maybe),
            ("image: a, ports: [{target: 6379}]", Listening::Never),
            ("image: a, environment: {LISTEN: '16379'}", Listening::Never),
        ] {
            assert_eq!(with(keys, |container| container.listens_on(6379)), Some(answer), "{keys}");
        }
    }

    #[test]
    fn numbers_stand_alone() {
        assert!(holds("0.0.0.0:8000", "8000") && !holds("18000", "8000"));
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

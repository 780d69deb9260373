//! The ports of a container: what surely listens, and debuggers that wait for somebody.
//!
//! A command of the service replaces what the image starts; where a file, a variable or a script may say otherwise,
//! nothing is sure. Start with [`Container::listener`] and [`Container::waiting_debugger`].

use super::{Container, Setting};
use crate::knowledge::debugging::{OpenDebugger, open_debugger};
use crate::knowledge::services::ServiceKind;
use crate::model::{Base, Build, Stage, Step};
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::image_ref::ImageRef;
use crate::text::Place;

/// A server with the port that it listens on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listener {
    /// What people call it.
    pub name: String,
    /// Its port.
    pub port: u16,
    /// Where that is said, or where it is started.
    pub place: Place,
}

/// A debugger that a container opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingDebugger {
    /// What it is, as in a sentence: `Java debugger`.
    pub name: &'static str,
    /// Its port.
    pub port: u16,
    /// Where it is told to wait; `None` where only the port and the image tell.
    pub place: Option<Place>,
    /// Whether it surely lets others in: that may depend on its version.
    pub is_surely_open: bool,
}

/// Ports that debuggers wait on unless they are told another, by the beginning of the image they are in; an empty one
/// stands for any.
///
/// Sources: <https://nodejs.org/en/learn/getting-started/debugging>, <https://github.com/microsoft/debugpy>,
/// <https://github.com/go-delve/delve/tree/master/Documentation>
const USUAL: &[(u16, &str, &str)] = &[
    (9229, "", "JavaScript debugger"),
    (5005, "amazoncorretto", "Java debugger"),
    (5005, "eclipse-temurin", "Java debugger"),
    (5005, "gradle", "Java debugger"),
    (5005, "maven", "Java debugger"),
    (5005, "openjdk", "Java debugger"),
    (5005, "tomcat", "Java debugger"),
    (5678, "python", "Python debugger"),
    (2345, "golang", "Go debugger"),
    (40000, "golang", "Go debugger"),
];

impl Container<'_> {
    /// The one server of the container and its port, where nothing may say otherwise.
    pub fn listener(&self) -> Option<Listener> {
        let service = self.service;
        let is_own = service.command.is_none() && service.entrypoint.is_none() && self.stack.is_whole(service);
        if !is_own {
            return None;
        }
        if service.build.is_some() { self.built_listener() } else { self.pulled_listener() }
    }

    fn built_listener(&self) -> Option<Listener> {
        let (build, stage) = self.stage()?;
        let servers = build.started_servers(stage);
        let [server] = servers.as_slice() else { return None };
        let names = server.server.port.variables.iter().chain(server.server.bind_variables);
        for name in names {
            match self.setting(name) {
                Setting::Set { place: Some(place), .. }
                    if Some(place.file) == self.dockerfile().map(|file| file.id) => {}
                Setting::Absent => {}
                // Images of languages set no ports.
                Setting::Unknown if !self.may_be_told(name) => {}
                Setting::Set { .. } | Setting::Unknown => return None,
            }
        }
        let told = server.port()?;
        let place = self.place(told.span.unwrap_or(server.span))?;
        Some(Listener { name: server.server.name.to_owned(), port: told.value, place })
    }

    /// Whether Compose may set a variable in a way that cannot be seen.
    fn may_be_told(&self, name: &str) -> bool {
        let files = self.service.env_files.iter();
        self.service.variable(name).is_some()
            || files.into_iter().any(|file| self.stack.inventory.of_env_file(&file.path.value).is_none())
    }

    /// A data store as it was published, without settings of its own.
    fn pulled_listener(&self) -> Option<Listener> {
        let service = self.service;
        let known = self.stack.known_service(service)?;
        let is_store = matches!(known.kind, ServiceKind::Database | ServiceKind::Cache | ServiceKind::SearchEngine);
        let is_setting = |path: &str| path.contains("/etc/") || path.contains("conf");
        let is_plain = service.env_files.is_empty()
            && service.configs.is_empty()
            && !service.environment.iter().any(|variable| variable.name.value.to_ascii_uppercase().contains("PORT"))
            && !service.volumes.iter().any(|mount| is_setting(&mount.target.value));
        let name = self.stack.pulled_image_of(service)?.repository().to_owned();
        let place = service.image.as_ref()?.place;
        (is_store && is_plain).then_some(Listener { name, port: *known.ports.first()?, place })
    }

    /// Whether something else may listen on a port: EXPOSE, a variable or a word of the command names it, or the image
    /// is known for it.
    pub fn may_listen_on(&self, port: u16) -> bool {
        let digits = port.to_string();
        let known = self.stack.known_service(self.service);
        known.is_some_and(|known| known.ports.contains(&port))
            || self.service.environment.iter().any(|variable| {
                let is_seen = variable.value.as_ref().filter(|value| value.is_known());
                is_seen.map_or_else(|| may_name_port(&variable.name.value), |value| holds(&value.value, &digits))
            })
            || self.stage().is_some_and(|(build, stage)| build.says_port(stage, port, &digits))
    }

    /// The debuggers that a container opens to others, as far as files tell, and those that its image is likely to.
    pub fn waiting_debuggers(&self) -> Vec<WaitingDebugger> {
        let told = self.told_debuggers();
        let known = self.stack.known_service(self.service).is_some();
        if !told.is_empty() || known {
            return told;
        }
        let image = self.starting_image().or_else(|| self.base());
        let repository = image.as_ref().map(|image| image.normalized().to_owned()).unwrap_or_default();
        let of_image = |(_, start, _): &&(u16, &str, &str)| repository.starts_with(start);
        let usual = USUAL.iter().filter(of_image);
        usual.map(|(port, _, name)| WaitingDebugger { name, port: *port, place: None, is_surely_open: false }).collect()
    }

    fn base(&self) -> Option<ImageRef> {
        let (build, stage) = self.stage()?;
        match build.root_base(stage) {
            Base::Image(image) => Some(image.value.clone()),
            Base::Stage(_) | Base::Scratch | Base::Dynamic(_) | Base::Missing => None,
        }
    }

    fn told_debuggers(&self) -> Vec<WaitingDebugger> {
        let mut found = Vec::new();
        let mut look = |words: &[String], place: Option<Place>| {
            found.extend(open_debugger(words).and_then(|debugger| waiting(&debugger, place?)));
        };
        let service = self.service;
        for line in [&service.entrypoint, &service.command].into_iter().flatten() {
            let words: Vec<String> = line.texts().flat_map(str::split_whitespace).map(str::to_owned).collect();
            look(&words, Some(line.place));
        }
        for variable in &service.environment {
            look(&[variable.known().unwrap_or_default().to_owned()], Some(variable.place));
        }
        let Some((build, stage)) = self.stage() else { return found };
        for step in build.image_steps(stage) {
            let Some(Kind::Env(pairs)) = build.instruction(step).map(|instruction| &instruction.kind) else { continue };
            for pair in &pairs.pairs {
                let is_last = pair.key.known().is_some_and(|name| {
                    let last = build.variable_of_image(stage, &name);
                    service.variable(&name).is_none() && last.is_some_and(|last| last.step == Some(step.id))
                });
                if is_last {
                    look(&[build.expanded(step, &pair.value).unwrap_or_default()], self.place(pair.span));
                }
            }
        }
        if service.command.is_none() && service.entrypoint.is_none() {
            for command in build.start_commands(stage) {
                let words = std::iter::once(command.program_path.clone());
                let words: Vec<String> = words.chain(command.args.iter().map(|word| word.raw.clone())).collect();
                look(&words, self.place(command.program.span));
            }
        }
        found
    }
}

/// The debugger with its port, where that is told or known.
fn waiting(debugger: &OpenDebugger, place: Place) -> Option<WaitingDebugger> {
    let told = debugger.address.rsplit(':').next().and_then(|port| port.parse().ok());
    let usual = || USUAL.iter().find(|(_, _, name)| *name == debugger.name).map(|(port, ..)| *port);
    let OpenDebugger { name, is_surely_open, .. } = *debugger;
    Some(WaitingDebugger { name, port: told.or_else(usual)?, place: Some(place), is_surely_open })
}

impl Build {
    /// Whether a number stands in what containers of a stage are told, or may stand there unseen.
    fn says_port(&self, stage: &Stage, port: u16, digits: &str) -> bool {
        let in_environment = |step: &&Step| match self.instruction(step).map(|known| &known.kind) {
            Some(Kind::Env(pairs)) => pairs.pairs.iter().any(|pair| holds(&pair.value.raw, digits)),
            _ => false,
        };
        self.exposed_ports(stage).is_none_or(|exposed| exposed.iter().any(|ports| ports.contains(port)))
            || self.image_steps(stage).iter().any(in_environment)
            || self.start_commands(stage).iter().flat_map(|command| &command.args).any(|word| holds(&word.raw, digits))
            || self.scripts_of(stage).any(|script| holds(&script.text, digits))
    }
}

/// Whether a variable may hold a port, by its name.
fn may_name_port(name: &str) -> bool {
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
    use super::{holds, waiting};
    use crate::knowledge::debugging::OpenDebugger;
    use crate::text::Place;

    #[test]
    fn numbers_stand_alone() {
        assert!(holds("0.0.0.0:8000", "8000") && !holds("18000", "8000"));
    }

    #[test]
    fn debuggers_have_ports() {
        let port = |address: &str| {
            let (name, address) = ("JavaScript debugger", address.to_owned());
            waiting(&OpenDebugger { name, address, is_surely_open: true }, Place::default()).map(|it| it.port)
        };
        assert_eq!((port("0.0.0.0:9230"), port("0.0.0.0")), (Some(9230), Some(9229)));
    }
}

//! Debuggers that containers open to others.
//!
//! Told by commands and variables of the service and of its image; where nothing tells, by the ports that debuggers wait
//! on in images of their language. Start with [`Container::waiting_debuggers`].

use super::Container;
use crate::knowledge::debugging::{OpenDebugger, open_debugger};
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Place;

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
    /// The debuggers that a container opens to others, as far as files tell, and those that its image is likely to.
    pub fn waiting_debuggers(&self) -> Vec<WaitingDebugger> {
        let told = self.told_debuggers();
        let known = self.stack.known_service(self.service).is_some();
        if !told.is_empty() || known {
            return told;
        }
        let image = self.origin_image();
        let repository = image.as_ref().map(|image| image.normalized().to_owned()).unwrap_or_default();
        let of_image = |(_, start, _): &&(u16, &str, &str)| repository.starts_with(start);
        let usual = USUAL.iter().filter(of_image);
        usual.map(|(port, _, name)| WaitingDebugger { name, port: *port, place: None, is_surely_open: false }).collect()
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

#[cfg(test)]
mod tests {
    use super::waiting;
    use crate::knowledge::debugging::OpenDebugger;
    use crate::text::Place;

    #[test]
    fn debuggers_have_ports() {
        let port = |address: &str| {
            let (name, address) = ("JavaScript debugger", address.to_owned());
            waiting(&OpenDebugger { name, address, is_surely_open: true }, Place::default()).map(|it| it.port)
        };
        assert_eq!((port("0.0.0.0:9230"), port("0.0.0.0")), (Some(9230), Some(9229)));
    }
}

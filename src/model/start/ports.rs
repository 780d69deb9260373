//! The ports that an image declares, and whether who starts in it may open them.
//!
//! Knows EXPOSE and USER; what a server is told is the business of `servers`.

use crate::knowledge::images::DefaultUser;
use crate::knowledge::programs;
use crate::model::{Base, Build, Command, SourceOrigin, Stage};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Span;

/// Ports that EXPOSE names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExposedPorts {
    /// The first.
    pub first: u16,
    /// The last; of a single port itself.
    pub last: u16,
    /// Where they are named.
    pub span: Span,
}

impl ExposedPorts {
    /// Whether a port is among them.
    pub fn contains(&self, port: u16) -> bool {
        (self.first..=self.last).contains(&port)
    }
}

impl Build {
    /// The ports that EXPOSE names for a stage; `None` where a variable hides one. What the base image declares is
    /// not among them.
    pub fn exposed_ports(&self, stage: &Stage) -> Option<Vec<ExposedPorts>> {
        let mut ports = Vec::new();
        for step in self.image_steps(stage) {
            let Some(Kind::Expose(words)) = self.instruction(step).map(|instruction| &instruction.kind) else {
                continue;
            };
            for word in words {
                let text = self.expanded(step, word)?;
                for port in text.split_whitespace() {
                    let range = port.split('/').next().unwrap_or(port);
                    let (first, last) = range.split_once('-').unwrap_or((range, range));
                    ports.push(ExposedPorts { first: first.parse().ok()?, last: last.parse().ok()?, span: word.span });
                }
            }
        }
        Some(ports)
    }

    /// Whether a program of the image is given the right to open ports below 1024, by the file or by who made the
    /// image, or may get it from `sudo`.
    pub fn may_open_low_ports(&self, stage: &Stage) -> bool {
        let is_capable = |name: &str| programs::brings_capabilities(name);
        let by_image = self.base_image(stage).is_some_and(|image| is_capable(image.repository));
        let by_copy =
            self.image_steps(stage).into_iter().flat_map(|step| &step.sources).any(|source| match &source.origin {
                SourceOrigin::Image(image) => is_capable(image.normalized()),
                SourceOrigin::Stage(id) => self
                    .stage(*id)
                    .and_then(|stage| self.base_image(stage))
                    .is_some_and(|image| is_capable(image.repository)),
                _ => false,
            });
        let gives = |command: &Command| {
            let is_named = |word: &Word| word.is("sudo") || word.is("authbind");
            command.is_any(&["setcap", "authbind"]) || command.args.iter().any(is_named)
        };
        let is_raised = |command: &&Command| {
            command.is_any(&["sudo", "capsh"])
                || command.wrappers.iter().any(|wrapper| wrapper == "sudo" || wrapper == "capsh")
        };
        by_image
            || by_copy
            || self.commands.iter().any(gives)
            || self.start_commands(stage).iter().any(is_raised)
            || self.entry_scripts.iter().any(|script| script.text.contains("sudo "))
    }

    /// The user that containers of a stage start as and where that is written, where it is surely not root.
    pub fn other_user(&self, stage: &Stage) -> Option<(String, Span)> {
        if let Some(user) = &stage.after.user {
            let name = user.name.clone()?;
            return (!user.is_root() && !name.is_empty()).then_some((name, user.span));
        }
        let root = self.lineage(stage).last()?;
        match (self.root_base(stage), self.base_image(stage)?.facts.user) {
            (Base::Image(_), DefaultUser::Named { name, uid }) if uid != 0 => Some((name.to_owned(), root.base_span)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    fn ports(lines: &str) -> Option<Vec<(u16, u16)>> {
        let source = Source::new("Dockerfile", format!("FROM a\n{lines}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        let ports = build.exposed_ports(&build.stages[0])?;
        Some(ports.iter().map(|ports| (ports.first, ports.last)).collect())
    }

    #[test]
    fn ports_are_read() {
        assert_eq!(ports("ENV P=80\nEXPOSE $P 20-22/tcp"), Some(vec![(80, 80), (20, 22)]));
        assert_eq!(ports("EXPOSE 80\nEXPOSE $X"), None);
        assert_eq!(ports(""), Some(vec![]));
    }
}

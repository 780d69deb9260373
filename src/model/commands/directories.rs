//! The directory that a step or one of its commands works in.

use crate::model::{Base, Build, Command, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;

impl Build {
    /// The directory that a step works in: an absolute path, or one that starts with the variable it depends on.
    /// `.` stands for whatever an unknown base image sets.
    pub fn directory_before(&self, step: &Step) -> String {
        let Some(workdir) = &step.before.workdir else {
            let base = self.stage(step.stage).and_then(|stage| match self.root_base(stage) {
                Base::Scratch => Some(""),
                _ => self.base_image(stage).map(|image| image.facts.workdir),
            });
            return base.map_or(".", |directory| if directory.is_empty() { "/" } else { directory }).to_owned();
        };
        let written = || match self.instruction(self.step(workdir.step)?).map(|instruction| &instruction.kind)? {
            Kind::Workdir(Some(word)) => Some(word.raw.clone()),
            _ => None,
        };
        workdir.path.clone().or_else(written).unwrap_or_else(|| ".".to_owned())
    }

    /// The directory that a command works in, each `cd` before it followed; `None` where one cannot be.
    pub fn directory_of(&self, step: &Step, command: &Command) -> Option<String> {
        let before = self.commands_of(step).iter().take_while(|other| other.span.start < command.span.start);
        let mut directory = self.directory_before(step);
        for change in before.filter(|it| it.is_any(&["cd"]) && it.placement.depth <= command.placement.depth) {
            let target = change.args.first().and_then(Word::known).filter(|target| !target.starts_with(['-', '~']))?;
            directory = joined(&directory, &target);
        }
        Some(directory)
    }
}

/// A path as seen from a directory, without `.` and `..` in it.
pub fn joined(directory: &str, path: &str) -> String {
    let is_whole = path.starts_with(['/', '$']);
    let start = if is_whole { "" } else { directory };
    let mut parts: Vec<&str> = Vec::new();
    for part in start.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let root = if is_whole { path } else { directory };
    let slash = if root.starts_with('/') { "/" } else { "" };
    match (slash, parts.is_empty()) {
        ("", true) => ".".to_owned(),
        _ => format!("{slash}{}", parts.join("/")),
    }
}

/// The rest of a path below a directory; empty for the directory itself.
pub fn below<'a>(path: &'a str, directory: &str) -> Option<&'a str> {
    match directory {
        "." => (!path.starts_with(['/', '$'])).then_some(path.trim_start_matches("./")),
        "/" => path.strip_prefix('/'),
        _ => path
            .strip_prefix(directory)
            .filter(|rest| rest.is_empty() || rest.starts_with('/'))
            .map(|rest| rest.trim_start_matches('/')),
    }
}

/// How many of some paths are not below another of them.
pub fn count_outermost<'p>(paths: impl Iterator<Item = &'p str>) -> usize {
    let mut paths: Vec<&str> = paths.collect();
    paths.sort_unstable_by(|one, other| one.split('/').cmp(other.split('/')));
    let mut last: Option<&str> = None;
    paths.retain(|path| {
        let is_inner = last.is_some_and(|last| below(path, last).is_some());
        if !is_inner {
            last = Some(path);
        }
        !is_inner
    });
    paths.len()
}

#[cfg(test)]
mod tests {
    use super::{below, joined};

    #[test]
    fn paths_are_joined() {
        for (directory, path, whole) in [
            ("/app", "web", "/app/web"),
            ("/app", ".", "/app"),
            ("/", "./", "/"),
            ("/app", "../lib/", "/lib"),
            ("/app", "/srv/", "/srv"),
            (".", "web", "web"),
            (".", ".", "."),
            ("$HOME", "web", "$HOME/web"),
            ("/app", "$HOME/web", "$HOME/web"),
        ] {
            assert_eq!(joined(directory, path), whole, "{directory} {path}");
        }
    }

    #[test]
    fn paths_are_below_others() {
        assert_eq!(below("/app/web", "/app"), Some("web"));
        assert_eq!(below("/app", "/"), Some("app"));
        assert_eq!(below("/app", "/app"), Some(""));
        assert_eq!(below("web/a", "."), Some("web/a"));
        assert_eq!(below("/apple", "/app"), None);
        assert_eq!(below("/app", "."), None);
    }
}

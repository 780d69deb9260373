//! The mount that does what a COPY does, for one RUN and without a layer.
//!
//! Knows how COPY and `--mount=type=bind` read their sources. Start with [`Copied::bind_mount`].

use crate::model::commands::directories::below;
use crate::model::{Build, Copied, Deed, Shape, Step, StepId};
use crate::syntax::Word;

/// So many steps, and none of very many commands, are looked at for a `chmod` of what could be mounted.
const MOST_STEPS: usize = 20;
const MOST_COMMANDS: usize = 60;

impl Build {
    /// Whether a RUN gives a path another mode, from behind the step that wrote it to the one that is given: what is
    /// mounted read-only keeps its mode.
    pub fn changes_mode(&self, writer: StepId, last: &Step, path: &str) -> bool {
        let steps = self.steps.get(writer.0 as usize + 1..=last.id.0 as usize).unwrap_or_default();
        let near = steps.iter().rev().take(MOST_STEPS).filter(|step| step.commands.len() <= MOST_COMMANDS);
        near.flat_map(|step| self.deeds_of(step)).any(|deed| {
            let folder = deed.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let is_there = below(&deed.path, path).is_some() || below(path, &deed.path).is_some();
            deed.deed == Deed::Mode && (is_there || deed.path.contains('*') && below(path, folder).is_some())
        })
    }
}

impl Copied<'_> {
    /// The flag of RUN that mounts a source where the instruction copies it; `None` where no mount does that: it
    /// fetches the source, or only the builder knows where it goes.
    pub fn bind_mount(&self, source: &Word) -> Option<String> {
        let from = self.instruction.flag_value("from").map(|word| format!("from={},", word.raw)).unwrap_or_default();
        if from.is_empty() && !self.is_from_context() {
            return None;
        }
        let item = self.items.iter().find(|item| item.source.span == source.span)?;
        let raw = source.raw.trim_matches(['"', '\'']);
        let written = raw.strip_prefix("./").unwrap_or(raw);
        let written = if written == "/" { written } else { written.trim_end_matches('/') };
        let last = written.rsplit('/').next().unwrap_or_default();
        let (folder, target) = if written.contains(['*', '?', '[']) {
            // What a pattern matches is mounted with the directory that it is in.
            let folder = written.rsplit_once('/').map_or("", |(folder, _)| folder);
            (folder, self.destination.clone())
        } else if let Some(path) = &item.path {
            (written, path.clone())
        } else if item.shape == Shape::Unknown && self.destination.rsplit('/').next() == Some(last) {
            (written, self.destination.clone())
        } else if self.is_directory {
            // Named by a variable, or without an ending: a file as a rule.
            (written, format!("{}/{last}", self.destination.trim_end_matches('/')))
        } else {
            (written, self.destination.clone())
        };
        if folder.contains(['*', '?', '[']) {
            return None;
        }
        let source = if matches!(folder, "" | ".") { String::new() } else { format!("source={folder},") };
        Some(format!("--mount=type=bind,{from}{source}target={target}"))
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    /// The mount for the first source of the last instruction.
    fn mount(lines: &str) -> Option<String> {
        let source = Source::new("Dockerfile", format!("FROM debian\n{lines}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        let copied = build.copied(build.steps.last()?)?;
        copied.bind_mount(copied.items.first()?.source)
    }

    #[test]
    fn mounts_do_what_copy_does() {
        for (lines, options) in [
            ("COPY ./a.sh /tmp/", "source=a.sh,target=/tmp/a.sh"),
            ("COPY scripts/*.sh /tmp/x/", "source=scripts,target=/tmp/x"),
            ("COPY a.yml* b.txt /tmp/x/", "target=/tmp/x"),
            ("COPY . /src", "target=/src"),
            ("COPY opt/wheels /opt/wheels", "source=opt/wheels,target=/opt/wheels"),
            ("COPY $FILE /u01/", "source=$FILE,target=/u01/$FILE"),
            ("COPY --from=build /out/a.deb /tmp/", "from=build,source=/out/a.deb,target=/tmp/a.deb"),
        ] {
            assert_eq!(mount(lines), Some(format!("--mount=type=bind,{options}")), "{lines}");
        }
        assert_eq!(mount("ADD https://example.com/a.tgz /tmp/"), None);
        assert_eq!(mount("COPY a/*/b.sh /tmp/"), None);
    }
}

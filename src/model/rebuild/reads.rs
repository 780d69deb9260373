//! What the steps of a build read from its context.
//!
//! Knows COPY, ADD and mounts of RUN; nothing of what follows from it. Start with [`Build::context_reads`].

use super::paths::{ContextPath, Pattern};
use crate::model::{Build, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{Flag, Instruction, Kind};
use crate::text::Span;

/// A source of COPY or ADD, or a bind mount, that is taken from the build context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextRead {
    /// Where it is named; the mount where that names no source.
    pub span: Span,
    /// As it is written; `.` for a mount without a source.
    pub written: String,
    /// What it names; `None` where that depends on what only the build knows.
    pub pattern: Option<Pattern>,
    /// What `--exclude` leaves out of it.
    pub excluded: Vec<Pattern>,
}

impl ContextRead {
    /// Whether it is the context as a whole.
    pub fn is_whole(&self) -> bool {
        self.pattern.as_ref().is_some_and(Pattern::is_whole)
    }

    /// Whether it may match several paths.
    pub fn is_pattern(&self) -> bool {
        self.pattern.as_ref().is_some_and(|pattern| pattern.parts().iter().any(|part| Pattern::is_wild(part)))
    }

    /// What it names, from the root of the context, without `.` and `..`.
    pub fn plain_path(&self) -> Option<String> {
        self.pattern.as_ref().map(|pattern| pattern.parts().join("/"))
    }

    /// Whether it sees a path; `None` where only the build knows.
    pub fn sees(&self, path: &ContextPath) -> Option<bool> {
        self.pattern.as_ref().map(|pattern| pattern.sees(path, &self.excluded))
    }
}

impl Build {
    /// What a step reads from the context.
    pub fn context_reads(&self, step: &Step) -> Vec<ContextRead> {
        let Some(instruction) = self.instruction(step) else { return Vec::new() };
        match &instruction.kind {
            Kind::Copy(transfer) | Kind::Add(transfer) if instruction.flag("from").is_none() => {
                let excluded = self.excluded(step, instruction);
                let is_deep = instruction.flag("parents").is_some();
                let words = transfer.sources.iter().filter(|word| is_of_context(word));
                let reads = words.map(|word| ContextRead {
                    span: word.span,
                    written: word.raw.clone(),
                    pattern: self.expanded(step, word).map(|text| Pattern::new(&text, is_deep)),
                    excluded: excluded.clone(),
                });
                reads.collect()
            }
            Kind::Run(_) => instruction.mounts().filter_map(|mount| self.mount_read(step, mount)).collect(),
            _ => Vec::new(),
        }
    }

    fn excluded(&self, step: &Step, instruction: &Instruction) -> Vec<Pattern> {
        let flags = instruction.flags.iter().filter(|flag| flag.name.value == "exclude");
        let texts = flags.filter_map(|flag| self.expanded(step, flag.value.as_ref()?));
        texts.map(|text| Pattern::new(&text, true)).collect()
    }

    fn mount_read(&self, step: &Step, mount: &Flag) -> Option<ContextRead> {
        if mount.mount_type() != "bind" || mount.mount_option("from").is_some() {
            return None;
        }
        let source = mount.mount_option("source").and_then(|option| option.value.as_ref());
        Some(match source {
            Some(word) => ContextRead {
                span: word.span,
                written: word.raw.clone(),
                pattern: self.expanded(step, word).map(|text| Pattern::new(&text, false)),
                excluded: Vec::new(),
            },
            None => ContextRead {
                span: mount.span,
                written: ".".to_owned(),
                pattern: Some(Pattern::new(".", false)),
                excluded: Vec::new(),
            },
        })
    }
}

/// Whether a source is a path, and no address, repository or here-document.
fn is_of_context(word: &Word) -> bool {
    let start = word.known_prefix();
    !start.contains("://") && !start.starts_with("git@") && !word.raw.starts_with("<<")
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    fn reads(line: &str) -> Vec<(String, bool)> {
        let source = Source::new("Dockerfile", format!("FROM a\nARG DIR=src\nARG OPEN\n{line}\n").into_bytes());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        let reads = build.context_reads(build.steps.last().unwrap());
        reads.into_iter().map(|read| (read.written.clone(), read.is_whole())).collect()
    }

    #[test]
    fn only_what_is_of_the_context_counts() {
        assert_eq!(reads("COPY . /app"), [(".".to_owned(), true)]);
        assert_eq!(reads("COPY a b /app/"), [("a".to_owned(), false), ("b".to_owned(), false)]);
        assert_eq!(reads("RUN --mount=target=/src --mount=type=cache,target=/c x"), [(".".to_owned(), true)]);
        assert_eq!(reads("RUN --mount=type=bind,src=go.mod,dst=/go.mod x"), [("go.mod".to_owned(), false)]);
        for line in [
            "COPY --from=x . /app",
            "ADD https://example.com/a /a",
            "ADD git@example.com:a/b.git /a",
            "COPY <<EOF /a\nx\nEOF",
            "RUN --mount=from=x,target=/y x",
            "ONBUILD COPY . /app",
        ] {
            assert_eq!(reads(line), [], "{line}");
        }
    }
}

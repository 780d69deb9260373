//! What a file and its stages are for: to develop and test with, or to run.
//!
//! Knows names only. Whether a stage is a workshop, which counts building too, is the business of `start`.

use crate::model::{Build, File, Stage};
use crate::syntax::dockerfile::ast::Kind;

/// Words of names that say something is there to develop or test with.
const WORDS: &[&str] = &[
    "ci",
    "cursor",
    "debug",
    "dev",
    "devcontainer",
    "devel",
    "develop",
    "developer",
    "development",
    "devenv",
    "e2e",
    "lint",
    "linter",
    "local",
    "test",
    "tester",
    "testing",
    "tests",
];

/// Words of names that say something is there to run.
const FINAL_WORDS: &[&str] = &["app", "final", "prod", "production", "release", "runner", "runtime", "server"];

fn has_word(name: &str, words: &[&str]) -> bool {
    let is_one = |word: &str| {
        // `test2` is a test too, `e2e` no `e`.
        words.contains(&word) || words.contains(&word.trim_end_matches(|end: char| end.is_ascii_digit()))
    };
    name.to_lowercase().split(['-', '_', '.', '+']).any(is_one)
}

impl File {
    /// Whether the file's name, or that of the directory it is in, says that it is there to develop or test with:
    /// `Dockerfile.dev`, `.devcontainer/Dockerfile`.
    pub fn is_for_development(&self) -> bool {
        let mut parts = self.source.name().rsplit(['/', '\\']);
        parts.by_ref().take(2).any(|name| has_word(name, WORDS))
    }
}

impl Build {
    /// Whether the name of a stage says that it is there to develop or test with.
    pub fn is_for_development(&self, stage: &Stage) -> bool {
        stage.name.as_ref().is_some_and(|name| has_word(&name.value, WORDS))
    }

    /// The one stage above that is there to run, where another comes last: it starts something, is not there to
    /// develop with, and no other above it is like that. A file of several images is built by name anyway.
    pub fn stage_to_run(&self, last: &Stage) -> Option<&Stage> {
        let mut above = self.stages.iter().filter(|stage| stage.id < last.id && self.is_there_to_run(stage));
        above.next().filter(|_| above.next().is_none())
    }

    fn is_there_to_run(&self, stage: &Stage) -> bool {
        let Some(name) = &stage.name else { return false };
        let starts = self.steps_of(stage).iter().any(|step| {
            let kind = self.instruction(step).map(|instruction| &instruction.kind);
            matches!(kind, Some(Kind::Cmd(_) | Kind::Entrypoint(_)))
        });
        let is_workshop = self.is_workshop(stage) && !has_word(&name.value, FINAL_WORDS);
        starts && !is_workshop && !self.is_for_development(stage) && !has_word(&name.value, &["base", "common"])
    }
}

#[cfg(test)]
mod tests {
    use super::{FINAL_WORDS, WORDS, has_word};

    #[test]
    fn names_are_read_word_by_word() {
        assert!(has_word("Dockerfile.dev", WORDS) && has_word("dev-envs", WORDS) && has_word(".devcontainer", WORDS));
        assert!(has_word("pr-test2", WORDS) && !has_word("s2", WORDS));
        assert!(!has_word("Dockerfile", WORDS) && !has_word("device", WORDS) && !has_word("latest", WORDS));
        assert!(has_word("production", FINAL_WORDS));
    }
}

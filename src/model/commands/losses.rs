//! Where a command may fail and the script never learns of it.
//!
//! Knows places in scripts; pipelines are in [`Build::has_pipefail`]. Start with [`Build::loss_of`].

use crate::model::{Build, Command, ScriptSource, Step};
use crate::syntax::shell::Nesting;
use crate::syntax::{PartKind, Word};

/// How the failure of a command is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// It stands in `$(...)` in an argument: what the outer command does decides.
    Argument,
    /// It is a line of a here-document without `set -e`, and others follow.
    Statement,
}

impl Build {
    /// How the failure of a command is lost; `None` where it makes the step fail, as far as that is known.
    pub fn loss_of(&self, step: &Step, command: &Command) -> Option<Loss> {
        if command.placement.nesting == Nesting::Substitution {
            let holds = |word: &Word| {
                let mut parts = word.parts.iter();
                parts.any(|part| matches!(part.kind, PartKind::Substitution(_)) && part.span.contains(command.span))
            };
            let mut others =
                self.commands_of(step).iter().filter(|it| it.span.contains(command.span) && it.span != command.span);
            if others.any(|it| it.args.iter().any(holds)) {
                return Some(Loss::Argument);
            }
        }
        let heredocs = step.scripts.iter().filter(|script| matches!(script.source, ScriptSource::Heredoc(_)));
        let mut lost = heredocs
            .filter(|script| !script.has_errexit(&step.before))
            .flat_map(|script| script.unchecked_statements())
            .flatten();
        lost.any(|pipeline| pipeline.span.contains(command.span)).then_some(Loss::Statement)
    }
}

//! How a script goes on when one of its commands fails.

use super::interpreter::Interpreter;
use super::{Build, ScriptSource, Shell, State, Step, StepScript};
use crate::knowledge::programs::is_shell;
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{CommandLine, Kind, ShellForm};
use crate::syntax::shell::{Command, Connector, SimpleCommand};

impl StepScript {
    /// Whether a failing command ends it, because of `set -e`, the flags of its `#!` line or those of SHELL.
    /// A `set -e` anywhere in the script counts.
    pub fn has_errexit(&self, before: &State) -> bool {
        let from_outside = match &self.shebang {
            Some(words) => turns_on_errexit(words),
            None => before.shell.as_deref().is_some_and(Shell::has_errexit),
        };
        from_outside || self.top_level_commands().any(is_set_errexit)
    }

    /// Whether each of its commands runs only if those before it succeeded, so that one more at the end runs
    /// only if all of them did.
    pub fn is_chain(&self, before: &State) -> bool {
        let pipelines = &self.script.body.pipelines;
        let joined_by = |wanted: &[Connector]| {
            pipelines
                .iter()
                .all(|pipeline| !pipeline.negated && !pipeline.background && wanted.contains(&pipeline.connector))
        };
        joined_by(&[Connector::First, Connector::And])
            || (joined_by(&[Connector::First, Connector::And, Connector::Sequence]) && self.has_errexit(before))
    }

    fn top_level_commands(&self) -> impl Iterator<Item = &SimpleCommand> {
        let commands = self.script.body.pipelines.iter().flat_map(|pipeline| &pipeline.commands);
        commands.filter_map(|command| match command {
            Command::Simple(simple) => Some(simple),
            Command::Compound(_) => None,
        })
    }
}

impl Build {
    /// Whether a pipeline of the step fails where any of its commands does: because of SHELL, of a script's `#!`
    /// line, of `set -o pipefail` anywhere in it, or of the flags of a shell that it starts.
    pub fn has_pipefail(&self, step: &Step) -> bool {
        let says_so = |words: &[String]| words.iter().any(|word| word.contains("pipefail"));
        let sets_it = |command: &super::Command| {
            (command.is_any(&["set"]) || is_shell(&command.program.value)) && command.has_arg("pipefail")
        };
        step.before.shell.as_deref().is_some_and(|shell| says_so(&shell.words))
            || step.scripts.iter().filter_map(|script| script.shebang.as_deref()).any(says_so)
            || self.commands_of(step).iter().any(sets_it)
    }
}

impl Build {
    /// Whether a RUN is one simple command and no more. What PowerShell and cmd read is told by what joins commands
    /// there.
    pub fn is_single_command(&self, step: &Step) -> bool {
        let Some(Kind::Run(run)) = self.instruction(step).map(|instruction| &instruction.kind) else { return false };
        let has_none = |shell: &ShellForm, joints: &[char]| !shell.script.text().contains(joints);
        match (&run.command, step.interpreter) {
            (CommandLine::Exec(_), _) => self.commands_of(step).len() == 1,
            (CommandLine::Shell(_), Interpreter::Posix(_)) => step
                .scripts
                .iter()
                .find(|script| !matches!(script.source, ScriptSource::Word(_)))
                .is_some_and(is_single),
            (CommandLine::Shell(shell), Interpreter::Cmd) => has_none(shell, &['&', '|', '\n']),
            (CommandLine::Shell(shell), Interpreter::PowerShell) => has_none(shell, &[';', '\n']),
            (CommandLine::Shell(_), Interpreter::Other) | (CommandLine::Empty, _) => false,
        }
    }
}

impl Shell {
    /// Whether its flags make a failing command end the script.
    pub fn has_errexit(&self) -> bool {
        turns_on_errexit(&self.words)
    }
}

fn is_single(script: &StepScript) -> bool {
    match script.script.body.pipelines.as_slice() {
        [pipeline] => matches!(pipeline.commands.as_slice(), [Command::Simple(_)]),
        _ => false,
    }
}

fn is_set_errexit(command: &SimpleCommand) -> bool {
    let words: Vec<String> = command.words.iter().map_while(Word::known).collect();
    words.first().is_some_and(|program| program == "set") && turns_on_errexit(&words)
}

/// Whether `-e`, alone or in a cluster, or `-o errexit` is among the flags.
pub(super) fn turns_on_errexit(words: &[String]) -> bool {
    words.iter().skip(1).any(|word| {
        let cluster = word.strip_prefix('-').filter(|flags| !flags.starts_with('-'));
        word == "errexit" || cluster.is_some_and(|flags| flags.contains('e'))
    })
}

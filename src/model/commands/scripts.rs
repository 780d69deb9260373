//! How a script goes on when one of its commands fails.

use crate::knowledge::programs::is_shell;
use crate::model::commands::interpreter::Interpreter;
use crate::model::{Build, ScriptSource, Shell, State, Step, StepScript};
use crate::syntax::PartKind;
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{CommandLine, Kind, ShellForm};
use crate::syntax::shell::{Command, CompoundKind, Connector, Pipeline, SimpleCommand};
use crate::text::Span;

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

    /// The statements whose failure is lost: another follows, and they have no `||` of their own. Pipelines joined by
    /// `&&` and `||` make a statement; one that cannot fail, or whose failure changes nothing, does not count.
    pub fn unchecked_statements(&self) -> impl Iterator<Item = &[Pipeline]> {
        let mut statements = self.script.body.pipelines.chunk_by(|_, next| is_joined(next)).peekable();
        std::iter::from_fn(move || statements.next().filter(|_| statements.peek().is_some()))
            .filter(|statement| !statement.iter().any(is_handled) && !is_harmless(statement))
    }

    /// A comment behind a command that reaches over the lines which continue there: the comment, and what it
    /// swallows. Only arguments of an instruction are joined like that.
    pub fn swallowing_comment(&self) -> Option<(Span, Span)> {
        let last = self.script.body.pipelines.last()?;
        let is_joined = self.source == ScriptSource::Arguments && self.exact && self.script.heredoc_free();
        if !is_joined || self.script.error.is_some() {
            return None;
        }
        let text = self.text.text();
        let end = self.text.position_of(last.span.end)?;
        let start = end + text.get(end..)?.find('#')?;
        let next =
            self.text.next_piece(start).filter(|next| !text.get(*next..).unwrap_or_default().trim().is_empty())?;
        // Between the last command and its comment stand blanks, `;` and `&` at most.
        let is_plain = |letter: char| letter.is_whitespace() || matches!(letter, ';' | '&');
        let swallowed = self.text.span(next, text.trim_end().len());
        text.get(end..start)?.chars().all(is_plain).then(|| (self.text.span(start, next), swallowed))
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
        let sets_it = |command: &crate::model::Command| {
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

/// Commands that do not fail, or whose failure changes nothing.
const HARMLESS: &[&str] = &[
    "set", "export", "echo", "printf", ":", "true", "unset", "readonly", "local", "shopt", "umask", "trap", "alias",
    "exit", "ls",
];

fn is_joined(next: &Pipeline) -> bool {
    matches!(next.connector, Connector::And | Connector::Or)
}

fn is_handled(pipeline: &Pipeline) -> bool {
    pipeline.connector == Connector::Or || pipeline.background || pipeline.negated
}

/// `make || exit 1`: its own failure ends the script.
fn stops_by_itself(statement: &[Pipeline]) -> bool {
    let last = statement.last().filter(|last| last.connector == Connector::Or).map(|last| last.commands.as_slice());
    matches!(last, Some([Command::Simple(simple)]) if simple.program().is_some_and(|it| it.is("exit") || it.is("return")))
}

fn is_harmless(statement: &[Pipeline]) -> bool {
    let commands = statement.iter().filter(|pipeline| !shows_a_text(pipeline)).flat_map(|pipeline| &pipeline.commands);
    commands.into_iter().all(|command| match command {
        Command::Simple(simple) => match simple.program() {
            Some(program) => {
                HARMLESS.iter().any(|name| program.is(name)) || writes_a_text(simple) || reads_release(simple)
            }
            None => simple.assignments.iter().all(|assignment| !runs_commands(&assignment.value)),
        },
        Command::Compound(compound) => {
            let is_condition = |index: usize| match compound.kind {
                CompoundKind::If => index.is_multiple_of(2) && index + 1 < compound.lists.len(),
                CompoundKind::Loop => index == 0,
                _ => false,
            };
            let mut bodies = compound.lists.iter().enumerate().filter(|(index, _)| !is_condition(*index));
            matches!(compound.kind, CompoundKind::Function(_))
                || bodies.all(|(_, list)| {
                    let mut statements = list.pipelines.chunk_by(|_, next| is_joined(next));
                    statements.all(|statement| stops_by_itself(statement) || is_harmless(statement))
                })
        }
    })
}

/// `echo text | tee file`
fn shows_a_text(pipeline: &Pipeline) -> bool {
    let is = |command: &Command, names: &[&str]| match command {
        Command::Simple(simple) => simple.program().is_some_and(|program| names.iter().any(|name| program.is(name))),
        Command::Compound(_) => false,
    };
    matches!(pipeline.commands.as_slice(), [first, second] if is(first, &["echo", "printf"]) && is(second, &["tee"]))
}

/// `cat >file <<EOF`
fn writes_a_text(command: &SimpleCommand) -> bool {
    command.program().is_some_and(|program| program.is("cat") || program.is("tee"))
        && command.redirects.iter().any(|redirect| redirect.body.is_some())
}

/// `. /etc/os-release`, which every system has.
fn reads_release(command: &SimpleCommand) -> bool {
    matches!(command.words.as_slice(), [program, file] if (program.is(".") || program.is("source")) && file.is("/etc/os-release"))
}

fn runs_commands(word: &Word) -> bool {
    word.parts.iter().any(|part| matches!(part.kind, PartKind::Substitution(_)))
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
pub(in crate::model) fn turns_on_errexit(words: &[String]) -> bool {
    words.iter().skip(1).any(|word| {
        let cluster = word.strip_prefix('-').filter(|flags| !flags.starts_with('-'));
        word == "errexit" || cluster.is_some_and(|flags| flags.contains('e'))
    })
}

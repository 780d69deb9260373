//! Who is process 1 of a container, and who stands between it and the program that matters.
//!
//! Knows shells that are named in an array, scripts of the context and small init programs. Start with
//! [`Build::inner_shell`] and [`Build::script_end`].

use crate::knowledge::images::ShellKind;
use crate::knowledge::programs;
use crate::model::commands::interpreter::{Interpreter, base_name};
use crate::model::{Build, Command, EntryScript, ScriptSource, Stage, Step, StepScript};
use crate::syntax::dockerfile::ast::{CommandLine, Kind};
use crate::syntax::shell::{self, Connector, Dialect, Nesting, SimpleCommand};
use crate::syntax::{Joined, Word};
use crate::text::Span;

/// A shell that an array names with a text for it: `["sh", "-c", "prepare && app"]`.
#[derive(Clone, Copy, Debug)]
pub struct InnerShell<'a> {
    /// The shell.
    pub shell: &'a Command,
    /// The last command of the text, except for what says that it failed.
    pub last: &'a Command,
    /// The first command of its pipe, most often itself.
    pub first: &'a Command,
    /// Whether it is the only one.
    pub is_single: bool,
    /// Whether nothing follows it, not even `|| echo failed`.
    pub is_end: bool,
    /// Whether another shell or `su` of the text starts it.
    pub is_nested: bool,
    /// The text that the shell itself reads.
    pub script: &'a StepScript,
}

/// The end of a script that starts the container, where it waits for its last program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptEnd<'a> {
    /// The script's path in the context.
    pub path: &'a str,
    /// The line of the last command, from 1.
    pub line: usize,
    /// The command as it is written.
    pub text: String,
}

/// How deep the commands of a text stand that an array hands to a shell.
const OUTERMOST: u32 = 1;

impl InnerShell<'_> {
    /// Whether the last command is part of a pipe, in the background, or turned around.
    pub fn is_joined(&self) -> bool {
        self.last.placement.pipeline_length > 1 || self.last.placement.background || self.last.placement.negated
    }
}

impl Build {
    /// Whether a shell stays in front of the program that it starts, and keeps signals from it: `Some(false)` where it
    /// may, `None` where it does not, or where what it starts is over at once.
    pub fn shell_in_front(&self, stage: &Stage, inner: &InnerShell<'_>) -> Option<bool> {
        let program = &inner.first.program.value;
        let takes_place = inner.last.wrappers.first().is_some_and(|wrapper| wrapper == "exec");
        let is_batch = !inner.is_single && (programs::is_over_at_once(program) || !self.is_service(stage));
        if takes_place || is_batch || programs::is_shell(program) || programs::is_over_at_once(program) {
            return None;
        }
        let of_image = || self.base_image(stage).map_or(ShellKind::Unknown, |image| image.shell());
        let kind = ShellKind::of_program(&inner.shell.program.value).unwrap_or_else(of_image);
        match kind.stays_in_front(inner.is_joined() || !inner.is_end) {
            Some(true) => Some(true),
            Some(false) => None,
            None => Some(false),
        }
    }

    /// The shell that the array of a step starts, where all that is known of its text says that it waits for its
    /// last command: nothing is trapped, and that command is a program.
    pub fn inner_shell<'a>(&'a self, step: &'a Step) -> Option<InnerShell<'a>> {
        let (shell, inner) = self.commands_of(step).split_first()?;
        if !shell.form.exec || !programs::is_shell(&shell.program.value) {
            return None;
        }
        let is_plain = |command: &Command| command.placement.nesting != Nesting::Function && !command.is_any(&["trap"]);
        if !inner.iter().all(is_plain) {
            return None;
        }
        let end = inner.iter().rposition(|command| command.placement.is_last)?;
        let last = inner.get(..=end)?.iter().rfind(|command| !is_excuse(command))?;
        let is_top = last.placement.nesting == Nesting::TopLevel;
        if !is_top || programs::is_builtin(&last.program.value) {
            return None;
        }
        let is_nested = last.placement.depth > OUTERMOST;
        let starter = inner.iter().rfind(|command| command.placement.is_last && command.placement.depth == OUTERMOST);
        if is_nested && starter.is_none_or(|starter| starter.wrappers.iter().any(|wrapper| wrapper == "exec")) {
            return None;
        }
        // Texts inside of a text were read before it.
        let script = step.scripts.iter().rfind(|script| matches!(script.source, ScriptSource::Word(_)))?;
        let is_end = inner.get(end).is_some_and(|command| std::ptr::eq(command, last));
        let first = inner.iter().find(|command| command.placement.pipeline == last.placement.pipeline)?;
        let is_single = inner.iter().filter(|command| !is_excuse(command)).count() == 1;
        Some(InnerShell { shell, last, first, is_single, is_end, is_nested, script })
    }

    /// Whether a program that could take the shell's place is what several commands come to. It is not where
    /// something is left in the background, where `tail` only keeps the container up, where the shell itself waits,
    /// and where a loop or a condition follows.
    pub fn ends_in_program(&self, step: &Step, last: &Command) -> bool {
        let name = last.program.value.as_str();
        let follows = |other: &Command| other.span.start > last.span.end && other.placement.connector != Connector::Or;
        let is_kept = matches!(name, "tail" | "sleep") || programs::is_builtin(name);
        !is_kept && !self.commands_of(step).iter().any(|other| other.placement.background || follows(other))
    }

    /// Whether an init program hands signals to every process of the container, those behind shells too.
    pub fn signals_reach_all(&self, stage: &Stage) -> bool {
        let start = self.start(stage);
        let mut steps = start.entrypoint.into_iter().chain(start.command);
        steps.any(|step| {
            let Some(Kind::Entrypoint(CommandLine::Exec(exec)) | Kind::Cmd(CommandLine::Exec(exec))) =
                self.instruction(step).map(|known| &known.kind)
            else {
                return false;
            };
            let has = |name: &str| exec.elements.iter().any(|element| base_name(&element.value) == name);
            has("dumb-init") || (has("tini") || has("tini-static")) && has("-g")
        })
    }

    /// Whether a small init program, or one that supervises others, is among what starts.
    pub fn has_init(&self, stage: &Stage) -> bool {
        self.start_commands(stage).iter().any(|command| {
            let names = command.wrappers.iter().chain([&command.program.value]);
            names.into_iter().any(|name| programs::is_init(name))
        })
    }

    /// How the script that a command of the start runs ends, where it was read and its shell waits for the last
    /// program: for `"$@"`, or for a server.
    pub fn script_end<'a>(&'a self, stage: &Stage, command: &Command) -> Option<ScriptEnd<'a>> {
        let argument =
            command.args.first().and_then(Word::known).filter(|_| programs::is_shell(&command.program.value));
        let name = argument.as_deref().map_or(command.program.value.as_str(), base_name);
        let is_meant = |script: &&EntryScript| {
            base_name(&script.path) == name && self.lineage(stage).any(|known| known.id == script.stage)
        };
        end_of(self.entry_scripts.iter().find(is_meant)?)
    }
}

/// `|| echo failed`
fn is_excuse(command: &Command) -> bool {
    let name = command.program.value.as_str();
    command.placement.connector == Connector::Or && (programs::is_over_at_once(name) || programs::is_builtin(name))
}

fn end_of(script: &EntryScript) -> Option<ScriptEnd<'_>> {
    let dialect = match Interpreter::of_shebang(&script.text) {
        Some(interpreter) => interpreter.dialect()?,
        None => Dialect::Sh,
    };
    let whole = Span::new(0, u32::try_from(script.text.len()).ok()?);
    let parsed = shell::parse(&Joined::from_span(&script.text, whole), dialect);
    let commands = parsed.commands();
    let handles_signals = commands.iter().any(|(simple, _)| is_one_of(simple, &["trap", "wait"]));
    let (last, place) = commands.iter().rfind(|(_, place)| place.is_last_in_script())?;
    let is_alone = place.pipeline.commands.len() == 1 && !place.pipeline.background && !place.pipeline.negated;
    if parsed.error.is_some() || handles_signals || !is_alone || !stays(last) {
        return None;
    }
    let line = script.text.get(..last.span.start as usize)?.matches('\n').count() + 1;
    Some(ScriptEnd { path: &script.path, line, text: last.span.of(&script.text).to_owned() })
}

fn is_one_of(simple: &SimpleCommand, names: &[&str]) -> bool {
    simple.program().is_some_and(|word| names.iter().any(|name| word.is(name)))
}

/// Whether the command is the arguments of the script or a program that stays.
fn stays(simple: &SimpleCommand) -> bool {
    let Some(program) = simple.program() else { return false };
    let Some(name) = program.known() else { return simple.words.len() == 1 && program.raw.contains("$@") };
    let name = base_name(&name);
    let runs_script = programs::is_interpreter(name) && !programs::is_shell(name) && simple.words.len() > 1;
    programs::is_server(name) || runs_script && !simple.arguments().iter().any(|word| word.is("-c") || word.is("-e"))
}

#[cfg(test)]
mod tests {
    use super::end_of;
    use crate::model::{EntryScript, StageId};

    fn end(text: &str) -> Option<(usize, String)> {
        let script = EntryScript { stage: StageId(0), path: "start.sh".to_owned(), text: text.to_owned() };
        end_of(&script).map(|end| (end.line, end.text))
    }

    #[test]
    fn scripts_that_wait_for_their_last_program() {
        assert_eq!(end("#!/bin/sh\nset -e\n\"$@\"\n"), Some((3, "\"$@\"".to_owned())));
        assert_eq!(end("#!/bin/bash\nprepare &&\n  gunicorn app:app\n"), Some((3, "gunicorn app:app".to_owned())));
        for other in [
            "exec \"$@\"\n",
            "migrate\n",
            "trap stop TERM\ngunicorn app\n",
            "gunicorn app &\nwait\n",
            "#!/usr/bin/env python3\nnode server.js\n",
            "if x; then node server.js; fi\n",
            "",
        ] {
            assert_eq!(end(other), None, "{other}");
        }
    }
}

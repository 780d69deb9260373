//! What is run in the containers of a service, and which of it a shell reads.
//!
//! Docker Compose splits a command that is one text into words and runs these; no shell sees it unless the words start
//! one. Start with [`commands_of`](Stack::commands_of).

use std::borrow::Cow;
use std::collections::HashSet;

use super::Stack;
use super::port_texts::lone_variable;
use crate::knowledge::programs;
use crate::knowledge::servers::program_name;
use crate::model::start::package_runs::is_package_runner;
use crate::syntax::Joined;
use crate::syntax::compose::ast::{CommandLine, Form, Service, TestForm};
use crate::syntax::compose::{Scalar, Value, words};
use crate::syntax::shell::{self, Dialect};
use crate::syntax::yaml::ScalarStyle;
use crate::text::Place;

/// A command of a service.
#[derive(Clone, Debug)]
pub struct ContainerCommand<'a> {
    /// The key it stands under: `command`, `entrypoint`, `post_start`, `pre_stop`.
    pub key: &'static str,
    /// The command.
    pub line: &'a CommandLine,
    /// Whether the last word of the entrypoint makes a shell read the first word of the command: `["sh", "-c"]`.
    pub is_for_shell: bool,
}

/// Where Docker Compose stops to read a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The operator: it and all that follows are lost.
    pub operator: String,
    /// Where it is written; the whole command where that cannot be told.
    pub place: Place,
    /// What follows the operator on its line, or on the next one that is not empty.
    pub lost: String,
    /// Whether there is more.
    pub loses_more: bool,
    /// Whether it stands between words, as an operator of a shell does, and not within one.
    pub stands_alone: bool,
}

/// A text with variables that is run.
#[derive(Clone, Debug)]
pub struct RunText<'a> {
    /// The word of the command, or the script of a health check.
    pub value: &'a Value,
    /// The script of a shell that it is, or stands in, as it is written.
    pub script: Option<Cow<'a, str>>,
}

impl Stack {
    /// Every command of a service: its own, and those of its hooks.
    pub fn commands_of<'a>(&self, service: &'a Service) -> Vec<ContainerCommand<'a>> {
        let is_for_shell = service.entrypoint.as_ref().is_some_and(ends_in_shell);
        let own = [("entrypoint", &service.entrypoint, false), ("command", &service.command, is_for_shell)];
        let own = own.into_iter().filter_map(|(key, line, is_for_shell)| Some((key, line.as_ref()?, is_for_shell)));
        let hooks = service.post_start.iter().map(|hook| ("post_start", hook));
        let hooks = hooks.chain(service.pre_stop.iter().map(|hook| ("pre_stop", hook)));
        let hooks = hooks.filter_map(|(key, hook)| Some((key, hook.command.as_ref()?, false)));
        let all = own.chain(hooks);
        all.map(|(key, line, is_for_shell)| ContainerCommand { key, line, is_for_shell }).collect()
    }

    /// Every text of a service that is run: words of its commands, and its health check.
    pub fn run_texts_of<'a>(&self, service: &'a Service) -> Vec<RunText<'a>> {
        let is_for_shell = service.entrypoint.as_ref().is_some_and(ends_in_shell);
        let mut texts = Vec::new();
        for (key, is_for_shell) in [("entrypoint", false), ("command", is_for_shell)] {
            texts.extend(service.value.get(key).map(|value| of_words(value, is_for_shell)).unwrap_or_default());
        }
        for key in ["post_start", "pre_stop"] {
            let hooks = service.value.get(key).map(Value::items).unwrap_or_default();
            let commands = hooks.iter().filter_map(|hook| hook.get("command"));
            texts.extend(commands.flat_map(|value| of_words(value, false)));
        }
        texts.extend(of_health_check(service));
        texts
    }

    /// Whether a word of `command:` or `entrypoint:` of a service is a program that starts others: a shell, or one that
    /// runs the scripts of packages.
    pub fn names_starter(&self, service: &Service) -> bool {
        let lines = [&service.entrypoint, &service.command].into_iter().flatten();
        let mut programs = lines.flat_map(CommandLine::texts).map(program_name);
        programs.any(|program| programs::is_shell(program) || is_package_runner(program))
    }

    /// Whether `command:` or `entrypoint:` of a service runs a program, itself or in the script of a shell.
    pub fn runs_program(&self, service: &Service, program: &str) -> bool {
        let is_for_shell = service.entrypoint.as_ref().is_some_and(ends_in_shell);
        [("entrypoint", false), ("command", is_for_shell)].into_iter().any(|(key, is_for_shell)| {
            let texts = service.value.get(key).map(|value| of_words(value, is_for_shell)).unwrap_or_default();
            texts.first().is_some_and(|first| first.value.as_text().map(program_name) == Some(program))
                || texts.iter().any(|text| text.runs(program))
        })
    }

    /// Variables that were words of a command in one text, and of which no word is left: they came to nothing.
    pub fn vanished_variables_of(&self, service: &Service) -> Vec<(String, Place)> {
        let mut found = Vec::new();
        for (key, line) in [("entrypoint", &service.entrypoint), ("command", &service.command)] {
            let Some(written) = line.as_ref().and_then(|line| line.written.as_ref()) else { continue };
            let words = service.value.get(key).map(Value::items).unwrap_or_default();
            let uses = words.iter().filter_map(Value::as_scalar).flat_map(|scalar| &scalar.variables);
            let kept: HashSet<&str> = uses.map(|variable| variable.name.as_str()).collect();
            let split = words::split(&written.value).unwrap_or_default().words;
            let lone = split.iter().filter_map(|word| Some((lone_variable(&word.value)?, word.range.clone())));
            let lost = lone.filter(|(name, _)| !kept.contains(name));
            found.extend(lost.map(|(name, range)| (name.to_owned(), written.part(range))));
        }
        found
    }
}

impl RunText<'_> {
    /// Whether it is a script that runs a program.
    fn runs(&self, program: &str) -> bool {
        let Some(script) = self.script.as_deref().filter(|script| script.contains(program)) else { return false };
        let script = Joined::collapsed(script, self.value.place.span);
        let script = shell::parse(&script, Dialect::Sh);
        let mut commands = script.commands().into_iter().filter_map(|(command, _)| command.program()?.known());
        commands.any(|name| program_name(&name) == program)
    }

    /// Whether it is a script that gives a variable its value.
    pub fn sets(&self, name: &str) -> bool {
        let Some(script) = self.script.as_deref().filter(|script| script.contains(name)) else { return false };
        let script = Joined::collapsed(script, self.value.place.span);
        shell::parse(&script, Dialect::Sh).assigned_variables().contains(name)
    }
}

impl ContainerCommand<'_> {
    /// Whether it is run beside the container's own program.
    pub fn is_hook(&self) -> bool {
        matches!(self.key, "post_start" | "pre_stop")
    }

    /// The lines of a command in one text.
    pub fn script(&self) -> Vec<&str> {
        let written = self.line.written.as_ref().map(|written| written.value.trim()).unwrap_or_default();
        written.lines().map(str::trim_end).collect()
    }

    /// Where Docker Compose stops to read it, if it does.
    pub fn cut(&self) -> Option<Cut> {
        let written = self.line.written.as_ref().filter(|_| self.line.form == Form::Text)?;
        let cut = words::split(&written.value).ok()?.cut?;
        let before = written.value.get(..cut.range.start)?;
        let behind = written.value.get(cut.range.end..)?;
        let is_apart = |text: Option<char>| text.is_none_or(char::is_whitespace);
        let stands_alone = is_apart(before.chars().last()) || is_apart(behind.chars().next());
        let place = written.part(cut.range.clone());
        let (first, rest) = behind.trim().split_once('\n').unwrap_or((behind.trim(), ""));
        let (lost, loses_more) = (first.trim_end().to_owned(), !rest.is_empty());
        Some(Cut { operator: cut.value, place, lost, loses_more, stands_alone })
    }

    /// Words without quotes that hold what a shell would run and put in their place: `$(date)`, `` `date` ``.
    pub fn literal_substitutions(&self) -> Vec<(String, Place)> {
        let Some(written) = self.line.written.as_ref().filter(|_| self.line.form == Form::Text) else {
            return Vec::new();
        };
        if self.is_for_shell || shell_script(self.line.texts()).is_some() {
            return Vec::new();
        }
        let words = words::split(&written.value).map(|split| split.words).unwrap_or_default();
        let is_bare = |word: &&Word| written.value.get(word.range.clone()) == Some(&word.value);
        let holds = |word: &&Word| word.value.contains("$(") || word.value.contains('`');
        let found = words.iter().filter(is_bare).filter(holds);
        found.map(|word| (word.value.clone(), written.part(word.range.clone()))).collect()
    }
}

type Word = crate::syntax::compose::parts::Part<String>;

/// Whether words that follow it are the script of a shell.
fn ends_in_shell(line: &CommandLine) -> bool {
    let words: Vec<&str> = line.texts().collect();
    words.split_last().is_some_and(|(last, before)| is_script_flag(last) && before.iter().any(|word| is_shell(word)))
}

/// Which of the words a shell that they start takes for its script.
fn shell_script<'a>(words: impl Iterator<Item = &'a str>) -> Option<usize> {
    let words: Vec<&str> = words.collect();
    let shell = words.iter().position(|word| is_shell(word))?;
    let flag = words.iter().skip(shell + 1).position(|word| is_script_flag(word))?;
    Some(shell + flag + 2).filter(|at| *at < words.len())
}

fn is_shell(word: &str) -> bool {
    matches!(program_name(word), "sh" | "bash" | "ash" | "dash" | "zsh" | "ksh")
}

fn is_script_flag(word: &str) -> bool {
    word.starts_with('-') && !word.starts_with("--") && word.ends_with('c')
}

/// The words of a command in its long form; what stands in a script leads back to the text that was split.
fn of_words(value: &Value, is_for_shell: bool) -> Vec<RunText<'_>> {
    let items = match value.as_sequence() {
        Some(items) => items,
        None => std::slice::from_ref(value),
    };
    let texts: Vec<String> = items.iter().map(|item| item.to_text().unwrap_or_default()).collect();
    let script = if is_for_shell { Some(0) } else { shell_script(texts.iter().map(String::as_str)) };
    let text = |(at, value)| {
        let script = Value::as_scalar(value).filter(|_| script == Some(at));
        RunText { value, script: script.map(|scalar| script_of(scalar, at, items.len())) }
    };
    items.iter().enumerate().map(text).collect()
}

/// The script that a word is, before variables are replaced: of a command that was split, that word of it.
fn script_of(scalar: &Scalar, at: usize, count: usize) -> Cow<'_, str> {
    let is_part = scalar.style == ScalarStyle::Plain || !scalar.pieces.is_empty();
    let split = words::split(&scalar.written).ok().filter(|split| is_part && split.words.len() == count && count > 1);
    let word = split.and_then(|split| split.words.into_iter().nth(at));
    word.map_or(Cow::Borrowed(&*scalar.written), |word| Cow::Owned(word.value))
}

/// The words of a health check.
fn of_health_check(service: &Service) -> Vec<RunText<'_>> {
    let test = service.healthcheck.as_ref().and_then(|health| health.test.as_ref());
    let Some(test) = test.filter(|test| test.form != TestForm::None) else { return Vec::new() };
    let Some(value) = service.value.at(&["healthcheck", "test"]) else { return Vec::new() };
    let mut texts = of_words(value, false);
    if test.form == TestForm::Shell
        && let Some(text) = texts.get_mut(1)
    {
        text.script = text.value.as_scalar().map(|scalar| Cow::Borrowed(&*scalar.written));
    }
    texts
}

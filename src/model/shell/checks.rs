//! What the library does not look for: a few of ShellCheck's checks on our own tree.
//!
//! Knows scripts and commands. Start with [`own_findings`].

use std::collections::HashSet;

use crate::model::{State, StepScript};
use crate::syntax::shell::lint::Level;
use crate::syntax::shell::{Connector, Nesting, Place, SimpleCommand};
use crate::syntax::{Part, PartKind, Quoting, Word};
use crate::text::Span;

/// A variable without quotes.
pub(in crate::model) const UNQUOTED: u16 = 2086;
/// `mkdir -p -m`: the mode is that of the last directory.
const MODE_OF_PARENTS: u16 = 2174;
/// `[ a=b ]`: one text.
const JAMMED_OPERATOR: u16 = 2077;
/// A pipe into a program that does not read.
const UNREAD_PIPE: u16 = 2216;
/// `! command` under `set -e`.
const NEGATED_UNDER_ERREXIT: u16 = 2251;

/// Programs that never read their standard input.
const DEAF: &[&str] = &[
    "basename", "cd", "chgrp", "chmod", "chown", "dirname", "du", "echo", "export", "kill", "ln", "ls", "mkdir", "mv",
    "printf", "ps", "pwd", "rm", "rmdir", "touch", "uname",
];

/// What is found: code, level, place and the text that is meant.
pub(in crate::model) type Own<'a> = (u16, Level, Span, &'a str);

/// The same, to be kept.
#[derive(Clone, Debug)]
pub(in crate::model) struct OwnFinding {
    pub code: u16,
    pub level: Level,
    pub span: Span,
    pub text: String,
}

const CHECKS: [Check; 4] = [jammed_operator, mode_of_parents, unread_pipe, negated_statement];

/// What is found, in the order of places. `before` is what holds before the script's step.
pub(in crate::model) fn own_findings<'a>(script: &'a StepScript, before: &State) -> &'a [OwnFinding] {
    script.own_findings.get(|| {
        let commands = script.script.commands();
        let found =
            commands.iter().flat_map(|(simple, place)| CHECKS.iter().filter_map(move |check| check(simple, place)));
        let found: Vec<Own<'_>> = found.collect();
        let has_errexit = found.iter().any(|(code, ..)| *code == NEGATED_UNDER_ERREXIT) && script.has_errexit(before);
        let found = found.into_iter().filter(|(code, ..)| *code != NEGATED_UNDER_ERREXIT || has_errexit);
        found.map(|(code, level, span, text)| OwnFinding { code, level, span, text: text.to_owned() }).collect()
    })
}

/// Variables without quotes in a script that is too large for the library: those whose values, as far as the
/// script shows them, may hold several words.
pub(in crate::model) fn unquoted_variables(script: &StepScript) -> Vec<Own<'_>> {
    let commands = script.script.commands();
    let assigned = script.script.assigned_variables();
    let mut risky: HashSet<&str> = HashSet::new();
    let mut plain: HashSet<&str> = HashSet::new();
    for assignment in commands.iter().flat_map(|(simple, _)| &simple.assignments) {
        let is_plain = assignment.value.known().is_some_and(|text| !text.contains([' ', '\t', '\n', '*', '?', '[']));
        if is_plain {
            plain.insert(&assignment.name)
        } else {
            risky.insert(&assignment.name)
        };
    }
    let is_safe = |name: &str| assigned.contains(name) && plain.contains(name) && !risky.contains(name);
    let words = commands.iter().flat_map(|(simple, _)| {
        let targets = simple.redirects.iter().map(|redirect| &redirect.target);
        simple.words.iter().chain(targets)
    });
    let parts = words.flat_map(|word| &word.parts).filter(|part| part.quoting == Quoting::None);
    let variables = parts.filter_map(|part| match &part.kind {
        PartKind::Variable(variable) if variable.operation.is_none() => Some((variable, part.span)),
        _ => None,
    });
    let is_name = |name: &str| name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    variables
        .filter(|(variable, _)| is_name(&variable.name) && !is_safe(&variable.name))
        .map(|(variable, span)| (UNQUOTED, Level::Info, span, &*variable.name))
        .collect()
}

type Check = for<'a> fn(&'a SimpleCommand, &Place<'a>) -> Option<Own<'a>>;

fn mode_of_parents<'a>(simple: &'a SimpleCommand, _place: &Place<'a>) -> Option<Own<'a>> {
    if !simple.program()?.is("mkdir") {
        return None;
    }
    let words = simple.arguments();
    let is_flag = |word: &&Word, letter: char, long: &str| {
        let text = word.known_prefix();
        match text.strip_prefix("--") {
            Some(name) => name.split('=').next() == Some(long),
            None => text.starts_with('-') && text.chars().take_while(|c| !c.is_ascii_digit()).any(|c| c == letter),
        }
    };
    words.iter().find(|word| is_flag(word, 'p', "parents"))?;
    let mode = words.iter().find(|word| is_flag(word, 'm', "mode"))?;
    // `/data` has no directory above it that could be missing.
    let is_nested = |word: &Word| !word.raw.starts_with('-') && word.raw.trim_matches('/').contains('/');
    words.iter().any(is_nested).then_some((MODE_OF_PARENTS, Level::Warning, mode.span, &*mode.raw))
}

fn jammed_operator<'a>(simple: &'a SimpleCommand, _place: &Place<'a>) -> Option<Own<'a>> {
    let word = match simple.arguments() {
        [word, end] if simple.program()?.is("[") && end.is("]") => word,
        [word] if simple.program()?.is("test") => word,
        _ => return None,
    };
    let is_jammed = word.variables().next().is_some() && word.parts.iter().any(is_operator);
    is_jammed.then_some((JAMMED_OPERATOR, Level::Error, word.span, &*word.raw))
}

/// Whether the text between two values is an operator of tests.
fn is_operator(part: &Part) -> bool {
    let PartKind::Literal(text) = &part.kind else { return false };
    part.quoting == Quoting::None && (text.starts_with('=') || text.starts_with("!="))
}

fn unread_pipe<'a>(simple: &'a SimpleCommand, place: &Place<'a>) -> Option<Own<'a>> {
    let program = simple.program()?;
    let is_deaf = DEAF.iter().any(|name| program.is(name));
    // `yes | rm -i` and its like answer questions.
    let asks = simple.arguments().iter().any(|word| {
        let text = word.known_prefix();
        text == "--interactive" || text.starts_with('-') && !text.starts_with("--") && text.contains('i')
    });
    // What a substitution or a heredoc in it reads is its standard input.
    let is_plain = simple.words.iter().all(|word| word.variables().next().is_some() || word.known().is_some());
    (place.follows_pipe() && is_deaf && !asks && is_plain).then_some((
        UNREAD_PIPE,
        Level::Warning,
        program.span,
        &*program.raw,
    ))
}

fn negated_statement<'a>(_simple: &'a SimpleCommand, place: &Place<'a>) -> Option<Own<'a>> {
    let pipeline = place.pipeline;
    let pipelines = &place.list.pipelines;
    let at = pipelines.iter().position(|other| std::ptr::eq(other, pipeline))?;
    let is_alone = matches!(pipeline.connector, Connector::First | Connector::Sequence);
    let next = pipelines.get(at + 1).map(|next| next.connector);
    let goes_on = match place.nesting {
        Nesting::Branch | Nesting::Loop | Nesting::Group => {
            next.is_none_or(|connector| connector == Connector::Sequence)
        }
        _ => next == Some(Connector::Sequence),
    };
    let is_asked = matches!(place.nesting, Nesting::Condition | Nesting::Substitution);
    (pipeline.negated && place.index == 0 && is_alone && goes_on && !is_asked)
        .then(|| (NEGATED_UNDER_ERREXIT, Level::Info, Span::new(pipeline.span.start, pipeline.span.start + 1), "!"))
}

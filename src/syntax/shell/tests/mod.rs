//! Tests of the shell as a whole: `constructs` one construct at a time, `mutations` nonsense.

mod constructs;
mod mutations;

use super::{Command, Compound, Dialect, List, Script, SimpleCommand, parse};
use crate::syntax::{Joined, PartKind, Word};
use crate::text::Span;

/// Reads a script that is a whole file.
fn read(text: &str) -> Script {
    parse(&Joined::from_span(text, Span::new(0, text.len() as u32)), Dialect::Bash)
}

/// Writes a word in a short form: literals as they are, the rest in angle brackets.
fn show_word(word: &Word) -> String {
    let show = |kind: &PartKind| match kind {
        PartKind::Literal(text) => text.clone(),
        PartKind::Variable(variable) => match &variable.operation {
            Some((operator, word)) => format!("<{} {operator:?} {}>", variable.name, show_word(word)),
            None => format!("<{}>", variable.name),
        },
        PartKind::Substitution(script) => format!("<$ {}>", show_list(&script.body)),
        PartKind::Opaque => "<?>".to_owned(),
    };
    word.parts.iter().map(|part| show(&part.kind)).collect()
}

fn show_words<'a>(words: impl IntoIterator<Item = &'a Word>) -> String {
    words.into_iter().map(show_word).collect::<Vec<_>>().join(" ")
}

fn show_simple(command: &SimpleCommand) -> String {
    let mut pieces = Vec::new();
    for assignment in &command.assignments {
        pieces.push(format!("{}={}", assignment.name, show_word(&assignment.value)));
    }
    pieces.extend(command.words.iter().map(show_word));
    for redirect in &command.redirects {
        let body = redirect.body.as_ref().map(|body| format!("{:?}", show_word(body))).unwrap_or_default();
        let descriptor = redirect.descriptor.map(|number| number.to_string()).unwrap_or_default();
        pieces.push(format!("{descriptor}{:?}({}){body}", redirect.kind, show_word(&redirect.target)));
    }
    pieces.join(" ")
}

fn show_compound(compound: &Compound) -> String {
    let lists: Vec<_> = compound.lists.iter().map(show_list).collect();
    let redirects = if compound.redirects.is_empty() { "" } else { " >" };
    format!("{:?}({}){{{}}}{redirects}", compound.kind, show_words(&compound.words), lists.join(" / "))
}

fn show_list(list: &List) -> String {
    let mut text = String::new();
    for pipeline in &list.pipelines {
        text.push_str(match pipeline.connector {
            super::Connector::First => "",
            super::Connector::And => " && ",
            super::Connector::Or => " || ",
            super::Connector::Sequence => " ; ",
        });
        let commands = pipeline.commands.iter().map(|command| match command {
            Command::Simple(simple) => show_simple(simple),
            Command::Compound(compound) => show_compound(compound),
        });
        text.push_str(if pipeline.negated { "! " } else { "" });
        text.push_str(&commands.collect::<Vec<_>>().join(" | "));
        text.push_str(if pipeline.background { " &" } else { "" });
    }
    text
}

/// Checks that every span is inside of the one around it, in the text and on character boundaries.
fn check_spans(text: &str, script: &Script) {
    let whole = Span::new(0, text.len() as u32);
    check_list(text, &script.body, whole);
    script.error.iter().for_each(|error| check_span(text, *error, whole));
}

fn check_span(text: &str, span: Span, parent: Span) {
    assert!(parent.contains(span), "{span:?} is not inside {parent:?} of {text:?}");
    assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} splits a character of {text:?}");
}

fn check_list(text: &str, list: &List, parent: Span) {
    for pipeline in &list.pipelines {
        check_span(text, pipeline.connector_span, parent);
        check_span(text, pipeline.span, parent);
        for command in &pipeline.commands {
            match command {
                Command::Simple(simple) => check_simple(text, simple, pipeline.span),
                Command::Compound(compound) => check_compound(text, compound, pipeline.span),
            }
        }
    }
}

fn check_simple(text: &str, command: &SimpleCommand, pipeline: Span) {
    check_span(text, command.span, pipeline);
    for assignment in &command.assignments {
        check_span(text, assignment.span, command.span);
        check_word(text, &assignment.value, assignment.span);
    }
    command.words.iter().for_each(|word| check_word(text, word, command.span));
    check_redirects(text, &command.redirects, command.span);
}

fn check_redirects(text: &str, redirects: &[super::Redirect], command: Span) {
    for redirect in redirects {
        check_span(text, redirect.span, command);
        check_word(text, &redirect.target, redirect.span);
        redirect.body.iter().for_each(|body| check_word(text, body, Span::new(0, text.len() as u32)));
    }
}

fn check_compound(text: &str, compound: &Compound, pipeline: Span) {
    check_span(text, compound.span, pipeline);
    compound.words.iter().for_each(|word| check_word(text, word, compound.span));
    compound.lists.iter().for_each(|list| check_list(text, list, compound.span));
    check_redirects(text, &compound.redirects, compound.span);
}

fn check_word(text: &str, word: &Word, parent: Span) {
    check_span(text, word.span, parent);
    for part in &word.parts {
        check_span(text, part.span, word.span);
        match &part.kind {
            PartKind::Substitution(script) => check_list(text, &script.body, part.span),
            PartKind::Variable(variable) => {
                variable.operation.iter().for_each(|(_, operand)| check_word(text, operand, part.span));
            }
            PartKind::Literal(_) | PartKind::Opaque => {}
        }
    }
}

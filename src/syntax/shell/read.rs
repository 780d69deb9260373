//! Runs the parser library over a script, and again over a part of it where the whole cannot be read.
//!
//! Knows the library's entry points and its way to report errors. Start with [`read`].

use shuck_parser::parser::{ParseResult, Parser, ShellDialect, ShellProfile};

use super::cut::Cuts;
use super::statements::Lower;
use super::{Connector, Dialect, Script};
use crate::syntax::Joined;

/// How often a part of a broken script is tried.
const TRIES: usize = 8;

/// How many braces, or parentheses, may be open at once; scripts of people have a handful.
const OPEN_BRACKETS: usize = 200;

/// Reads a script that stands `depth` levels deep in another.
pub(super) fn read(script: &Joined, dialect: Dialect, depth: usize) -> Script {
    let text = script.text();
    let mut lower = Lower::new(script, dialect, depth);
    if let Some(bracket) = overfull(text) {
        let part = readable_part(text, dialect, &Cuts::find(text), bracket);
        let body = part.map(|(part, _)| lower.list(&part.file.body)).unwrap_or_default();
        return Script { body, error: Some(lower.place(&(bracket..bracket + 1))) };
    }
    let result = run(text, dialect);
    if result.is_ok() {
        return Script { body: lower.list(&result.file.body), error: None };
    }
    recovered(&result, &mut lower, script, dialect)
}

/// The offset of the first bracket that has too many open ones around it. The library looks for the end of
/// each open brace, which would take time that grows with the square of a text full of them, and calls
/// itself for each `$((`, which would overflow the stack.
fn overfull(text: &str) -> Option<usize> {
    let (mut braces, mut parentheses) = (0_usize, 0_usize);
    text.bytes().position(|byte| {
        match byte {
            b'{' => braces += 1,
            b'}' => braces = braces.saturating_sub(1),
            b'(' => parentheses += 1,
            b')' => parentheses = parentheses.saturating_sub(1),
            _ => {}
        }
        braces.max(parentheses) > OPEN_BRACKETS
    })
}

/// Parses a text; bash's grammar is tried where that of `sh` does not fit.
fn run(text: &str, dialect: Dialect) -> ParseResult {
    match dialect {
        Dialect::Bash => run_as(text, ShellDialect::Bash),
        Dialect::Sh => {
            let result = run_as(text, ShellDialect::Posix);
            if result.is_ok() {
                return result;
            }
            let bash = run_as(text, ShellDialect::Bash);
            if bash.is_ok() { bash } else { result }
        }
    }
}

fn run_as(text: &str, dialect: ShellDialect) -> ParseResult {
    Parser::with_profile(text, ShellProfile::native(dialect)).parse()
}

/// What can be read of a broken script: the longest part before the error that stands on its own, and the
/// statements that the library kept after it.
fn recovered(result: &ParseResult, lower: &mut Lower<'_>, script: &Joined, dialect: Dialect) -> Script {
    let text = script.text();
    let cuts = Cuts::find(text);
    let reported = result.diagnostics.first().map_or(0..text.len(), |diagnostic| lower.range(diagnostic.span));
    let error = match cuts.open_quote {
        Some(quote) if quote <= reported.start => quote..quote + 1,
        _ => reported,
    };
    let kept = result.file.body.iter().filter(|statement| statement.span.start.offset() >= error.end);
    let (mut body, end) = match readable_part(text, dialect, &cuts, error.start) {
        Some((part, end)) => (lower.list(&part.file.body), end),
        None => (lower.statements(result.file.body.iter().filter(|s| s.span.end.offset() <= error.start)), 0),
    };
    let rest = lower.statements(kept.filter(|statement| statement.span.start.offset() >= end));
    let first_of_rest = body.pipelines.len();
    body.pipelines.extend(rest.pipelines);
    if let Some(pipeline) = body.pipelines.get_mut(first_of_rest)
        && first_of_rest > 0
    {
        pipeline.connector = Connector::Sequence;
        pipeline.connector_span = crate::text::Span::at(pipeline.span.start);
    }
    Script { body, error: Some(lower.place(&error)) }
}

/// The longest clean part of the text in front of a cut before the error, by bisection. Being clean is not
/// quite monotone, so what is found is long, not always longest.
fn readable_part(text: &str, dialect: Dialect, cuts: &Cuts, error: usize) -> Option<(ParseResult, usize)> {
    let before = cuts.places.partition_point(|cut| *cut <= error);
    let places = cuts.places.get(..before).unwrap_or_default();
    let (mut low, mut high) = (0, places.len());
    let mut best = None;
    let mut next = high.checked_sub(1);
    for _ in 0..TRIES {
        let Some(end) = next.and_then(|index| places.get(index)) else { break };
        let result = run(text.get(..*end).unwrap_or_default(), dialect);
        let index = next.unwrap_or_default();
        if result.is_ok() {
            best = Some((result, *end));
            low = index + 1;
        } else {
            high = index;
        }
        next = (low < high).then(|| low + (high - low) / 2);
    }
    best
}

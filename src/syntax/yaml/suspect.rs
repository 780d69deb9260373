//! What may be wrong where reading stops, and how the text would be without it.
//!
//! The place where a reader gives up is often not where the slip is: a quote that is not closed shows lines later.
//! Each suspect is a culprit with its own place and words; which one it was is for [`super::recover`] to find out.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::explain::explain;
use super::lines::{before, block, content, indentation, line_at, rest_of_line};
use super::read::Failure;
use crate::syntax::Problem;
use crate::text::Span;

/// A culprit, and what to do to read on without it.
pub struct Suspect {
    pub problem: Problem,
    pub mend: Mend,
}

/// A change that keeps the length of a text.
pub enum Mend {
    /// Blanks in place of what is there; line ends stay.
    Blank(Range<usize>),
    /// Blanks in place of the tabs that start lines.
    Untab(Range<usize>),
    /// Another character at some places.
    Replace { places: Vec<usize>, by: u8 },
}

/// The suspects, the likelier first.
pub fn suspects(text: &str, failure: &Failure) -> Vec<Suspect> {
    use ErrorKind as Kind;
    let mut found = match &failure.kind {
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabAtBlockScalarStart
        | Kind::TabInIndentation
        | Kind::TabInPlainScalar
        | Kind::UnexpectedCharacter { character: '\t' } => tabs(text, failure),
        Kind::UnclosedQuotedScalar
        | Kind::DocumentIndicatorInQuotedScalar
        | Kind::InvalidQuotedScalarIndent
        | Kind::InvalidTrailingSingleQuotedScalar
        | Kind::InvalidTrailingDoubleQuotedScalar
        | Kind::UnexpectedEof => quotes(text, failure),
        Kind::UnclosedFlowCollection { .. }
        | Kind::UnexpectedEofFlowSequence
        | Kind::UnexpectedEofFlowMapping
        | Kind::UnexpectedEofImplicitFlowMapping
        | Kind::ExpectedFlowSequenceSeparator
        | Kind::ExpectedFlowMappingSeparator
        | Kind::MismatchedFlowCollectionEnd { .. }
        | Kind::InvalidFlowScalarIndent
        | Kind::BlockEntryInFlowCollection => brackets(text, failure),
        Kind::MappingValueNotAllowed
        | Kind::InvalidColonPlacement
        | Kind::InvalidSimpleKey
        | Kind::SimpleKeyExpected => {
            let line = line_at(text, failure.offset);
            let is_open = failure.bracket.is_some_and(|bracket| bracket < line.start);
            if is_open { brackets(text, failure) } else { colons(text, failure) }
        }
        Kind::UnexpectedCharacter { character } if character.is_ascii() => {
            vec![suspect(text, failure, Mend::Replace { places: vec![failure.offset], by: b'x' })]
        }
        Kind::UnknownQuotedScalarEscape | Kind::InvalidQuotedScalarHexEscape | Kind::InvalidUnicodeEscape => {
            escapes(text, failure)
        }
        _ => Vec::new(),
    };
    found.extend(whole_lines(text, failure));
    found
}

/// What the library says, where it says it.
fn suspect(text: &str, failure: &Failure, mend: Mend) -> Suspect {
    let (message, help) = explain(&failure.kind);
    let problem = Problem::syntax(span(rest_of_line(text, failure.offset)), message);
    Suspect { problem: Problem { help, ..problem }, mend }
}

/// A culprit of our own finding.
fn culprit(place: Range<usize>, message: &str, help: &str, mend: Mend) -> Suspect {
    Suspect { problem: Problem::syntax(span(place), message).help(help), mend }
}

/// The line with what belongs to it; the line alone; the one before.
fn whole_lines(text: &str, failure: &Failure) -> Vec<Suspect> {
    let line = line_at(text, failure.offset);
    let line = if content(text, &line).is_empty() { before(text, &line).unwrap_or(line) } else { line };
    let mut ranges = vec![block(text, &line)];
    ranges.extend((ranges.first() != Some(&line)).then(|| line.clone()));
    ranges.extend(before(text, &line).map(|line| block(text, &line)));
    ranges.into_iter().map(|range| suspect(text, failure, Mend::Blank(range))).collect()
}

/// Tabs in front of a line; mended for all lines that start with one, so that they are told once.
fn tabs(text: &str, failure: &Failure) -> Vec<Suspect> {
    let line = line_at(text, failure.offset);
    let next = line_at(text, (line.end + 1).min(text.len()));
    let with_tabs = [line, next].into_iter().find_map(|line| {
        let indentation = text.get(line.clone())?.split(|c| c != ' ' && c != '\t').next()?;
        let first = indentation.find('\t')?;
        Some((line.start + first..line.start + indentation.trim_end_matches(' ').len(), line))
    });
    let Some((place, line)) = with_tabs else { return Vec::new() };
    let all = Mend::Untab(line.start..text.len());
    let (message, help) = ("a tab stands where YAML takes blanks alone", "indent with blanks, not tabs");
    let blank = Mend::Blank(block(text, &line));
    vec![culprit(place.clone(), message, help, all), culprit(place, message, help, blank)]
}

/// A quote that is not closed on its line.
fn quotes(text: &str, failure: &Failure) -> Vec<Suspect> {
    let Some((start, is_open)) = last_quoted(text, failure.before..failure.offset) else { return Vec::new() };
    let line = line_at(text, start);
    if !is_open && line.contains(&failure.offset) {
        let rest = rest_of_line(text, failure.offset);
        return vec![suspect(text, failure, Mend::Blank(rest))];
    }
    let rest = rest_of_line(text, start);
    let (message, help) = ("the quote that opens here is never closed", "close it on its line");
    let tell = |mend| culprit(rest.clone(), message, help, mend);
    vec![
        tell(Mend::Replace { places: vec![start], by: b' ' }),
        tell(Mend::Blank(rest.clone())),
        tell(Mend::Blank(line)),
    ]
}

/// Where the last quoted text of a stretch starts, and whether it is open at its end.
fn last_quoted(text: &str, stretch: Range<usize>) -> Option<(usize, bool)> {
    let mut last = None;
    let mut open: Option<u8> = None;
    let mut previous = b' ';
    let mut bytes = text.bytes().enumerate().take(stretch.end).skip(stretch.start).peekable();
    while let Some((at, byte)) = bytes.next() {
        match (open, byte) {
            (Some(b'"'), b'\\') => drop(bytes.next()),
            (Some(b'\''), b'\'') if bytes.next_if(|(_, next)| *next == b'\'').is_some() => {}
            (Some(quote), _) if byte == quote => {
                open = None;
                last = last.map(|(start, _)| (start, false));
            }
            (None, b'"' | b'\'') if !previous.is_ascii_alphanumeric() => {
                open = Some(byte);
                last = Some((at, true));
            }
            (None, b'#') if previous.is_ascii_whitespace() => {
                while bytes.next_if(|(_, next)| *next != b'\n').is_some() {}
            }
            _ => {}
        }
        previous = byte;
    }
    last
}

/// A bracket that is not closed, or something in brackets that does not fit.
fn brackets(text: &str, failure: &Failure) -> Vec<Suspect> {
    let opening = match failure.kind {
        ErrorKind::UnclosedFlowCollection { .. } => Some(failure.bracket.unwrap_or(failure.offset)),
        _ => failure.bracket,
    };
    let Some(opening) = opening else { return Vec::new() };
    let line = line_at(text, opening);
    let rest = rest_of_line(text, opening);
    let help = "close it";
    let mut found = vec![culprit(
        rest.clone(),
        "the bracket that opens here is never closed",
        help,
        Mend::Blank(rest.start..line.end),
    )];
    if line.contains(&failure.offset) && !matches!(failure.kind, ErrorKind::UnclosedFlowCollection { .. }) {
        found = vec![suspect(text, failure, Mend::Blank(rest.start..line.end))];
    }
    let here = rest_of_line(text, failure.offset);
    let looks_like_block = text.get(line_at(text, failure.offset)).is_some_and(|line| {
        let line = line.trim();
        line.contains(": ") || line.ends_with(':') || line.starts_with("- ")
    });
    let inside = suspect(text, failure, Mend::Blank(here));
    found.insert(usize::from(looks_like_block).min(found.len()), inside);
    found
}

/// A colon too many on its line, a line indented too deep, or one before that misses its colon.
fn colons(text: &str, failure: &Failure) -> Vec<Suspect> {
    let line = line_at(text, failure.offset);
    let own = text.get(line.start..failure.offset).unwrap_or_default();
    let is_second = own.contains(": ") || own.contains(":\t");
    if is_second {
        let rest = text.get(failure.offset..line.end).unwrap_or_default();
        let is_colon = |(at, _): &(usize, &str)| {
            rest.get(at + 1..).is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t']))
        };
        let places = rest.match_indices(':').filter(is_colon).map(|(at, _)| failure.offset + at).collect();
        return vec![suspect(text, failure, Mend::Replace { places, by: b';' })];
    }
    let Some(above) = before(text, &line) else { return Vec::new() };
    if indentation(text, &above) >= indentation(text, &line) {
        return Vec::new();
    }
    let above_content = content(text, &above);
    let has_colon = text.get(above_content.clone()).is_some_and(|text| text.contains(": ") || text.ends_with(':'));
    if has_colon {
        let message = "this line is indented deeper than the one above, which has a value already";
        let help = "indent it like that line, or leave that value out";
        return vec![culprit(content(text, &line), message, help, Mend::Blank(block(text, &line)))];
    }
    let message = "this line has no `:` where a key with its value belongs";
    vec![culprit(above_content, message, "write `key:`", Mend::Blank(block(text, &above)))]
}

/// Escapes that double quotes do not know, in the text in quotes that starts there.
fn escapes(text: &str, failure: &Failure) -> Vec<Suspect> {
    let mut places = Vec::new();
    let quoted = text.get(failure.offset..).unwrap_or_default();
    let mut rest = quoted.char_indices().skip(1);
    while let Some((at, c)) = rest.next().filter(|(_, c)| *c != '"') {
        if c == '\\' && !rest.next().is_some_and(|(at, escape)| is_escape(escape, quoted.get(at + 1..))) {
            places.push(failure.offset + at);
        }
    }
    let Some(first) = places.first().copied() else { return Vec::new() };
    let end = text.ceil_char_boundary((first + 2).min(text.len()));
    let (message, help) = explain(&failure.kind);
    let problem = Problem { help, ..Problem::syntax(span(first..end), message) };
    vec![Suspect { problem, mend: Mend::Replace { places, by: b'/' } }]
}

/// Whether double quotes know what follows a `\`.
fn is_escape(escape: char, rest: Option<&str>) -> bool {
    let digits = match escape {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => return "0abt\tnvfre \"/\\N_LP\r\n".contains(escape),
    };
    let digits = rest.and_then(|rest| rest.get(..digits));
    digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn span(range: Range<usize>) -> Span {
    Span::new(range.start as u32, range.end as u32)
}

//! Texts with variables: `$NAME`, `${NAME}` and `${NAME:-default}` with its kin.
//!
//! As Docker Compose reads them, which is not quite as a shell does: `$` before anything but a name, `{` and `$` stands for
//! itself, and a default ends on its line. Values of Compose files and of environment files both are such texts; knows
//! neither. A text without variables costs a look for `$`. Start with [`expand`] and [`Origin`].

mod braces;
mod explain;
#[cfg(test)]
mod tests;

use std::ops::Range;

use self::braces::Braces;
use self::explain::Explanation;
use super::{ComposeProblem, ComposeProblemKind, Piece, Provenance, VariableUse};
use crate::text::{Place, Span};

/// How deep defaults may lie in defaults.
const MOST_NESTED: usize = 100;

/// How many bytes of values one text may take in.
const MOST_OF_A_TEXT: usize = 64 * 1024;

/// How many bytes of values all texts of a file together may take in.
const MOST_OF_A_FILE: usize = 16 * 1024 * 1024;

/// Where a text stands in a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    /// All of it.
    pub(super) place: Place,
    /// Its first byte, where it stands there byte by byte.
    pub(super) start: Option<u32>,
}

/// What is still left of the bytes that the texts of a file may take in.
#[derive(Debug)]
pub(super) struct Room(usize);

/// What a text comes to.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Expansion {
    /// The text.
    pub(super) text: String,
    /// The variables that were looked at, by their place: those of a default after the one it belongs to.
    pub(super) variables: Vec<VariableUse>,
    /// Where the pieces of the text come from, in order.
    pub(super) pieces: Vec<Piece>,
}

/// What stands between the braces after the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    /// `-`, with `:` also for a variable that is empty.
    Default,
    /// `+`, with `:` not for a variable that is empty.
    Alternative,
    /// `?`, with `:` also for a variable that is empty.
    Required,
}

/// `${NAME...}`, taken apart.
#[derive(Debug)]
struct Braced {
    /// All of it.
    whole: Range<usize>,
    name: Range<usize>,
    /// The operator, whether it has a `:`, and what follows it.
    operation: Option<(Operator, bool, Range<usize>)>,
}

/// Expands a text; `None` where it has no `$`. What cannot be read is reported, and ends the expansion.
pub(super) fn expand<'a>(
    text: &str,
    origin: Origin,
    look_up: &dyn Fn(&str) -> Option<(&'a str, Provenance)>,
    room: &mut Room,
    problems: &mut Vec<ComposeProblem>,
) -> Option<Expansion> {
    let first = text.find('$')?;
    let braces = if text.get(first..)?.contains("${") { Braces::of(text) } else { Braces::default() };
    let most = room.0.min(MOST_OF_A_TEXT);
    let expansion = Expansion::default();
    let mut expander = Expander { text, braces, origin, look_up, left: most, is_stopped: false, expansion, problems };
    expander.range(0..text.len(), 0);
    room.0 -= most - expander.left;
    Some(expander.expansion)
}

/// How many bytes at the start are a name.
pub(super) fn name_length(text: &str) -> usize {
    let is_name = |(at, character): (usize, char)| match character {
        '_' | 'a'..='z' | 'A'..='Z' => true,
        // Letters that a pattern which minds no case takes for `s` and `k`.
        '\u{17f}' | '\u{212a}' => true,
        '0'..='9' => at > 0,
        _ => false,
    };
    text.char_indices().find(|&(at, character)| !is_name((at, character))).map_or(text.len(), |(at, _)| at)
}

impl Room {
    /// As much as a file may take in.
    pub(super) fn of_a_file() -> Self {
        Self(MOST_OF_A_FILE)
    }
}

impl Origin {
    /// Where some bytes of the text are written.
    fn place(&self, range: Range<usize>) -> Place {
        let span = self.start.map(|start| Span::new(start + range.start as u32, start + range.end as u32));
        Place::new(self.place.file, span.unwrap_or(self.place.span))
    }
}

/// The state of one text's expansion.
struct Expander<'t, 'a> {
    text: &'t str,
    braces: Braces,
    origin: Origin,
    look_up: &'t dyn Fn(&str) -> Option<(&'a str, Provenance)>,
    /// How many bytes of values it may still take in.
    left: usize,
    /// Whether something cannot be read, so that nothing after it is looked at.
    is_stopped: bool,
    expansion: Expansion,
    problems: &'t mut Vec<ComposeProblem>,
}

impl<'t, 'a> Expander<'t, 'a> {
    /// Expands a stretch of the text.
    fn range(&mut self, range: Range<usize>, depth: usize) {
        let mut at = range.start;
        while at < range.end && !self.is_stopped {
            let dollar = self.slice(at..range.end).find('$').map_or(range.end, |length| at + length);
            self.literal(at..dollar);
            at = self.dollar(dollar..range.end, depth);
        }
        self.literal(at.min(range.end)..range.end);
    }

    /// What the `$` at the start of a stretch begins; gives back where it ends.
    fn dollar(&mut self, range: Range<usize>, depth: usize) -> usize {
        if range.is_empty() {
            return range.end;
        }
        let after = range.start + 1;
        let rest = self.slice(after..range.end);
        let name = after..after + name_length(rest);
        match rest.bytes().next() {
            Some(b'$') => {
                self.push("$", range.start..after + 1, false);
                after + 1
            }
            Some(b'{') => self.braced(range, depth),
            _ if !name.is_empty() => {
                let end = name.end;
                self.variable(Braced { whole: range.start..end, name, operation: None }, depth);
                end
            }
            _ => {
                self.literal(range.start..after);
                after
            }
        }
    }

    /// `${...}` at the start of a stretch; gives back where it ends.
    fn braced(&mut self, range: Range<usize>, depth: usize) -> usize {
        match self.take_apart(range.clone()) {
            Some(braced) if depth < MOST_NESTED => {
                let end = braced.whole.end;
                self.variable(braced, depth);
                end
            }
            Some(braced) => self.stop(range.start..braced.name.end, explain::nested(self.slice(braced.name))),
            None => {
                let end = self.braces.first_after(range.start + 1, range.end).map(|end| end + 1 - range.start);
                let (length, problem) = explain::malformed(self.slice(range.clone()), end);
                self.stop(range.start..range.start + length, problem)
            }
        }
    }

    /// Takes `${...}` at the start of a stretch apart; `None` where it is malformed.
    fn take_apart(&self, range: Range<usize>) -> Option<Braced> {
        let start = range.start + 2;
        let name = start..start + name_length(self.slice(start..range.end));
        let mut rest = self.slice(name.end..range.end).bytes();
        let mut next = rest.next()?;
        if name.is_empty() {
            return None;
        }
        if next == b'}' {
            return Some(Braced { whole: range.start..name.end + 1, name, operation: None });
        }
        let minds_empty = next == b':';
        if minds_empty {
            next = rest.next()?;
        }
        let operator = match next {
            b'-' => Operator::Default,
            b'+' => Operator::Alternative,
            b'?' => Operator::Required,
            _ => return None,
        };
        let operand = name.end + 1 + usize::from(minds_empty);
        let end = self.braces.end_of(range.start + 1, range.end).filter(|end| *end >= operand)?;
        Some(Braced { whole: range.start..end + 1, name, operation: Some((operator, minds_empty, operand..end)) })
    }

    /// A variable: its value, default or alternative.
    fn variable(&mut self, braced: Braced, depth: usize) {
        let name = self.slice(braced.name.clone());
        let place = self.origin.place(braced.whole.clone());
        let has_operator = braced.operation.is_some();
        let (start, pieces) = (self.expansion.text.len(), self.expansion.pieces.len());
        let index = self.expansion.variables.len();
        let (name, provenance, value) = (name.to_owned(), Provenance::Unset, String::new());
        self.expansion.variables.push(VariableUse { name, place, provenance, has_operator, value });
        let provenance = self.evaluate(&braced, depth);
        if self.expansion.pieces.len() == pieces {
            self.push("", braced.whole.clone(), false);
        }
        let length = self.expansion.text.len() - start;
        let fits = self.make_room(length, &braced);
        let value = self.expansion.text.get(start..).filter(|_| fits).unwrap_or_default().to_owned();
        self.left -= value.len();
        if let Some(variable) = self.expansion.variables.get_mut(index) {
            variable.provenance = if fits { provenance } else { Provenance::Unset };
            variable.value = value;
        }
    }

    /// Writes what a variable comes to, and says how that came to be.
    fn evaluate(&mut self, braced: &Braced, depth: usize) -> Provenance {
        let found = (self.look_up)(self.slice(braced.name.clone()));
        let Some((operator, minds_empty, operand)) = braced.operation.clone() else {
            return self.value(found, braced);
        };
        let is_there = found.is_some_and(|(value, _)| !minds_empty || !value.is_empty());
        match (operator, is_there) {
            (Operator::Default, false) | (Operator::Alternative, true) => self.operand(operand, depth),
            (Operator::Default | Operator::Required, true) => self.value(found, braced),
            // The file says itself what holds without the variable: nothing.
            (Operator::Alternative, false) => Provenance::Default,
            (Operator::Required, false) => {
                let message = self.message(operand, depth);
                let name = self.slice(braced.name.clone());
                let problem = explain::missing(name, found.is_some(), &message);
                self.report(ComposeProblemKind::Required, braced.whole.clone(), problem);
                Provenance::Unset
            }
        }
    }

    /// Writes the value that was found.
    fn value(&mut self, found: Option<(&'a str, Provenance)>, braced: &Braced) -> Provenance {
        match found {
            Some((value, provenance)) if self.make_room(value.len(), braced) => {
                self.push(value, braced.whole.clone(), false);
                provenance
            }
            Some(_) | None => Provenance::Unset,
        }
    }

    /// Writes what a default or an alternative comes to; it is as sure as the least sure variable in it.
    fn operand(&mut self, operand: Range<usize>, depth: usize) -> Provenance {
        let first = self.expansion.variables.len();
        self.range(operand, depth + 1);
        let inner = self.expansion.variables.get(first..).unwrap_or_default();
        let inner = inner.iter().map(|variable| variable.provenance).max().unwrap_or_default();
        if self.is_stopped { Provenance::Unset } else { inner.max(Provenance::Default) }
    }

    /// What the message of a variable that must be set comes to; it becomes no part of the text.
    fn message(&mut self, operand: Range<usize>, depth: usize) -> String {
        let Expansion { text, variables, pieces } = &self.expansion;
        let (start, variables, pieces) = (text.len(), variables.len(), pieces.len());
        self.range(operand, depth + 1);
        self.expansion.variables.truncate(variables);
        self.expansion.pieces.truncate(pieces);
        self.expansion.text.split_off(start)
    }

    /// Whether that many bytes may be taken in still; says so where they may not.
    fn make_room(&mut self, length: usize, braced: &Braced) -> bool {
        if length > self.left && !self.is_stopped {
            self.stop(braced.whole.clone(), explain::too_long(self.slice(braced.name.clone())));
        }
        length <= self.left
    }

    /// Writes a stretch of the text as it is.
    fn literal(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.push(self.slice(range.clone()), range, true);
        }
    }

    /// Writes a piece that comes from a stretch of the text.
    fn push(&mut self, text: &str, from: Range<usize>, is_exact: bool) {
        let start = self.expansion.text.len();
        self.expansion.text.push_str(text);
        let (range, span) = (start..self.expansion.text.len(), self.origin.place(from.clone()).span);
        let is_exact = is_exact && self.origin.start.is_some();
        self.expansion.pieces.push(Piece { range, written: from, span, is_exact });
    }

    /// Reports what keeps the rest from being expanded; gives back where the rest begins.
    fn stop(&mut self, culprit: Range<usize>, problem: Explanation) -> usize {
        self.is_stopped = true;
        let start = culprit.start;
        self.report(ComposeProblemKind::Interpolation, culprit, problem);
        start
    }

    /// Reports a problem with a stretch of the text.
    fn report(&mut self, kind: ComposeProblemKind, culprit: Range<usize>, what: Explanation) {
        let problem = ComposeProblem::new(kind, self.origin.place(culprit), what.message);
        self.problems.push(problem.help(what.help));
    }

    /// A stretch of the text.
    fn slice(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }
}

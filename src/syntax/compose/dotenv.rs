//! Environment files: `.env` beside a Compose file, and those that `env_file` and `--env-file` name.
//!
//! As Docker Compose reads them, which is neither a shell nor any other reader of such files: `NAME: value` is an entry
//! too, a second entry may follow a closing quote, and what is set already wins over what the file says where a value
//! names a variable. Compose gives up at the first mistake; here the next line is read on. Start with [`parse`].

mod escapes;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::template::{Origin, Room, expand};
use super::{ComposeProblem, ComposeProblemKind, Environment, Located, Provenance};
use crate::text::{FileId, Place, Span};

/// One variable of an environment file.
#[derive(Clone, Debug, PartialEq)]
pub struct EnvironmentEntry {
    /// Its name. Empty where Compose reads none: before `=value`, and for a `NAME` on a last line without a line end, which
    /// it takes for a value.
    pub name: Located<String>,
    /// Its value, variables replaced; the place has the quotes. `None` where the name stands alone: then it is what the
    /// variable is outside, if it is set there.
    pub value: Option<Located<String>>,
}

/// Reads an environment file; values may name variables of the environment and those of earlier entries.
pub fn parse(text: &str, file: FileId, environment: &Environment) -> (Vec<EnvironmentEntry>, Vec<ComposeProblem>) {
    let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (entries, problems) = (Vec::new(), Vec::new());
    let (known, room) = (Environment::new(), Room::of_a_file());
    let mut parser = Parser { text, file, environment, at, known, room, entries, problems };
    while parser.skip_to_entry() {
        parser.entry();
    }
    (parser.entries, parser.problems)
}

struct Parser<'a> {
    text: &'a str,
    file: FileId,
    environment: &'a Environment,
    at: usize,
    /// What earlier entries set.
    known: Environment,
    room: Room,
    entries: Vec<EnvironmentEntry>,
    problems: Vec<ComposeProblem>,
}

/// What ends a name.
enum NameEnd {
    /// `=` or `:`
    Sign,
    LineEnd,
    FileEnd,
    /// A character that stands in no name.
    Unexpected(char),
}

impl<'a> Parser<'a> {
    /// Goes to the next entry, over blanks and comments; `false` at the end.
    fn skip_to_entry(&mut self) -> bool {
        loop {
            let rest = self.rest();
            self.at = self.text.len() - rest.trim_start().len();
            if !self.rest().starts_with('#') {
                return self.at < self.text.len();
            }
            self.skip_line();
        }
    }

    /// Reads an entry.
    fn entry(&mut self) {
        let export = self.at..self.at + "export".len();
        if let Some(rest) = self.rest().strip_prefix("export").filter(|rest| rest.starts_with(is_after_export)) {
            self.at = self.text.len() - rest.trim_start_matches(is_blank).len();
            if self.rest().is_empty() {
                self.problem(export, "`export` names no variable", "write `NAME=value` after it, or take it away");
                return;
            }
        }
        let start = self.at;
        let (length, end) = name_end(self.rest());
        match end {
            NameEnd::Sign => {
                self.at = start + length + 1;
                self.named(start, length, true);
            }
            NameEnd::LineEnd => {
                self.at = start + length + 1;
                self.named(start, length, false);
            }
            NameEnd::FileEnd => self.value(start..start),
            NameEnd::Unexpected(character) => {
                let place = start + length..start + length + character.len_utf8();
                let name = self.slice(start..self.text.len()).split(['=', ':', '\n']).next().unwrap_or_default();
                let name: String = name.trim_end().chars().take(40).collect();
                let message = format!("unexpected character `{}` in variable name `{name}`", character.escape_debug());
                self.problem(
                    place,
                    message,
                    "each line is `NAME=value`; a value that goes over several lines stands in quotes",
                );
                self.skip_line();
            }
        }
    }

    /// Reads on after a name and what ends it.
    fn named(&mut self, start: usize, length: usize, has_value: bool) {
        let name = self.slice(start..start + length).trim_end();
        let range = start..start + name.len();
        if name.contains(' ') {
            let message = format!("variable name `{name}` has a blank in it");
            let help = "each line is `NAME=value`; a value that goes over several lines stands in quotes";
            self.problem(range, message, help);
            if has_value {
                self.skip_line();
            }
        } else if has_value {
            self.value(range);
        } else if !name.is_empty() {
            let name = self.located(range, name.to_owned(), Provenance::Written);
            self.entries.push(EnvironmentEntry { name, value: None });
        }
    }

    /// Reads the value of a name.
    fn value(&mut self, name: Range<usize>) {
        self.at = self.text.len() - self.rest().trim_start_matches(is_blank).len();
        let value = match self.rest().bytes().next() {
            Some(b'"') => self.quoted(b'"', &name),
            Some(b'\'') => self.quoted(b'\'', &name),
            _ => Some(self.unquoted()),
        };
        let Some(value) = value else { return };
        let text = self.slice(name.clone()).to_owned();
        self.known.set(text.clone(), value.value.clone(), value.provenance);
        let name = self.located(name, text, Provenance::Written);
        self.entries.push(EnvironmentEntry { name, value: Some(value) });
    }

    /// Reads a value without quotes, to the end of the line or to a comment.
    fn unquoted(&mut self) -> Located<String> {
        let line = self.rest().split('\n').next().unwrap_or_default();
        let value = line.split(" #").next().unwrap_or_default().trim_end();
        let range = self.at..self.at + value.len();
        self.skip_line();
        self.expanded(value, range.clone(), Some(range.start))
    }

    /// Reads a value in quotes; `None` where they are not closed.
    fn quoted(&mut self, quote: u8, name: &Range<usize>) -> Option<Located<String>> {
        let start = self.at;
        let Some(inner) = escapes::quoted(self.slice(start + 1..self.text.len()), quote) else {
            let line = self.rest().split('\n').next().unwrap_or_default().trim_end();
            let message = format!("the quoted value of `{}` does not end", self.slice(name.clone()));
            self.problem(start..start + line.len(), message, format!("write the closing `{}`", char::from(quote)));
            self.skip_line();
            return None;
        };
        let whole = start..start + inner.length + 2;
        self.at = whole.end;
        if quote == b'\'' {
            return Some(self.located(whole, inner.text, Provenance::Written));
        }
        let exact = inner.is_exact.then_some(start + 1);
        Some(self.expanded(&escapes::unescape(&inner.text), whole, exact))
    }

    /// A value with its variables replaced.
    fn expanded(&mut self, value: &str, range: Range<usize>, exact: Option<usize>) -> Located<String> {
        let origin = Origin { place: self.place(range.clone()), start: exact.map(|start| start as u32) };
        let (environment, known) = (self.environment, &self.known);
        let look_up = |name: &str| environment.get(name).or_else(|| known.get(name));
        let Some(expansion) = expand(value, origin, &look_up, &mut self.room, &mut self.problems) else {
            return self.located(range, value.to_owned(), Provenance::Written);
        };
        let provenance = expansion.variables.iter().map(|variable| variable.provenance).max().unwrap_or_default();
        self.located(range, expansion.text, provenance)
    }

    /// Goes to the end of the line.
    fn skip_line(&mut self) {
        self.at = self.rest().find('\n').map_or(self.text.len(), |length| self.at + length);
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    fn place(&self, range: Range<usize>) -> Place {
        Place::new(self.file, Span::new(range.start as u32, range.end as u32))
    }

    fn located(&self, range: Range<usize>, value: String, provenance: Provenance) -> Located<String> {
        Located { value, place: self.place(range), provenance }
    }

    fn problem(&mut self, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let problem = ComposeProblem::new(ComposeProblemKind::InvalidValue, self.place(range), message);
        self.problems.push(problem.help(help));
    }
}

/// How many bytes a name has, blanks after it included, and what ends it.
fn name_end(text: &str) -> (usize, NameEnd) {
    for (at, character) in text.char_indices() {
        match character {
            '=' | ':' => return (at, NameEnd::Sign),
            '\n' => return (at, NameEnd::LineEnd),
            '_' | '.' | '-' | '[' | ']' => {}
            _ if is_blank(character) || character.is_alphabetic() || character.is_numeric() => {}
            _ => return (at, NameEnd::Unexpected(character)),
        }
    }
    (text.len(), NameEnd::FileEnd)
}

/// Whether it is a blank that ends no line.
fn is_blank(character: char) -> bool {
    matches!(character, '\t' | '\u{b}' | '\u{c}' | '\r' | ' ' | '\u{85}' | '\u{a0}')
}

/// Whether `export` before it is the word.
fn is_after_export(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\u{c}' | '\r' | ' ')
}

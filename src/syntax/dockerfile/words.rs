//! Splitting arguments into words, and words into parts.
//!
//! Works on joined text; every word leads back to the file. The rules are those of BuildKit's line parsers
//! and of its shell-like lexer: <https://docs.docker.com/reference/dockerfile/#environment-replacement>.

use std::ops::Range;

use super::ast::{Dockerfile, Instruction, Piece, PieceKind};
use crate::syntax::{Joined, Operator, Part, PartKind, Quoting, Variable, Word};
use crate::text::Span;

/// How deep operators may nest in `${A:-${B:-...}}` before a word counts as opaque.
const MAX_DEPTH: usize = 32;

/// Ranges of the words between blanks, quotes not minded: the arguments of FROM, COPY, EXPOSE.
pub(super) fn split_blanks(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (offset, byte) in text.bytes().enumerate() {
        match (is_blank(byte), start) {
            (true, Some(from)) => {
                words.push(from..offset);
                start = None;
            }
            (false, None) => start = Some(offset),
            (true, None) | (false, Some(_)) => {}
        }
    }
    if let Some(from) = start {
        words.push(from..text.len());
    }
    words
}

/// The blanks that BuildKit splits at; other white space of Unicode is text to it.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | 0x0b | 0x0c)
}

/// Ranges of the words between white space, quotes and escapes minded: the arguments of ARG, ENV, LABEL.
pub(super) fn split_quoted(text: &str, escape: char) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start: Option<usize> = None;
    let mut quote: Option<char> = None;
    let mut characters = text.char_indices();
    while let Some((offset, character)) = characters.next() {
        if quote.is_none() && character.is_whitespace() {
            words.extend(start.take().map(|from| from..offset));
            continue;
        }
        start.get_or_insert(offset);
        match quote {
            None if character == '\'' || character == '"' => quote = Some(character),
            Some(open) if character == open => quote = None,
            _ => {}
        }
        if character == escape && quote != Some('\'') {
            characters.next();
        }
    }
    words.extend(start.map(|from| from..text.len()));
    words
}

/// Takes a range of the joined text apart.
pub(super) fn word(joined: &Joined, range: Range<usize>, escape: char) -> Word {
    let raw = joined.text().get(range.clone()).unwrap_or_default();
    let mut reader = Reader { joined, text: raw, base: range.start, position: 0, escape, parts: Vec::new() };
    reader.read_until(None, 0);
    Word { raw: raw.to_owned(), parts: reader.parts, span: joined.span(range.start, range.end) }
}

/// Whether a quote in the text is never closed: the place of that quote.
pub(super) fn open_quote(text: &str, escape: char) -> Option<usize> {
    let mut quote: Option<(char, usize)> = None;
    let mut characters = text.char_indices();
    while let Some((offset, character)) = characters.next() {
        match quote {
            None if character == '\'' || character == '"' => quote = Some((character, offset)),
            Some((open, _)) if character == open => quote = None,
            _ => {}
        }
        if character == escape && !matches!(quote, Some(('\'', _))) {
            characters.next();
        }
    }
    quote.map(|(_, offset)| offset)
}

impl Dockerfile {
    /// The words of an instruction in which a quote is opened and never closed: BuildKit reads the file, but
    /// stops when it comes to expand them.
    pub fn open_words<'a>(&'a self, instruction: &'a Instruction) -> impl Iterator<Item = &'a Word> {
        let in_flag = |word: &Word| instruction.flags.iter().any(|flag| flag.span.contains(word.span));
        let words = instruction.expanded_words().into_iter().filter(move |word| !in_flag(word));
        words.filter(|word| open_quote(&word.raw, self.escape.character()).is_some())
    }
}

impl Instruction {
    /// The quote in its arguments that a shell would never find the end of.
    pub fn open_quote(&self) -> Option<Span> {
        let at = open_quote(self.arguments.text(), '\\')?;
        Some(self.arguments.span(at, at + 1))
    }

    /// The end of its last line, where that is continued though nothing follows in the file.
    pub fn dangling_continuation(&self) -> Option<Span> {
        let text_is_last = |piece: &&Piece| piece.kind != PieceKind::Comment && piece.kind != PieceKind::Blank;
        let last = self.pieces.iter().rev().find(text_is_last)?;
        (last.kind == PieceKind::Continuation).then_some(last.span)
    }
}

struct Reader<'a> {
    joined: &'a Joined,
    text: &'a str,
    base: usize,
    position: usize,
    escape: char,
    parts: Vec<Part>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.position..)?.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.position += character.len_utf8();
        Some(character)
    }

    /// Reads parts up to an unquoted `stop` or the end; whether `stop` was met. It is consumed.
    fn read_until(&mut self, stop: Option<char>, depth: usize) -> bool {
        loop {
            let start = self.position;
            let Some(character) = self.next() else { return false };
            if Some(character) == stop {
                return true;
            }
            match character {
                '\'' => self.read_single_quoted(),
                '"' => self.read_double_quoted(depth),
                '$' => self.read_dollar(start, Quoting::None, depth),
                _ if character == self.escape => match self.next() {
                    Some(escaped) => self.literal(escaped, start, Quoting::None),
                    None => self.literal(character, start, Quoting::None),
                },
                _ => self.literal(character, start, Quoting::None),
            }
        }
    }

    fn read_single_quoted(&mut self) {
        self.open_quotes(Quoting::Single);
        loop {
            let start = self.position;
            match self.next() {
                None | Some('\'') => return,
                Some(character) => self.literal(character, start, Quoting::Single),
            }
        }
    }

    fn read_double_quoted(&mut self, depth: usize) {
        self.open_quotes(Quoting::Double);
        loop {
            let start = self.position;
            match self.next() {
                None | Some('"') => return,
                Some('$') => self.read_dollar(start, Quoting::Double, depth),
                Some(character) if character == self.escape => match self.peek() {
                    Some(escaped) if escaped == '"' || escaped == '$' || escaped == self.escape => {
                        self.next();
                        self.literal(escaped, start, Quoting::Double);
                    }
                    _ => self.literal(character, start, Quoting::Double),
                },
                Some(character) => self.literal(character, start, Quoting::Double),
            }
        }
    }

    /// Starts an empty literal, so that `""` is a part too.
    fn open_quotes(&mut self, quoting: Quoting) {
        let span = self.joined.span(self.base + self.position, self.base + self.position);
        self.parts.push(Part { kind: PartKind::Literal(String::new()), quoting, span });
    }

    /// Adds a character to the last literal of the same quoting, or starts one.
    fn literal(&mut self, character: char, start: usize, quoting: Quoting) {
        let span = self.joined.span(self.base + start, self.base + self.position);
        if let Some(Part { kind: PartKind::Literal(text), quoting: last, span: place }) = self.parts.last_mut()
            && *last == quoting
        {
            *place = if text.is_empty() { span } else { place.to(span) };
            text.push(character);
            return;
        }
        self.parts.push(Part { kind: PartKind::Literal(character.to_string()), quoting, span });
    }

    fn push(&mut self, kind: PartKind, start: usize, quoting: Quoting) {
        let span = self.joined.span(self.base + start, self.base + self.position);
        self.parts.push(Part { kind, quoting, span });
    }

    /// Reads what follows a `$` that stands at `start`.
    fn read_dollar(&mut self, start: usize, quoting: Quoting, depth: usize) {
        if self.peek() != Some('{') {
            let name = self.read_name();
            if name.is_empty() {
                self.literal('$', start, quoting);
            } else {
                self.push(PartKind::Variable(Variable { name, operation: None }), start, quoting);
            }
            return;
        }
        self.next();
        let name = self.read_name();
        let kind = match self.read_operation(depth) {
            Ok(operation) if !name.is_empty() => PartKind::Variable(Variable { name, operation }),
            Ok(_) | Err(()) => PartKind::Opaque,
        };
        self.push(kind, start, quoting);
    }

    fn read_name(&mut self) -> String {
        let rest = self.text.get(self.position..).unwrap_or_default();
        let length = match rest.chars().next() {
            Some(first) if first.is_ascii_digit() => rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()),
            Some('@' | '*' | '#' | '?' | '-' | '$' | '!') => 1,
            _ => rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len()),
        };
        self.position += length;
        rest.get(..length).unwrap_or_default().to_owned()
    }

    /// Reads from behind the name to the closing brace.
    fn read_operation(&mut self, depth: usize) -> Result<Option<(Operator, Box<Word>)>, ()> {
        let Some(operator) = self.read_operator()? else { return Ok(None) };
        if depth >= MAX_DEPTH {
            return Err(());
        }
        let start = self.position;
        let mut inner = Reader {
            joined: self.joined,
            text: self.text,
            base: self.base,
            position: start,
            escape: self.escape,
            parts: Vec::new(),
        };
        let closed = inner.read_until(Some('}'), depth + 1);
        self.position = inner.position;
        if !closed {
            return Err(());
        }
        let end = self.position - 1;
        let word = Word {
            raw: self.text.get(start..end).unwrap_or_default().to_owned(),
            parts: inner.parts,
            span: self.joined.span(self.base + start, self.base + end),
        };
        Ok(Some((operator, Box::new(word))))
    }

    /// The operator behind a name; `None` where the brace closes at once.
    fn read_operator(&mut self) -> Result<Option<Operator>, ()> {
        let first = self.next().ok_or(())?;
        let second = self.peek();
        let (operator, doubled) = match (first, second) {
            ('}', _) => return Ok(None),
            (':', Some('-')) => (Operator::DefaultIfEmpty, true),
            (':', Some('+')) => (Operator::AlternativeIfNotEmpty, true),
            (':', Some('?')) => (Operator::ErrorIfEmpty, true),
            ('-', _) => (Operator::DefaultIfUnset, false),
            ('+', _) => (Operator::AlternativeIfSet, false),
            ('?', _) => (Operator::ErrorIfUnset, false),
            ('#', Some('#')) => (Operator::TrimLongestPrefix, true),
            ('#', _) => (Operator::TrimShortestPrefix, false),
            ('%', Some('%')) => (Operator::TrimLongestSuffix, true),
            ('%', _) => (Operator::TrimShortestSuffix, false),
            ('/', Some('/')) => (Operator::ReplaceAll, true),
            ('/', _) => (Operator::ReplaceFirst, false),
            _ => {
                self.skip_to_brace();
                return Err(());
            }
        };
        if doubled {
            self.next();
        }
        Ok(Some(operator))
    }

    fn skip_to_brace(&mut self) {
        while let Some(character) = self.next() {
            if character == '}' {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Word {
        let joined = Joined::from_span(text, Span::new(0, text.len() as u32));
        word(&joined, 0..text.len(), '\\')
    }

    #[test]
    fn quotes_and_escapes_are_cooked() {
        assert_eq!(read(r#"a\ b"c\"d\e"'f\g'"#).known().unwrap(), r#"a bc"d\ef\g"#);
        assert_eq!(read(r#""""#).known().unwrap(), "");
        assert_eq!(read("$").known().unwrap(), "$");
    }

    #[test]
    fn variables_keep_name_operator_and_place() {
        let word = read("x${A:-b$C}'$D'");
        let (variable, span) = word.variables().next().unwrap();
        assert_eq!((variable.name.as_str(), span), ("A", Span::new(1, 10)));
        let (operator, default) = variable.operation.as_ref().unwrap();
        assert_eq!(*operator, Operator::DefaultIfEmpty);
        assert_eq!(default.raw, "b$C");
        assert_eq!(default.variables().next().unwrap().0.name, "C");
        assert_eq!(word.variables().count(), 1);
    }

    #[test]
    fn broken_substitutions_are_opaque() {
        for text in ["${", "${}", "${a", "${a:0:1}", "${:-x}"] {
            assert!(read(text).parts.iter().any(|part| part.kind == PartKind::Opaque), "{text}");
        }
        let deep = format!("{}x{}", "${a:-".repeat(5000), "}".repeat(5000));
        assert!(read(&deep).known().is_none());
    }

    #[test]
    fn words_split_as_buildkit_splits_them() {
        let text = r#"a="b c" d=\ e 'f g'=h"#;
        let words: Vec<&str> = split_quoted(text, '\\').into_iter().map(|range| &text[range]).collect();
        assert_eq!(words, [r#"a="b c""#, r"d=\ e", "'f g'=h"]);
        let text = " \"a b\"\tc ";
        let words: Vec<&str> = split_blanks(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(words, ["\"a", "b\"", "c"]);
    }
}

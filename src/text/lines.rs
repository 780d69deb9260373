//! From byte offsets to lines and columns, and back.

use serde::Serialize;

use super::Span;

/// A place as people read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode code points, from 1; a byte order mark has none.
    pub column: u32,
}

/// Where each line of a text starts.
///
/// Lines end with `\n`; a `\r` before it belongs to the line end. A text that ends with a line end has no
/// further empty line after it.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    length: u32,
    /// Whether every character is one byte, so that columns need no counting.
    is_ascii: bool,
}

impl LineIndex {
    /// Reads the text once.
    pub fn new(text: &str) -> Self {
        let length = text.len() as u32;
        let mut starts = vec![0];
        let nexts = text.match_indices('\n').map(|(offset, _)| offset as u32 + 1);
        starts.extend(nexts.filter(|next| *next < length));
        Self { starts, length, is_ascii: text.is_ascii() }
    }

    /// How many lines there are; an empty text has one.
    pub fn count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The line that holds the byte at `offset`, from 1.
    pub fn line_of(&self, offset: u32) -> u32 {
        self.starts.partition_point(|start| *start <= offset) as u32
    }

    /// The bytes of a line, from 1, with its line end; empty past the last line.
    pub fn line_span(&self, line: u32) -> Span {
        let index = line.saturating_sub(1) as usize;
        let start = self.starts.get(index).copied().unwrap_or(self.length);
        let end = self.starts.get(index + 1).copied().unwrap_or(self.length);
        Span::new(start, end)
    }

    /// Line and column of the byte at `offset`; `text` is the text the index was made of.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.line_of(offset);
        let before = Span::new(self.line_span(line).start, offset.min(self.length));
        let characters = if self.is_ascii { before.len() } else { characters(before.of(text), line == 1) };
        Position { line, column: characters + 1 }
    }
}

/// How many characters there are, but for the mark at the start of a file, which editors do not show.
fn characters(text: &str, is_first_line: bool) -> u32 {
    let shown = text.strip_prefix('\u{feff}').filter(|_| is_first_line);
    shown.unwrap_or(text).chars().count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_has_no_column() {
        let text = "\u{feff}ab\n\u{feff}c";
        let index = LineIndex::new(text);
        let column = |offset| index.position(text, offset).column;
        assert_eq!([0, 3, 4].map(column), [1, 1, 2]);
        assert_eq!(column(9), 2, "anywhere else it is a character");
    }

    #[test]
    fn columns_count_characters_and_lines_keep_their_ends() {
        let text = "añb\r\nc\n";
        let index = LineIndex::new(text);
        assert_eq!(index.count(), 2);
        assert_eq!(index.position(text, 3), Position { line: 1, column: 3 });
        assert_eq!(index.position(text, 6), Position { line: 2, column: 1 });
        assert_eq!(index.line_span(1).of(text), "añb\r\n");
        assert_eq!(index.line_span(9), Span::at(8));
    }

    #[test]
    fn an_empty_text_has_one_line() {
        let index = LineIndex::new("");
        assert_eq!(index.count(), 1);
        assert_eq!(index.position("", 0), Position { line: 1, column: 1 });
    }
}

//! The few lines of a file that a finding is about, as they are shown.
//!
//! Long lines are cut to a window, tabs are blanks, what cannot be shown is written out, and lines in
//! between are left out. An [`Excerpt`] is that text with the way from the file's offsets into it. Looks
//! at no more of a line than it shows: a file may be 10 MB on one line.

use std::collections::BTreeSet;

use textwrap::core::display_width;

use super::plain::escaped;
use crate::text::{Source, Span};

/// Tabs reach to the next multiple of this.
const TAB: usize = 4;
/// Spans of more lines than this are shown by their first and last ones.
const MOST_LINES: u32 = 6;

/// A few lines of a file.
#[derive(Debug, Default)]
pub struct Excerpt {
    /// What is shown; every line has its end.
    pub text: String,
    /// The lines of the text.
    pub rows: Vec<Row>,
}

/// A line of an [`Excerpt`].
#[derive(Debug, Default)]
pub struct Row {
    /// The line of the file; `None` where lines were left out.
    pub number: Option<u32>,
    /// What is shown, without a line end.
    text: String,
    /// Offsets in the file and in `text`, of each character shown and of the end.
    cells: Vec<(u32, usize)>,
    /// Where it starts in the excerpt.
    start: usize,
    /// Where the line ends in the file, its line end left out.
    end: u32,
}

impl Excerpt {
    /// The lines of the spans, each at most `width` columns wide. The first span is the one that must be
    /// seen where a line has to be cut.
    pub fn new(source: &Source, spans: &[Span], width: usize, ellipsis: &str) -> Self {
        let mut lines = BTreeSet::new();
        let mut cut = BTreeSet::new();
        for span in spans {
            let (first, last) = lines_of(source, *span);
            if last - first < MOST_LINES {
                lines.extend(first..=last);
            } else {
                lines.extend([first, first + 1, first + 2, last - 1, last]);
                cut.insert(first + 3);
            }
        }
        let mut excerpt = Self::default();
        let mut previous = None;
        for line in lines {
            if previous.is_some_and(|previous| previous + 1 < line && cut.contains(&(previous + 1))) {
                excerpt.push(Row { text: ellipsis.to_owned(), ..Row::default() });
            } else if previous.is_some_and(|previous| previous + 2 == line) {
                excerpt.push(Row::new(source, line - 1, None, width, ellipsis));
            }
            let focus = spans.iter().find(|span| lines_of(source, **span).0 == line);
            excerpt.push(Row::new(source, line, focus.map(|span| span.start), width, ellipsis));
            previous = Some(line);
        }
        excerpt
    }

    /// Adds a line.
    fn push(&mut self, mut row: Row) {
        row.start = self.text.len();
        self.text.push_str(&row.text);
        self.text.push('\n');
        self.rows.push(row);
    }

    /// Where a span of the file is in the text; `None` where it is cut away.
    pub fn place(&self, source: &Source, span: Span) -> Option<(usize, usize)> {
        let span = trimmed(source, span);
        let (first, last) = lines_of(source, span);
        let start_row = self.rows.iter().find(|row| row.number == Some(first))?;
        let end_row = self.rows.iter().find(|row| row.number == Some(last))?;
        if first == last && !start_row.shows(span) {
            return None;
        }
        let start = start_row.start + start_row.place(span.start);
        let end = end_row.start + end_row.place(span.end);
        Some((start, end.max(start)))
    }
}

impl Row {
    /// A line of the file, cut to `width` around `focus`.
    fn new(source: &Source, line: u32, focus: Option<u32>, width: usize, ellipsis: &str) -> Self {
        let content = trimmed(source, source.lines().line_span(line));
        let from = window_start(source, content, focus.unwrap_or(content.start), width);
        let mut row = Self { number: Some(line), end: content.end, ..Self::default() };
        if from > content.start {
            row.text.push_str(ellipsis);
        }
        let limit = width.saturating_sub(display_width(ellipsis));
        let mut column = display_width(&row.text);
        let mut rest = source.slice(Span::new(from, content.end)).char_indices();
        let mut end = content.end;
        for (offset, c) in rest.by_ref() {
            let shown = cell(c, column, from == 0 && offset == 0);
            let next = column + display_width(&shown);
            let offset = from + offset as u32;
            if next > limit && !fits(source, Span::new(offset, content.end), column, width) {
                end = offset;
                break;
            }
            row.cells.push((offset, row.text.len()));
            row.text.push_str(&shown);
            column = next;
        }
        row.cells.push((end, row.text.len()));
        if end < content.end {
            row.text.push_str(ellipsis);
        }
        row
    }

    /// Where the character at an offset of the file is; the nearest end where it is not shown.
    fn place(&self, offset: u32) -> usize {
        let index = self.cells.partition_point(|(file, _)| *file <= offset);
        self.cells.get(index.saturating_sub(1)).map_or(0, |(_, text)| *text)
    }

    /// Whether the start of a span is in the window.
    fn shows(&self, span: Span) -> bool {
        match (self.cells.first(), self.cells.last()) {
            (Some((first, _)), Some((last, _))) => *first <= span.start && span.start.min(self.end) <= *last,
            _ => false,
        }
    }
}

/// What is shown for one character.
fn cell(c: char, column: usize, first_of_file: bool) -> String {
    match c {
        '\t' => " ".repeat(TAB - column % TAB),
        '\u{feff}' if first_of_file => String::new(),
        c => escaped(c).map_or_else(|| c.to_string(), std::borrow::Cow::into_owned),
    }
}

/// Whether the rest of a line fits; looks at no more than would.
fn fits(source: &Source, rest: Span, column: usize, width: usize) -> bool {
    let mut column = column;
    for c in source.slice(rest).chars() {
        column += display_width(&cell(c, column, false));
        if column > width {
            return false;
        }
    }
    true
}

/// Where the shown part of a line begins: its start, or a little before the focus.
fn window_start(source: &Source, content: Span, focus: u32, width: usize) -> u32 {
    let near = |from: u32, columns: usize| {
        let text = source.slice(Span::new(from, focus));
        text.len() <= columns * 4 && text.chars().count() <= columns
    };
    if focus <= content.start || near(content.start, width * 2 / 3) || fits(source, content, 0, width) {
        return content.start;
    }
    let before = source.slice(Span::new(content.start, focus));
    before.char_indices().rev().nth(width / 3).map_or(content.start, |(offset, _)| content.start + offset as u32)
}

/// The first and the last line of a span.
fn lines_of(source: &Source, span: Span) -> (u32, u32) {
    let span = trimmed(source, span);
    let first = source.lines().line_of(span.start).max(1);
    (first, source.lines().line_of(span.end.saturating_sub(1).max(span.start)).max(first))
}

/// A span within the file, without the line ends at its end.
fn trimmed(source: &Source, span: Span) -> Span {
    let bytes = source.text().as_bytes();
    let length = bytes.len() as u32;
    let (start, mut end) = (span.start.min(length), span.end.min(length));
    while end > start && matches!(bytes.get(end as usize - 1), Some(b'\n' | b'\r')) {
        end -= 1;
    }
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, spans: &[(u32, u32)], width: usize) -> String {
        let source = Source::new("f", text.as_bytes().to_vec());
        let spans: Vec<Span> = spans.iter().map(|(start, end)| Span::new(*start, *end)).collect();
        let excerpt = Excerpt::new(&source, &spans, width, "...");
        let mut shown = String::new();
        for (row, line) in excerpt.rows.iter().zip(excerpt.text.lines()) {
            shown.push_str(&format!("{}|{line}\n", row.number.map_or("-".into(), |number| number.to_string())));
        }
        for span in spans {
            let place = excerpt.place(&source, span);
            shown.push_str(&format!("{:?}\n", place.map(|(start, end)| &excerpt.text[start..end])));
        }
        shown
    }

    #[test]
    fn lines_in_between_are_left_out() {
        insta::assert_snapshot!(shown("a\nb\nc\nd\ne\nf\n", &[(0, 1), (4, 5), (10, 11)], 20), @r#"
        1|a
        2|b
        3|c
        6|f
        Some("a")
        Some("c")
        Some("f")
        "#);
        insta::assert_snapshot!(shown("a\nb\nc\nd\ne\nf\ng\n", &[(0, 14)], 20), @r#"
        1|a
        2|b
        3|c
        -|...
        6|f
        7|g
        Some("a\nb\nc\n...\nf\ng")
        "#);
    }

    #[test]
    fn long_lines_are_cut_around_the_span() {
        let line = format!("RUN {}needle{}", "x".repeat(100), "y".repeat(100));
        insta::assert_snapshot!(shown(&line, &[(104, 110), (0, 3)], 30), @r#"
        1|...xxxxxxxxxxxneedleyyyyyyy...
        Some("needle")
        None
        "#);
        insta::assert_snapshot!(shown(&line, &[(0, 3), (100, 110)], 30), @r#"
        1|RUN xxxxxxxxxxxxxxxxxxxxxxx...
        Some("RUN")
        None
        "#);
    }

    #[test]
    fn odd_text_is_shown_sanely() {
        insta::assert_snapshot!(shown("\u{feff}\tA\u{1b}[0m\r\n", &[(4, 5), (10, 11)], 40), @r#"
        1|    A\x1b[0m
        Some("A")
        Some("")
        "#);
        insta::assert_snapshot!(shown("", &[(0, 0)], 40), @r#"
        1|
        Some("")
        "#);
        insta::assert_snapshot!(shown("a\r\n", &[(3, 3), (1, 3), (9, 12)], 40), @r#"
        1|a
        Some("")
        Some("")
        Some("")
        "#);
    }
}

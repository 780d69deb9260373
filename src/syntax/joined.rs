//! Text put together from pieces of a file, with the way back to the file.
//!
//! BuildKit joins continued lines before it reads them, and hands shells the joined text. Parsers here
//! work on the same joined text; [`Joined::span`] turns what they find into spans of the file.

use crate::text::Span;

/// A text and, for each of its bytes, where it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    text: String,
    /// Where each piece starts in the text and in the file; both grow.
    pieces: Vec<(u32, u32)>,
    /// The one place that the whole text comes from, where its bytes cannot be told apart.
    collapsed: Option<Span>,
}

impl Joined {
    /// A single stretch of a file.
    pub fn from_span(file: &str, span: Span) -> Self {
        let mut joined = Self::default();
        joined.push(file, span);
        joined
    }

    /// A text that was cooked out of a stretch of a file: each part of it leads back to the whole stretch.
    pub fn collapsed(text: impl Into<String>, span: Span) -> Self {
        Self { text: text.into(), pieces: vec![(0, span.start)], collapsed: Some(span) }
    }

    /// Whether each byte leads back to its own place, not to the whole.
    pub fn is_exact(&self) -> bool {
        self.collapsed.is_none()
    }

    /// Adds the bytes of a span of the file.
    pub fn push(&mut self, file: &str, span: Span) {
        let piece = span.of(file);
        if piece.is_empty() && !self.pieces.is_empty() {
            return;
        }
        self.pieces.push((self.text.len() as u32, span.start));
        self.text.push_str(piece);
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The place in the file of the byte at `offset` of the text.
    fn offset(&self, offset: u32) -> u32 {
        let index = self.pieces.partition_point(|(start, _)| *start <= offset);
        match self.pieces.get(index.saturating_sub(1)) {
            Some((start, file)) => file + offset.saturating_sub(*start),
            None => 0,
        }
    }

    /// The place in the file just after the byte before `offset` of the text.
    fn end_offset(&self, offset: u32) -> u32 {
        match offset.checked_sub(1) {
            Some(last) => self.offset(last) + 1,
            None => self.offset(0),
        }
    }

    /// The span in the file of the bytes from `start` to `end` of the text.
    pub fn span(&self, start: usize, end: usize) -> Span {
        if let Some(span) = self.collapsed {
            return span;
        }
        let (start, end) = (start as u32, end as u32);
        if start >= end {
            return Span::at(if start as usize == self.text.len() {
                self.end_offset(start)
            } else {
                self.offset(start)
            });
        }
        Span::new(self.offset(start), self.end_offset(end))
    }

    /// The span in the file of the bytes from `start` to `end` of the text, where they stand together there
    /// too: nothing was joined between them. A place between two pieces is the end of the first.
    pub fn unbroken(&self, start: usize, end: usize) -> Option<Span> {
        if self.collapsed.is_some() || start > end || end > self.text.len() {
            return None;
        }
        if start == end {
            return Some(Span::at(self.end_offset(start as u32)));
        }
        let span = self.span(start, end);
        (span.end.checked_sub(span.start) == Some((end - start) as u32)).then_some(span)
    }

    /// Where the byte before a place of the file stands in the text, plus one: the way back of the end of a span.
    /// `None` where the text has no such byte.
    pub fn position_of(&self, end: u32) -> Option<usize> {
        let last = end.checked_sub(1)?;
        let index = self.pieces.partition_point(|(_, file)| *file <= last).checked_sub(1)?;
        let (start, file) = self.pieces.get(index)?;
        let until = self.pieces.get(index + 1).map_or(self.text.len() as u32, |(next, _)| *next);
        let position = start + (last - file) + 1;
        (self.collapsed.is_none() && position <= until).then_some(position as usize)
    }

    /// Where the piece after the one that holds `offset` starts in the text: the next of the lines that were joined.
    pub fn next_piece(&self, offset: usize) -> Option<usize> {
        let index = self.pieces.partition_point(|(start, _)| *start as usize <= offset);
        self.pieces.get(index).map(|(start, _)| *start as usize)
    }

    /// The span in the file of the whole text.
    pub fn full_span(&self) -> Span {
        self.span(0, self.text.len())
    }

    /// The part of the text from `start` to `end`, with its own way back.
    pub fn slice(&self, start: usize, end: usize) -> Self {
        let text = self.text.get(start..end).unwrap_or_default().to_owned();
        let first = self.pieces.partition_point(|(piece, _)| *piece as usize <= start).saturating_sub(1);
        let mut pieces = Vec::new();
        for (piece, file) in self.pieces.iter().skip(first) {
            if *piece as usize > end {
                break;
            }
            let from = (*piece).max(start as u32);
            pieces.push((from - start as u32, file + (from - piece)));
        }
        Self { text, pieces, collapsed: self.collapsed }
    }

    /// Adds the part of another text from `start` to `end`; both must come from the same file.
    pub fn append(&mut self, other: &Self, start: usize, end: usize) {
        let part = other.slice(start, end);
        if part.is_empty() && !self.pieces.is_empty() {
            return;
        }
        let length = self.text.len() as u32;
        self.pieces.extend(part.pieces.iter().map(|(piece, file)| (piece + length, *file)));
        self.text.push_str(&part.text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_lead_back_over_joins() {
        let file = "RUN a\\\n  # c\n b\n";
        let mut joined = Joined::from_span(file, Span::new(4, 5));
        joined.push(file, Span::new(13, 15));
        assert_eq!(joined.text(), "a b");
        assert_eq!(joined.span(2, 3), Span::new(14, 15));
        assert_eq!(joined.span(0, 3), Span::new(4, 15));
        assert_eq!(joined.span(0, 1), Span::new(4, 5));
        assert_eq!(joined.slice(1, 3).span(1, 2), Span::new(14, 15));
        assert_eq!(joined.slice(1, 3).text(), " b");
        assert_eq!(joined.span(3, 3), Span::at(15));
        assert_eq!(joined.unbroken(1, 3), Some(Span::new(13, 15)));
        assert_eq!(joined.unbroken(0, 2), None);
        assert_eq!(joined.unbroken(1, 1), Some(Span::at(5)));
        let mut without_blank = joined.slice(0, 1);
        without_blank.append(&joined, 2, 3);
        assert_eq!((without_blank.text(), without_blank.span(1, 2)), ("ab", Span::new(14, 15)));
    }
}

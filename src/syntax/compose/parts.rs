//! Parts of short forms: what stands between colons, commas and equals signs, with its bytes.
//!
//! A short form is read from the text a scalar comes to; a [`Part`] tells which bytes of it say something, a [`Flaw`]
//! which bytes are wrong. [`part_text`] makes the value of a long form from a part, so that it stands where it is
//! written. Knows no grammar.

use std::ops::Range;
use std::sync::Arc;

use crate::text::{Place, Span};

use super::{ComposeProblem, ComposeProblemKind, Data, Piece, Scalar, Value, ValueKind, VariableUse};

/// Something that was read from some bytes of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<T> {
    /// What was read.
    pub value: T,
    /// The bytes of the text.
    pub range: Range<usize>,
}

/// What keeps a short form from being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The bytes of the text that are wrong.
    pub range: Range<usize>,
    /// One clause.
    pub message: String,
    /// What to do next.
    pub help: String,
}

impl<T> Part<T> {
    /// Pairs what was read with its bytes.
    pub fn new(value: T, range: Range<usize>) -> Self {
        Self { value, range }
    }
}

impl Flaw {
    /// What is wrong with some bytes of a text, and what to do.
    pub fn new(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { range, message: message.into(), help: help.into() }
    }

    /// The problem at the exact place in the value that the text is of.
    pub fn problem(self, value: &Value) -> ComposeProblem {
        let place = if self.range.is_empty() { value.place } else { value.part(self.range) };
        ComposeProblem::new(ComposeProblemKind::InvalidValue, place, self.message).help(self.help)
    }
}

/// The value that some bytes of a text say, written where they are.
///
/// Its `written` is the whole scalar they are from; its pieces tell which part of it the new text is.
pub fn part_text(source: &Value, range: Range<usize>, text: impl Into<Arc<str>>) -> Value {
    part_scalar(source, range, Data::Text(text.into()))
}

/// The same for what is no text: a number that was read from the bytes.
pub fn part_scalar(source: &Value, range: Range<usize>, data: Data) -> Value {
    let place = if range.is_empty() { source.place } else { source.part(range.clone()) };
    let mut value = Value::scalar(data, place);
    value.through = source.through;
    let (Some(scalar), ValueKind::Scalar(made)) = (source.as_scalar(), &mut value.kind) else { return value };
    let length = made.data.text().len();
    made.written = scalar.written.clone();
    made.style = scalar.style;
    // A variable that came to nothing stands beside the bytes and not among them: `/$EMPTY`.
    let wider = Span::new(place.span.start.saturating_sub(1), place.span.end + 1);
    let touches = |use_: &VariableUse| use_.place.span.start < place.span.end && place.span.start < use_.place.span.end;
    let uses = scalar.variables_in(Place::new(place.file, wider));
    made.variables = uses.filter(|use_| use_.value.is_empty() || touches(use_)).cloned().collect();
    made.pieces = pieces(scalar, &range, length, place);
    value
}

/// Sets what a scalar comes to, where that is no longer what is written.
pub fn set_data(value: &mut Value, data: Data) {
    let span = value.place.span;
    let ValueKind::Scalar(scalar) = &mut value.kind else { return };
    let text = data.text();
    if text != scalar.data.text() {
        let written = 0..scalar.written.len();
        scalar.pieces = vec![Piece { range: 0..text.len(), written, span, is_exact: false }];
    }
    scalar.data = data;
}

/// Where the bytes of a text that was made from a part come from.
fn pieces(scalar: &Scalar, range: &Range<usize>, length: usize, place: Place) -> Vec<Piece> {
    let is_same_length = length == range.len();
    if scalar.pieces.is_empty() || !is_same_length {
        let is_exact = is_same_length && scalar.pieces.is_empty() && place.span.len() as usize == length;
        let written = if scalar.pieces.is_empty() { range.clone() } else { 0..scalar.written.len() };
        return vec![Piece { range: 0..length, written, span: place.span, is_exact }];
    }
    scalar.pieces_in(range).map(|piece| cut(piece, range)).collect()
}

/// The bytes of a piece that lie in a range, counted from its start.
fn cut(piece: &Piece, range: &Range<usize>) -> Piece {
    let start = piece.range.start.max(range.start);
    let end = piece.range.end.min(range.end);
    let (skipped, length) = (start - piece.range.start, end - start);
    let (written, span) = if piece.is_exact {
        let first = piece.span.start + skipped as u32;
        let written = piece.written.start + skipped;
        (written..written + length, Span::new(first, first + length as u32))
    } else {
        (piece.written.clone(), piece.span)
    };
    Piece { range: start - range.start..end - range.start, written, span, is_exact: piece.is_exact }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FileId, Span};

    #[test]
    fn a_part_stands_where_it_is_written() {
        let source = Value::text("a=bc", Place::new(FileId(0), Span::new(10, 14)));
        let part = part_text(&source, 2..4, "bc");
        assert_eq!(part.place.span, Span::new(12, 14));
        assert_eq!(part.part(1..2).span, Span::new(13, 14));
        assert_eq!(&*part.as_scalar().unwrap().written, "a=bc");
    }

    #[test]
    fn a_text_with_escapes_has_the_place_of_the_whole() {
        let source = Value::text("a\\ b", Place::new(FileId(0), Span::new(10, 14)));
        let part = part_text(&source, 0..4, "a b");
        assert_eq!(part.part(2..3).span, Span::new(10, 14));
    }
}

//! Sets of edits that cannot be malformed.

use std::fmt;

use super::{Source, Span};

/// Replaces the bytes of a span by a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// What goes away; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards; empty for a removal.
    pub text: String,
}

impl Edit {
    /// Replaces `span` by `text`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Inserts `text` in front of the byte at `offset`.
    pub fn insert(offset: u32, text: impl Into<String>) -> Self {
        Self { span: Span::at(offset), text: text.into() }
    }

    /// Removes `span`.
    pub fn remove(span: Span) -> Self {
        Self { span, text: String::new() }
    }

    /// Whether two edits cannot both be applied: they share a byte, or touch at a boundary where the
    /// order of their texts would be a guess.
    pub fn conflicts(&self, other: &Self) -> bool {
        self.span.start <= other.span.end && other.span.start <= self.span.end
    }
}

/// Edits of one file: sorted, without conflicts, in bounds and on character boundaries.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct EditSet {
    edits: Vec<Edit>,
}

/// Why some edits do not make an [`EditSet`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// An edit reaches past the end of the file or into a character.
    OutOfPlace(Span),
    /// Two edits share a byte or a boundary.
    Conflict(Span, Span),
}

impl fmt::Display for EditError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfPlace(span) => write!(formatter, "no such place: bytes {} to {}", span.start, span.end),
            Self::Conflict(a, b) => {
                write!(formatter, "the edits at bytes {} to {} and {} to {} touch", a.start, a.end, b.start, b.end)
            }
        }
    }
}

impl std::error::Error for EditError {}

impl EditSet {
    /// Checks and sorts edits of one text. Equal edits are one.
    ///
    /// # Errors
    /// When an edit does not fit the text, or two edits touch.
    pub fn new(text: &str, mut edits: Vec<Edit>) -> Result<Self, EditError> {
        edits.sort();
        edits.dedup();
        for edit in &edits {
            let Span { start, end } = edit.span;
            if !text.is_char_boundary(start as usize) || !text.is_char_boundary(end as usize) {
                return Err(EditError::OutOfPlace(edit.span));
            }
        }
        for pair in edits.windows(2) {
            if let [a, b] = pair
                && a.conflicts(b)
            {
                return Err(EditError::Conflict(a.span, b.span));
            }
        }
        Ok(Self { edits })
    }

    /// The edits, in order.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// Whether an edit of one conflicts with an edit of the other.
    pub fn conflicts(&self, other: &Self) -> bool {
        self.edits.iter().any(|a| other.edits.iter().any(|b| a.conflicts(b)))
    }

    /// The bytes of the file after the edits. Bytes no edit covers are the same, valid UTF-8 or not.
    pub fn apply(&self, source: &Source) -> Vec<u8> {
        let bytes = source.bytes();
        let mut result = Vec::with_capacity(bytes.len());
        let mut done = 0;
        for edit in &self.edits {
            result.extend_from_slice(bytes.get(done..edit.span.start as usize).unwrap_or_default());
            result.extend_from_slice(edit.text.as_bytes());
            done = edit.span.end as usize;
        }
        result.extend_from_slice(bytes.get(done..).unwrap_or_default());
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_to_the_original_bytes() {
        let source = Source::new("f", b"a\xe9b\n".to_vec());
        let edits = vec![Edit::insert(4, "z"), Edit::replace(Span::new(0, 1), "xy")];
        let set = EditSet::new(source.text(), edits).unwrap();
        assert_eq!(set.apply(&source), b"xy\xe9b\nz");
    }

    #[test]
    fn malformed_edits_are_refused() {
        assert!(EditSet::new("ñ", vec![Edit::insert(1, "x")]).is_err());
        assert!(EditSet::new("a", vec![Edit::insert(2, "x")]).is_err());
        let touching = vec![Edit::remove(Span::new(0, 1)), Edit::insert(1, "x")];
        assert!(EditSet::new("ab", touching).is_err());
    }
}

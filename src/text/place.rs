//! Places in one of several files that are looked at together.

use super::Span;

/// A file among those that are looked at together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// Bytes of one of several files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The bytes.
    pub span: Span,
}

impl Place {
    /// Those bytes of that file.
    pub fn new(file: FileId, span: Span) -> Self {
        Self { file, span }
    }
}

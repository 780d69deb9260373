//! Layer 0: bytes of one file, and places in them.
//!
//! Knows spans, lines, edits and how paths are spelled. Must never know a file format. Start with [`Source`], the owner of a
//! file's text, and [`Span`], the only way the rest of the program points into it.

mod edit;
mod lines;
mod near;
mod path;
mod place;
mod source;
mod span;

pub use edit::{Edit, EditError, EditSet};
pub use lines::{LineIndex, Position};
pub use near::nearest;
pub use path::clean_path;
pub use place::{FileId, Place};
pub use source::Source;
pub use span::{Span, Spanned};

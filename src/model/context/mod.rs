//! What COPY and ADD see.
//!
//! Knows what a builder receives: the files of a folder but for those that an ignore file excludes. Reads nothing by
//! itself: the disk, an editor or a test stands behind [`BuildContext`]. Start there, then [`ContextTree`].

mod evidence;
mod foreign_syntax;
mod generated;
mod git_ignored;
mod ignore_file;
mod in_use;
mod listing;
mod missing;
mod needed;
mod overlaps;
mod received;
mod secret_files;
mod sought;
mod sources_above;
mod taken;
#[cfg(test)]
mod tests;
mod tree;
mod walk;

use std::fmt;
use std::sync::Arc;

pub use foreign_syntax::{Foreign, Garbled};
pub use generated::may_be_program;
pub use ignore_file::{IgnoreFile, IgnoreKind, ignore_file_for};
pub use in_use::{ContextUse, IgnoreUse, SeenContext};
pub use listing::{Listed, Listing, PathList};
pub use missing::{MissingPattern, Taker};
pub use needed::{Need, NeededFile};
pub use overlaps::{IdleException, RootOnly};
pub(in crate::model) use received::Received;
pub use secret_files::FoundSecret;
pub use sought::Sought;
pub use sources_above::SourcesAbove;
pub use taken::Taken;
pub use tree::{ContextTree, Entry, EntryId, EntryKind, Totals, Unread};
pub use walk::Limits;

/// The files that a build can copy from.
///
/// The only way the model reaches the disk; an editor or a test puts its own in place.
pub trait BuildContext: fmt::Debug {
    /// The text of a file, by its path relative to the context's root; `None` where it cannot be read.
    fn read(&self, path: &str) -> Option<String>;

    /// Whether there is a file at a path, which may be too large to be read.
    fn has_file(&self, path: &str) -> bool {
        self.read(path).is_some()
    }

    /// Whether there is something at a path that leads into a folder above: `../web/package.json`. `None` where that is
    /// not known.
    fn has_above(&self, _path: &str) -> Option<bool> {
        None
    }

    /// The bytes of an ignore file. Its path is relative to the context's root too, and leads out of it where a
    /// Dockerfile lies outside.
    fn read_ignore_file(&self, path: &str) -> Option<Vec<u8>> {
        self.read(path).map(String::into_bytes)
    }

    /// The ignore file that builds obey in it.
    fn ignore_file(&self) -> Option<IgnoreFile> {
        self.tree()?.ignore_file().cloned()
    }

    /// Whether nobody says that this is what builds of the Dockerfile see.
    fn is_guessed(&self) -> bool {
        false
    }

    /// Whether a file may be started; `None` where that is not known.
    fn is_executable(&self, _path: &str) -> Option<bool> {
        None
    }

    /// A path in it as it is shown to people.
    fn shown(&self, path: &str) -> String {
        path.to_owned()
    }

    /// All that is in it, as the builder receives it; `None` where that is not known.
    fn tree(&self) -> Option<&ContextTree> {
        None
    }
}

/// A context that several builds see.
pub type SharedContext = Arc<dyn BuildContext + Send + Sync>;

/// A context about which nothing is known: of a file on standard input, or a page's example.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoContext;

impl BuildContext for NoContext {
    fn read(&self, _path: &str) -> Option<String> {
        None
    }
}

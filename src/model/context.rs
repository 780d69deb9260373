//! What COPY and ADD see.

use std::fmt;
use std::sync::Arc;

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

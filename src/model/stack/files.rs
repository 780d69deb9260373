//! The files a Compose project is made of.

use std::path::Path;
use std::sync::Arc;

use crate::model::{IgnoreFile, NoContext, SharedContext};

/// The way from the model to the files beside a Compose file.
///
/// Paths are joined from the path of the file that asks and the path it writes; nothing is resolved further.
pub trait ProjectFiles: Sync {
    /// The bytes of a file.
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError>;

    /// Whether there is a file or folder; `None` where that cannot be known.
    fn exists(&self, path: &Path) -> Option<bool>;

    /// A folder as the context in which a Dockerfile is built; the empty path is one that is not on disk.
    fn context(&self, _folder: &Path, _dockerfile: &Path) -> SharedContext {
        Arc::new(NoContext)
    }

    /// A folder as the context of builds that obey this ignore file.
    fn context_obeying(&self, _folder: &Path, _ignore_file: IgnoreFile) -> SharedContext {
        Arc::new(NoContext)
    }

    /// The names of the YAML files in a folder, empty for the one of the names without a folder; `None` where that
    /// cannot be known.
    fn siblings(&self, _folder: &Path) -> Option<Vec<String>> {
        None
    }
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// There is none.
    Missing,
    /// Whether there is one cannot be known: the project came from standard input, or from a page.
    Unknown,
    /// Anything else, as one clause.
    Unreadable(String),
}

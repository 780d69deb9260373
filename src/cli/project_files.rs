//! The files of a Compose project on disk.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use super::context::{Contexts, Disk};
use super::read;
use crate::model::stack::{FileError, ProjectFiles};
use crate::model::{IgnoreFile, SharedContext};

/// The files of Compose projects on disk, wherever they say that there are some: as Docker Compose reads them, but
/// none that is no file or too large.
#[derive(Clone, Debug, Default)]
pub struct DiskFiles {
    /// What builds see, shared by all of a run.
    pub contexts: Arc<Contexts>,
}

impl ProjectFiles for DiskFiles {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        match std::fs::metadata(path) {
            Err(error) if is_missing(&error) => return Err(FileError::Missing),
            Ok(metadata) if metadata.is_dir() => return Err(FileError::Unreadable("it is a directory".to_owned())),
            // Reading a pipe may never end.
            Ok(metadata) if !metadata.is_file() => return Err(FileError::Unreadable("it is no file".to_owned())),
            Err(_) | Ok(_) => {}
        }
        read::part_of_project(path).map_err(FileError::Unreadable)
    }

    fn exists(&self, path: &Path) -> Option<bool> {
        match std::fs::metadata(path) {
            Ok(_) => Some(true),
            Err(error) if is_missing(&error) => Some(false),
            Err(_) => None,
        }
    }

    fn context(&self, folder: &Path, dockerfile: &Path) -> SharedContext {
        Arc::new(Disk::of(folder, dockerfile).shared(&self.contexts))
    }

    fn context_obeying(&self, folder: &Path, ignore_file: IgnoreFile) -> SharedContext {
        Arc::new(Disk::obeying(folder, ignore_file).shared(&self.contexts))
    }

    fn siblings(&self, folder: &Path) -> Option<Vec<String>> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let entries = std::fs::read_dir(folder).ok()?.take(MOST_ENTRIES);
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        Some(names.filter(|name| name.ends_with(".yaml") || name.ends_with(".yml")).collect())
    }
}

/// How many entries of a folder are looked at.
const MOST_ENTRIES: usize = 10_000;

fn is_missing(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

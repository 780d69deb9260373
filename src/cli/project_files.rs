//! The files of a Compose project on disk.

use std::collections::{HashMap, HashSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

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
    /// What stands in the folders that were asked for, shared by all of a run.
    pub folders: Arc<Folders>,
}

/// The names in folders, each read once: a project asks for some thirty files beside it, of which hardly one is there.
#[derive(Debug, Default)]
pub struct Folders {
    /// By folder; `None` of one that cannot be read, or has too many.
    names: Mutex<HashMap<PathBuf, Option<Arc<HashSet<String>>>>>,
}

impl Folders {
    /// Whether nothing of that name is in the folder, however its letters are written.
    fn lacks(&self, path: &Path) -> bool {
        let name = path.file_name().and_then(|name| name.to_str()).filter(|name| name.is_ascii());
        let (Some(folder), Some(name)) = (path.parent(), name) else { return false };
        self.names_in(folder).is_some_and(|names| !names.contains(&name.to_ascii_lowercase()))
    }

    fn names_in(&self, folder: &Path) -> Option<Arc<HashSet<String>>> {
        let mut known = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        match known.get(folder) {
            Some(names) => names.clone(),
            None => known.entry(folder.to_owned()).or_insert(read_names(folder).map(Arc::new)).clone(),
        }
    }
}

/// The names in a folder in small letters; those that are no ASCII are not asked for.
fn read_names(folder: &Path) -> Option<HashSet<String>> {
    let mut names = HashSet::new();
    for entry in std::fs::read_dir(or_here(folder)).ok()? {
        if let Some(name) = entry.ok()?.file_name().to_str().filter(|name| name.is_ascii()) {
            names.insert(name.to_ascii_lowercase());
        }
        if names.len() > MOST_NAMES {
            return None;
        }
    }
    Some(names)
}

fn or_here(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// In a folder with more files than that, each is asked for by itself.
const MOST_NAMES: usize = 1_000;

impl ProjectFiles for DiskFiles {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        if self.folders.lacks(path) {
            return Err(FileError::Missing);
        }
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
        if self.folders.lacks(path) {
            return Some(false);
        }
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
        let entries = std::fs::read_dir(or_here(folder)).ok()?.take(MOST_ENTRIES);
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        Some(names.filter(|name| name.ends_with(".yaml") || name.ends_with(".yml")).collect())
    }
}

/// How many entries of a folder are looked at.
const MOST_ENTRIES: usize = 10_000;

fn is_missing(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

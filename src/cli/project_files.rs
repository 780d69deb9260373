//! The files of a Compose project on disk.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use super::terminal::plain;
use crate::model::stack::{FileError, ProjectFiles};

/// Files larger than this are not looked into.
const MOST_BYTES: u64 = 16 << 20;

/// Files as they are on disk, from the working directory.
#[derive(Clone, Copy, Debug, Default)]
pub struct DiskFiles;

impl ProjectFiles for DiskFiles {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        let opened = File::open(path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => FileError::Missing,
            _ => FileError::Unreadable(plain(&error)),
        })?;
        let mut bytes = Vec::new();
        let read = opened.take(MOST_BYTES + 1).read_to_end(&mut bytes);
        read.map_err(|error| FileError::Unreadable(plain(&error)))?;
        if bytes.len() as u64 > MOST_BYTES {
            return Err(FileError::Unreadable("it is too large to be written by hand".to_owned()));
        }
        Ok(bytes)
    }

    fn exists(&self, path: &Path) -> Option<bool> {
        path.try_exists().ok()
    }
}

//! Projects to test with: files by their paths, the Compose file first.

use std::path::{Path, PathBuf};

use crate::model::Project;
use crate::model::stack::{FileError, LoadOptions, ProjectFiles};

struct Texts<'a>(&'a [(&'a str, &'a str)]);

impl ProjectFiles for Texts<'_> {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        let found = self.0.iter().find(|(name, _)| Path::new(name) == path);
        found.map(|(_, text)| text.as_bytes().to_vec()).ok_or(FileError::Missing)
    }

    fn exists(&self, path: &Path) -> Option<bool> {
        Some(path == Path::new(".") || self.0.iter().any(|(name, _)| Path::new(name).starts_with(path)))
    }
}

/// A project of a Compose file and a Dockerfile beside it.
pub(super) fn project(compose: &str, dockerfile: &str) -> Project {
    let files = [("compose.yaml", compose), ("Dockerfile", dockerfile)];
    Project::of_compose(&[PathBuf::from("compose.yaml")], &Texts(&files), &LoadOptions::default())
}

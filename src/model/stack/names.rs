//! Which names Docker Compose looks for by itself.
//!
//! Source: <https://docs.docker.com/reference/cli/docker/compose/#use--f-to-specify-the-name-and-path-of-one-or-more-compose-files>
//! and what Docker Compose 5.6 does.

use std::path::{Path, PathBuf};

use super::ProjectFiles;

/// The names of a project's own file; the first that is there counts.
pub const BASES: &[&str] = &["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

/// The names of the file that is merged over it unasked; the first that is there counts, whatever the other is called.
pub const OVERRIDES: &[&str] =
    &["compose.override.yml", "compose.override.yaml", "docker-compose.override.yml", "docker-compose.override.yaml"];

/// The files that make up the project of a Compose file: itself, and over one that Docker Compose would find by itself
/// the override file beside it.
pub fn merged_with(path: &Path, files: &dyn ProjectFiles) -> Vec<PathBuf> {
    let mut paths = vec![path.to_owned()];
    if base_beside(path, files).as_deref() == Some(path) {
        paths.extend(override_beside(path, files));
    }
    paths
}

/// The file in the folder of another that Docker Compose finds by itself.
pub fn base_beside(path: &Path, files: &dyn ProjectFiles) -> Option<PathBuf> {
    first_beside(path, BASES, files)
}

/// The file in the folder of another that Docker Compose merges unasked.
pub fn override_beside(path: &Path, files: &dyn ProjectFiles) -> Option<PathBuf> {
    first_beside(path, OVERRIDES, files)
}

/// The file that Docker Compose reads in place of one that has a name it looks for as well: their names say which comes
/// first.
pub fn read_instead_of(path: &Path, files: &dyn ProjectFiles) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let before = BASES.iter().position(|base| *base == name)?;
    let first = first_beside(path, BASES.get(..before)?, files)?;
    first.file_name().map(|name| name.to_string_lossy().into_owned())
}

/// The first of some names that there is in the folder of a file.
fn first_beside(path: &Path, names: &[&str], files: &dyn ProjectFiles) -> Option<PathBuf> {
    let beside = names.iter().map(|name| path.with_file_name(name));
    beside.into_iter().find(|path| files.exists(path) == Some(true))
}

//! Finds Dockerfiles, Compose files and ignore files.
//!
//! Start with [`files`]; which names count is decided by [`names`](super::names).

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::terminal::plain;
use super::{names, read};
use crate::report::{Gap, visible};

/// A file to be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// The path as it is shown.
    pub shown: String,
    /// The directory that was searched; `None`: somebody named the file itself.
    pub searched: Option<PathBuf>,
    /// What it is taken for.
    pub kind: Kind,
}

/// What a file is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A Dockerfile.
    Dockerfile,
    /// A Compose file.
    Compose,
    /// An ignore file of build contexts.
    Ignore,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The files, in the order of their shown paths, each once.
    pub inputs: Vec<Input>,
    /// Directories that cannot be read.
    pub gaps: Vec<Gap>,
    /// Directories without anything to check.
    pub empty: Vec<Gap>,
}

/// What some paths name: files as they are, directories searched.
pub fn files(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        if path.is_dir() {
            let before = found.inputs.len() + found.gaps.len();
            walk(path, &mut found);
            if found.inputs.len() + found.gaps.len() == before {
                found.empty.push(empty(path));
            }
        } else {
            let kind = names::kind_of_named(path, || read::file(path, "").ok());
            found.inputs.push(input(path, None, kind));
        }
    }
    // Of a file that is both named and found, the name counts.
    found.inputs.sort_by(|a, b| (&a.shown, a.searched.is_some()).cmp(&(&b.shown, b.searched.is_some())));
    let mut seen = HashSet::new();
    found.inputs.retain(|input| seen.insert(input.path.canonicalize().unwrap_or_else(|_| input.path.clone())));
    found
}

/// Adds what is to be checked in a directory and below.
fn walk(directory: &Path, found: &mut Found) {
    let walker = WalkBuilder::new(directory)
        .hidden(false)
        .git_global(false)
        .require_git(false)
        .filter_entry(is_searched)
        .sort_by_file_name(Ord::cmp)
        .build();
    for entry in walker {
        match entry {
            Ok(entry) => {
                let name = entry.file_name().to_string_lossy();
                let kind = names::kind_of_found(&name, || read::file(entry.path(), "").ok());
                if let Some(kind) = kind.filter(|_| entry.path().is_file()) {
                    found.inputs.push(input(entry.path(), Some(directory), kind));
                }
            }
            Err(error) => found.gaps.extend(unread(directory, &error)),
        }
    }
}

/// Whether a directory is searched, or a file looked at: hidden ones are not.
fn is_searched(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() == 0 || !name.starts_with('.') || name == ".devcontainer" || names::is_ignore_file(&name)
}

/// A directory that cannot be searched. What is wrong inside an ignore file is not our affair.
fn unread(directory: &Path, error: &ignore::Error) -> Option<Gap> {
    let cause = error.io_error()?;
    let path = path_of(error).map_or_else(|| shown(directory), shown);
    Some(Gap { reason: format!("`{}` cannot be read: {}", visible(&path), plain(cause)), path })
}

/// The path that an error is about.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

/// A directory without anything to check.
fn empty(path: &Path) -> Gap {
    let path = shown(path);
    let reason = format!(
        "no Dockerfile and no Compose file is in `{}`; name the file itself if it has another name (`plimsoll check --help` says which count)",
        visible(&path)
    );
    Gap { path, reason }
}

/// A file as it is named or found.
fn input(path: &Path, searched: Option<&Path>, kind: Kind) -> Input {
    Input { path: path.to_owned(), shown: shown(path), searched: searched.map(Path::to_owned), kind }
}

/// A path as it is shown: with `/`, without `./` in front.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    let mut rest = text.as_str();
    while let Some(stripped) = rest.strip_prefix("./") {
        rest = stripped.trim_start_matches('/');
    }
    if rest.is_empty() { ".".to_owned() } else { rest.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_as_people_write_them() {
        assert_eq!(shown(Path::new("./a/Dockerfile")), "a/Dockerfile");
        assert_eq!(shown(Path::new("././/a")), "a");
        assert_eq!(shown(Path::new("../a")), "../a");
        assert_eq!(shown(Path::new("./")), ".");
    }
}

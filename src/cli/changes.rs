//! What changed in a repository since a revision, as `git` tells it.
//!
//! Start with [`Changes::since`]; whether a project is concerned is for [`Changes::concern`] to say.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::Failure;
use super::terminal::plain;
use crate::report::visible;

/// The files of a repository that are not as they were.
#[derive(Debug, Default)]
pub struct Changes {
    /// All of them.
    changed: HashSet<PathBuf>,
    /// Those that were not there, or are there no more: they change what a build receives.
    appeared: Vec<PathBuf>,
}

impl Changes {
    /// What is not as it was in a revision: committed, staged, edited or new.
    pub fn since(revision: &str, folder: &Path) -> Result<Self, Failure> {
        let root = git(folder, &["rev-parse", "--show-toplevel"])?;
        if !root.status.success() {
            let shown = folder.to_string_lossy();
            return Err(Failure(format!(
                "`{}` is in no Git repository, so nothing is known of changes",
                visible(&shown)
            )));
        }
        let root = PathBuf::from(String::from_utf8_lossy(&root.stdout).trim_end_matches(['\n', '\r']));
        let arguments = ["diff", "--name-status", "--no-renames", "-z", "--end-of-options", revision, "--"];
        let differing = git(&root, &arguments)?;
        if !differing.status.success() {
            return Err(Failure(format!("`{}` is no revision of this repository", visible(revision))));
        }
        let mut changes = Self::default();
        let mut parts = differing.stdout.split(|byte| *byte == 0).map(String::from_utf8_lossy);
        while let (Some(status), Some(path)) = (parts.next(), parts.next()) {
            changes.add(root.join(path.as_ref()), matches!(status.as_ref(), "A" | "D"));
        }
        let untracked = git(&root, &["ls-files", "--others", "--exclude-standard", "-z"])?;
        let paths = untracked.stdout.split(|byte| *byte == 0).filter(|path| !path.is_empty());
        paths.for_each(|path| changes.add(root.join(String::from_utf8_lossy(path).as_ref()), true));
        Ok(changes)
    }

    fn add(&mut self, path: PathBuf, has_appeared: bool) {
        let path = real(&path);
        if has_appeared {
            self.appeared.push(path.clone());
        }
        self.changed.insert(path);
    }

    /// Whether one of these files changed, or what is in the folder that a build receives.
    pub fn concern<'f>(&self, files: impl IntoIterator<Item = &'f Path>, context: Option<&Path>) -> bool {
        let folder = context.map(|folder| real(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }));
        let is_inside = |folder: &PathBuf| self.appeared.iter().any(|path| path.starts_with(folder));
        files.into_iter().any(|file| self.changed.contains(&real(file))) || folder.as_ref().is_some_and(is_inside)
    }
}

/// Where a file really is; of one that is not there, where its folder is.
fn real(path: &Path) -> PathBuf {
    let of_folder = || {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(parent.canonicalize().ok()?.join(path.file_name()?))
    };
    path.canonicalize().ok().or_else(of_folder).unwrap_or_else(|| path.to_owned())
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Output, Failure> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments.iter().map(OsStr::new));
    command
        .output()
        .map_err(|error| Failure(format!("`git`, which knows of changes, cannot be started: {}", plain(&error))))
}

//! `plimsoll context --suggest`: what the ignore file of a folder lacks, or should be.

use std::path::{Path, PathBuf};

use crate::cli::project_files::DiskFiles;
use crate::cli::surroundings::Surroundings;
use crate::cli::terminal::{complain, emit};
use crate::cli::{Failure, Outcome, discover};
use crate::model::stack::{FileError, ProjectFiles};
use crate::model::{IgnoreFile, IgnoreUse, Project, SharedContext};
use crate::report::visible;

/// The disk, with an ignore file that need not be there.
struct WithIgnoreFile {
    path: PathBuf,
    disk: DiskFiles,
}

impl ProjectFiles for WithIgnoreFile {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        match self.disk.read(path) {
            Err(FileError::Missing) if path == self.path => Ok(Vec::new()),
            read => read,
        }
    }

    fn exists(&self, path: &Path) -> Option<bool> {
        self.disk.exists(path)
    }

    fn context(&self, folder: &Path, dockerfile: &Path) -> SharedContext {
        self.disk.context(folder, dockerfile)
    }

    fn context_obeying(&self, folder: &Path, ignore_file: IgnoreFile) -> SharedContext {
        self.disk.context_obeying(folder, ignore_file)
    }

    fn siblings(&self, folder: &Path) -> Option<Vec<String>> {
        self.disk.siblings(folder)
    }
}

/// Prints the lines, group by group, each group under a comment.
pub fn run(root: &Path) -> Result<Outcome, Failure> {
    let path = root.join(".dockerignore");
    let mut surroundings = Surroundings::default();
    surroundings.look(std::iter::once(path.as_path()));
    let request = surroundings.of_ignore_file(&path);
    // Trees may be deep: the pool's threads have the stack for that.
    let mut text = None;
    rayon::scope(|_| {
        let project =
            Project::of_ignore_file(&request, &WithIgnoreFile { path: path.clone(), disk: DiskFiles::default() });
        text = IgnoreUse::of(&project).map(|ignored| lines(&ignored));
    });
    let Some(text) = text else {
        return Err(Failure(format!("`{}` cannot be read", visible(&discover::shown(&path)))));
    };
    if text.is_empty() {
        complain("info: no COPY takes along what should be excluded");
    }
    emit(text.as_bytes())?;
    Ok(Outcome::Clean)
}

fn lines(ignored: &IgnoreUse<'_>) -> String {
    let mut text = String::new();
    let mut last = None;
    for missing in ignored.missing_patterns() {
        if last != Some(missing.group) {
            let gap = if text.is_empty() { "" } else { "\n" };
            text.push_str(&format!("{gap}# {}\n", missing.group.name()));
            last = Some(missing.group);
        }
        text.push_str(&missing.line);
        text.push('\n');
    }
    text
}

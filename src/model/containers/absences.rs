//! Why the folder or the Dockerfile of a build is not there.
//!
//! Most often a path is wrong. But a submodule is an empty folder until it is fetched, some folders are made before
//! they are built, and a file that is merged over another one starts from the folder of that. Start with [`explain`].

use std::path::{Path, PathBuf};

use crate::model::stack::{ProjectFiles, clean, shown};

/// How many folders above the project are looked at.
const MOST_FOLDERS: usize = 5;

/// Folders that tools write.
const GENERATED: &[&str] =
    &["_build", ".build", ".output", "bin", "build", "dist", "out", "publish", "release", "target"];

/// Why a folder or a Dockerfile is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Nothing tells.
    Unexplained {
        /// A Dockerfile that may be meant, as it is shown.
        instead: Option<String>,
    },
    /// It is part of a submodule.
    Submodule,
    /// It is in a folder that tools write.
    Generated,
    /// It is there from a folder further up, from which such files are merged.
    Merged,
}

/// A path that was not found.
pub(super) struct Lost<'a> {
    /// The folder of the project.
    pub folder: &'a Path,
    /// The context as it is written.
    pub context: &'a str,
    /// The Dockerfile as it is written, from the context on.
    pub dockerfile: &'a str,
}

/// Why a Dockerfile, or its context, is not there.
pub(super) fn explain(lost: &Lost<'_>, submodules: &[PathBuf], files: &dyn ProjectFiles) -> Absence {
    let context = clean(&lost.folder.join(lost.context));
    let path = clean(&context.join(lost.dockerfile));
    if submodules.iter().any(|module| context.starts_with(module) || path.starts_with(module)) {
        return Absence::Submodule;
    }
    let is_generated = |path: &Path| path.iter().any(|part| part.to_str().is_some_and(|it| GENERATED.contains(&it)));
    if is_generated(Path::new(lost.context)) {
        return Absence::Generated;
    }
    let written = clean(Path::new(lost.context));
    let names_folder = !written.as_os_str().is_empty() && !written.starts_with("..");
    if names_folder && above(lost.folder).any(|up| is_there(&up.join(&written).join(lost.dockerfile), files)) {
        return Absence::Merged;
    }
    let from_project = clean(&lost.folder.join(lost.dockerfile));
    let from_above = above(&context).take(2).map(|up| clean(&up.join(lost.dockerfile)));
    let mut others = std::iter::once(from_project).chain(from_above).filter(|other| *other != path);
    Absence::Unexplained { instead: others.find(|other| is_there(other, files)).map(|other| shown(&other)) }
}

/// The folders above one.
fn above(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let up = |folder: &PathBuf| Some(clean(&folder.join("..")));
    std::iter::successors(up(&folder.to_owned()), up).take(MOST_FOLDERS)
}

fn is_there(path: &Path, files: &dyn ProjectFiles) -> bool {
    files.exists(&clean(path)) == Some(true)
}

/// The folders of the submodules of the repository that a folder is in.
pub(super) fn submodules(folder: &Path, files: &dyn ProjectFiles) -> Vec<PathBuf> {
    let roots = std::iter::once(folder.to_owned()).chain(above(folder));
    let list = roots.into_iter().find_map(|root| Some((files.read(&clean(&root.join(".gitmodules"))).ok()?, root)));
    let Some((bytes, root)) = list else { return Vec::new() };
    let text = String::from_utf8_lossy(&bytes);
    let paths = text.lines().filter_map(|line| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "path").then(|| clean(&root.join(value.trim())))
    });
    paths.collect()
}

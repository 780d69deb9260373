//! What the builds of one run share: trees of contexts, and a list of paths that stands for the disk.
//!
//! Several Dockerfiles are built in one folder, and obey the same ignore file: it is walked once. Start with
//! [`Contexts`].

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::Disk;
use crate::model::{ContextTree, EntryKind, IgnoreFile, Limits, Listed, Listing, PathList};

/// What makes trees the same: the folder, and path and text of the ignore file.
type Key = (PathBuf, Option<(String, Vec<u8>)>);

/// What the builds of one run share.
#[derive(Debug, Default)]
pub struct Contexts {
    list: Option<GivenList>,
    trees: Mutex<HashMap<Key, Arc<OnceLock<ContextTree>>>>,
}

/// A list of every path of a folder.
#[derive(Debug)]
struct GivenList {
    folder: PathBuf,
    paths: PathList,
}

impl Contexts {
    /// With a list that is used in place of what is on disk for every context in a folder.
    pub fn with_list(folder: &Path, text: &str) -> Self {
        let list = GivenList { folder: real(folder), paths: PathList::read(text) };
        Self { list: Some(list), trees: Mutex::default() }
    }

    /// The place of the tree of a folder whose builds obey an ignore file.
    pub fn cell(&self, root: &Path, ignore_file: Option<&IgnoreFile>) -> Arc<OnceLock<ContextTree>> {
        let obeyed = ignore_file.map(|file| (file.path.clone(), file.source.bytes().to_vec()));
        let mut trees = self.trees.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(trees.entry((real(root), obeyed)).or_default())
    }

    /// The tree of a context, within the limits of checks.
    pub fn tree(&self, disk: &Disk, ignore_file: Option<IgnoreFile>) -> ContextTree {
        match self.list_below(disk.root()) {
            Some(below) => ContextTree::within(&below, ignore_file, Limits::CHECK),
            None => ContextTree::within(disk, ignore_file, Limits::CHECK),
        }
    }

    /// Whether the list has a file at a path of a context; `None` where the list is not about it.
    pub fn lists_file(&self, root: &Path, path: &str) -> Option<bool> {
        let below = self.list_below(root)?;
        let (folder, name) = path.trim_start_matches("./").rsplit_once('/').unwrap_or(("", path));
        let name = name.trim_start_matches("./");
        let listed = below.list(folder).unwrap_or_default();
        Some(listed.iter().any(|entry| entry.name == name && entry.kind != EntryKind::Directory))
    }

    fn list_below(&self, root: &Path) -> Option<Below<'_>> {
        let list = self.list.as_ref()?;
        let root = real(root);
        let inside = root.strip_prefix(&list.folder).ok()?;
        let parts = inside.components().filter(|part| matches!(part, Component::Normal(_)));
        let parts: Vec<String> = parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        Some(Below { paths: &list.paths, prefix: parts.join("/") })
    }
}

/// One path for each folder.
fn real(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}

/// A folder of a list.
struct Below<'a> {
    paths: &'a PathList,
    prefix: String,
}

impl Listing for Below<'_> {
    fn list(&self, directory: &str) -> Result<Vec<Listed>, String> {
        match (self.prefix.as_str(), directory) {
            ("", _) => self.paths.list(directory),
            (prefix, "") => self.paths.list(prefix),
            (prefix, _) => self.paths.list(&format!("{prefix}/{directory}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BuildContext;

    #[test]
    fn a_list_stands_for_the_disk_below_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("api")).unwrap();
        std::fs::write(folder.path().join("api/real.txt"), "x").unwrap();
        let contexts = Arc::new(Contexts::with_list(folder.path(), "api/src/main.go\nweb/a\n"));
        let disk = Disk::around(&folder.path().join("api/Dockerfile")).shared(&contexts);
        let tree = disk.tree().unwrap();
        let paths: Vec<String> = tree.files().map(|id| tree.path(id)).collect();
        assert_eq!(paths, ["src/main.go"]);
        assert!(disk.has_file("src/main.go") && disk.has_file("real.txt") && !disk.has_file("src"));
    }

    #[test]
    fn what_is_the_same_is_walked_once() {
        let folder = tempfile::tempdir().unwrap();
        let contexts = Arc::new(Contexts::default());
        let one = Disk::around(&folder.path().join("a.Dockerfile")).shared(&contexts);
        let other = Disk::around(&folder.path().join("b.Dockerfile")).shared(&contexts);
        assert!(std::ptr::eq(one.tree().unwrap(), other.tree().unwrap()));
        std::fs::write(folder.path().join("b.Dockerfile.dockerignore"), "*").unwrap();
        let own = Disk::around(&folder.path().join("b.Dockerfile")).shared(&contexts);
        assert!(!std::ptr::eq(one.tree().unwrap(), own.tree().unwrap()));
    }
}

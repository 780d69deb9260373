//! Where the entries of a context come from: a disk, or a list of paths.

use std::collections::{BTreeMap, HashMap};

use super::EntryKind;
use crate::text::clean_path;

/// No file system has longer paths.
const LONGEST: usize = 4096;

/// Something that can say what is in a directory.
pub trait Listing {
    /// What is in a directory, in any order; its path is relative to the root, which is empty. `Err`: why that is not
    /// known, as a clause.
    fn list(&self, directory: &str) -> Result<Vec<Listed>, String>;
}

/// Something in a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name, without a `/`.
    pub name: String,
    /// What it is.
    pub kind: EntryKind,
}

/// A context of which only paths are known, and sizes perhaps.
#[derive(Clone, Debug, Default)]
pub struct PathList {
    directories: HashMap<String, BTreeMap<String, EntryKind>>,
}

impl PathList {
    /// Takes paths relative to the root. A path that ends with `/` is a directory.
    pub fn new<'a>(paths: impl IntoIterator<Item = (&'a str, Option<u64>)>) -> Self {
        let mut list = Self::default();
        for (path, size) in paths {
            let kind = if path.ends_with('/') { EntryKind::Directory } else { EntryKind::File(size) };
            // What leads out of the context, or is its root, is nothing in it.
            let path = clean_path(path.trim_start_matches('/'));
            let is_inside = path != "." && path != ".." && !path.starts_with("../");
            if is_inside && path.len() <= LONGEST {
                list.add(&path, kind);
            }
        }
        list
    }

    /// Reads a text of paths, one a line, a size in bytes behind a tab where it is known.
    pub fn read(text: &str) -> Self {
        let entry = |line| {
            let sized = |(path, size): (_, &str)| Some((path, Some(size.trim().parse::<u64>().ok()?)));
            str::rsplit_once(line, '\t').and_then(sized).unwrap_or((line, None))
        };
        Self::new(text.lines().filter(|line| !line.is_empty()).map(entry))
    }

    fn add(&mut self, path: &str, kind: EntryKind) {
        let (directory, name) = path.rsplit_once('/').unwrap_or(("", path));
        if !self.directories.contains_key(directory) {
            self.directories.insert(directory.to_owned(), BTreeMap::new());
            if !directory.is_empty() {
                self.add(directory, EntryKind::Directory);
            }
        }
        let Some(names) = self.directories.get_mut(directory) else { return };
        match names.get_mut(name) {
            Some(known) if kind == EntryKind::Directory => *known = kind,
            Some(EntryKind::Directory) => {}
            _ => {
                names.insert(name.to_owned(), kind);
            }
        }
    }
}

impl Listing for PathList {
    fn list(&self, directory: &str) -> Result<Vec<Listed>, String> {
        let listed = |(name, kind): (&String, &EntryKind)| Listed { name: name.clone(), kind: *kind };
        Ok(self.directories.get(directory).map(|names| names.iter().map(listed).collect()).unwrap_or_default())
    }
}

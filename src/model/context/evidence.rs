//! What a tree tells of the names that no image wants: which of them are in it, and where one will be because something is
//! beside which it is written.
//!
//! Goes through the tree once, whatever the number of names. Start with [`Evidence::of`].

use std::collections::{HashMap, HashSet};

use super::{ContextTree, EntryId};
use crate::knowledge::ignored_paths::{IGNORED_PATHS, IgnoredPath, ends_fit};

/// What a tree tells of names that are in it or will be.
pub(super) struct Evidence<'t> {
    tree: &'t ContextTree,
    /// What is received, by the name of a row or a mark that it fits, with its number in the order of the tree.
    fitting: HashMap<&'static str, Vec<(usize, EntryId)>>,
}

impl<'t> Evidence<'t> {
    pub(super) fn of(tree: &'t ContextTree) -> Self {
        let names = IGNORED_PATHS.iter().flat_map(|row| row.marks.iter().chain([&row.name])).copied();
        let (patterns, whole): (HashSet<&str>, HashSet<&str>) = names.partition(|name| name.contains('*'));
        let patterns: Vec<_> = patterns.into_iter().filter_map(|name| Some((name, name.split_once('*')?))).collect();
        let mut fitting: HashMap<&str, Vec<(usize, EntryId)>> = HashMap::new();
        for (number, id) in tree.entries().filter(|id| tree.is_received(*id)).enumerate() {
            let Some(entry) = tree.entry(id) else { continue };
            let fits = patterns.iter().filter(|(_, ends)| ends_fit(*ends, entry.name)).map(|(name, _)| *name);
            for name in fits.chain(whole.get(entry.name).copied()) {
                fitting.entry(name).or_default().push((number, id));
            }
        }
        Self { tree, fitting }
    }

    fn fitting(&self, name: &str) -> &[(usize, EntryId)] {
        self.fitting.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    fn may_lie_in(&self, folder: EntryId, row: &IgnoredPath) -> bool {
        row.floats || folder == self.tree.root()
    }

    /// The paths that are called so.
    pub(super) fn named(&self, row: &IgnoredPath) -> impl Iterator<Item = String> {
        let called = self.fitting(row.name).iter().map(|(_, id)| *id);
        called.filter(|id| self.may_lie_in(self.tree.parent(*id), row)).map(|id| self.tree.path(id))
    }

    /// The paths that will be there, by what is beside them; one for each folder, those near the root first.
    pub(super) fn expected(&self, row: &IgnoredPath) -> Vec<String> {
        let mut marked: Vec<_> = row.marks.iter().flat_map(|mark| self.fitting(mark)).collect();
        marked.sort_unstable();
        let mut seen = HashSet::new();
        let folders = marked.into_iter().map(|(_, id)| self.tree.parent(*id));
        let folders = folders.filter(|folder| self.may_lie_in(*folder, row) && seen.insert(*folder));
        let mut paths: Vec<String> = folders.map(|folder| joined(&self.tree.path(folder), &row.sample())).collect();
        paths.sort_by_key(|path| path.matches('/').count());
        if row.is_shared() {
            paths.truncate(1);
        }
        paths
    }

    /// The first received path that is kept, of those whose name fits or that lie in a folder whose name does.
    pub(super) fn first(&self, fits: impl Fn(&str) -> bool, keep: impl Fn(&String) -> bool) -> Option<String> {
        let tree = self.tree;
        let mut open: Vec<(EntryId, bool)> = tree.children(tree.root()).rev().map(|id| (id, false)).collect();
        while let Some((id, is_inside)) = open.pop() {
            let is_inside = is_inside || tree.entry(id).is_some_and(|entry| fits(entry.name));
            let path = (is_inside && tree.is_received(id)).then(|| tree.path(id)).filter(&keep);
            if path.is_some() {
                return path;
            }
            open.extend(tree.children(id).rev().map(|child| (child, is_inside)));
        }
        None
    }
}

/// The path of what is called so in a folder.
pub(super) fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::ignored_paths::ignored_path_of;
    use crate::model::{Limits, PathList};

    #[test]
    fn names_are_there_or_expected() {
        let list = "app.py\nb/x.py\nb/c/setup.py\nb/__pycache__/x.pyc\nweb/package.json\nCargo.toml\na/Cargo.toml\n.github/x\n";
        let tree = ContextTree::within(&PathList::read(list), None, Limits::CHECK);
        let evidence = Evidence::of(&tree);
        let row = |name: &str| ignored_path_of(name).unwrap();
        assert_eq!(evidence.named(row("__pycache__")).collect::<Vec<_>>(), ["b/__pycache__"]);
        assert_eq!(evidence.expected(row("__pycache__")), ["__pycache__", "b/__pycache__", "b/c/__pycache__"]);
        assert_eq!(evidence.expected(row("node_modules")), ["web/node_modules"]);
        assert_eq!(evidence.expected(row("target")), ["target"]);
        assert_eq!(evidence.expected(row(".git")), [".git"]);
        assert!(evidence.expected(row("venv")).is_empty());
        let first = |keep: &str| evidence.first(|name| name == "b", |path| path.ends_with(keep));
        assert_eq!(first("b").as_deref(), Some("b"));
        assert_eq!(first("x.py").as_deref(), Some("b/x.py"));
        assert_eq!(first("Cargo.toml"), None);
    }
}

//! What a builder receives: every path of a context, and what the ignore file says of it.
//!
//! Compact: names lie in one text, what is in a directory lies side by side, a hundred thousand files take a few
//! megabytes. Directories that are excluded are there; what is in them is not, unless an exception may reach it. Made
//! by `walk`. Start with [`ContextTree::new`] and [`ContextTree::find`].

use std::cmp::Reverse;
use std::ops::Range;

use super::{IgnoreFile, Limits, Listing, walk};
use crate::syntax::dockerignore::Verdict;

/// An entry of a tree; 0 is the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub(super) u32);

/// What a path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A file, with its bytes where they are known.
    File(Option<u64>),
    /// A directory.
    Directory,
    /// A symbolic link, which is sent as one: what it points to is not followed.
    Link,
}

/// A path of a context, without its directory.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Its last part; empty for the root.
    pub name: &'a str,
    /// What it is.
    pub kind: EntryKind,
    /// Whether it is excluded, and by which pattern.
    pub verdict: Verdict,
    /// What the builder receives of it: of a directory, what is below it.
    pub received: Totals,
    /// Whether it is a directory and what is in it is listed.
    pub is_listed: bool,
}

/// How much something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many files and links.
    pub files: u32,
    /// How many bytes, as far as they are known.
    pub bytes: u64,
}

/// A directory of which nothing is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its path; empty for the root.
    pub path: String,
    /// Why, as a clause.
    pub reason: String,
}

/// What a builder receives.
#[derive(Clone, Debug, Default)]
pub struct ContextTree {
    pub(super) nodes: Vec<Node>,
    pub(super) names: String,
    pub(super) unread: Vec<Unread>,
    pub(super) ignore_file: Option<IgnoreFile>,
    pub(super) excluded: Totals,
    pub(super) unlisted: u32,
    pub(super) is_cut: bool,
}

/// An entry as it is kept.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) name: (u32, u32),
    pub(super) parent: u32,
    /// From and to, of a directory.
    pub(super) children: (u32, u32),
    /// The pattern that decided, counted from 1.
    pub(super) by: u32,
    /// Received files.
    pub(super) files: u32,
    /// Of a file; of what is received below a directory.
    pub(super) bytes: u64,
    pub(super) kind: NodeKind,
    pub(super) is_excluded: bool,
    pub(super) is_listed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NodeKind {
    File,
    /// A file of unknown size.
    Unsized,
    Directory,
    Link,
}

impl ContextTree {
    /// Goes through a listing, in the order of names. Nothing is followed that is no directory itself.
    pub fn new(listing: &dyn Listing, ignore_file: Option<IgnoreFile>) -> Self {
        Self::within(listing, ignore_file, Limits::WHOLE)
    }

    /// The same, but no more than the limits allow: what is beyond them is not known.
    pub fn within(listing: &dyn Listing, ignore_file: Option<IgnoreFile>, limits: Limits) -> Self {
        walk::walked(listing, ignore_file, limits)
    }

    /// The root.
    pub fn root(&self) -> EntryId {
        EntryId(0)
    }

    /// An entry; `None` for one of another tree.
    pub fn entry(&self, id: EntryId) -> Option<Entry<'_>> {
        let node = self.node(id)?;
        let kind = match node.kind {
            NodeKind::File => EntryKind::File(Some(node.bytes)),
            NodeKind::Unsized => EntryKind::File(None),
            NodeKind::Directory => EntryKind::Directory,
            NodeKind::Link => EntryKind::Link,
        };
        let bytes = if node.files == 0 { 0 } else { node.bytes };
        Some(Entry {
            name: self.name(node),
            kind,
            verdict: Verdict { is_excluded: node.is_excluded, by: (node.by as usize).checked_sub(1) },
            received: Totals { files: node.files, bytes },
            is_listed: node.is_listed,
        })
    }

    /// The path of an entry, relative to the root; empty for the root itself.
    pub fn path(&self, id: EntryId) -> String {
        let mut parts = Vec::new();
        let mut at = id;
        while let Some(node) = self.node(at).filter(|_| at.0 != 0) {
            parts.push(self.name(node));
            at = EntryId(node.parent);
        }
        parts.reverse();
        parts.join("/")
    }

    /// The directory that an entry is in; the root for itself.
    pub fn parent(&self, id: EntryId) -> EntryId {
        self.node(id).map_or(self.root(), |node| EntryId(node.parent))
    }

    /// What is in a directory, sorted by name; nothing where that was not listed.
    pub fn children(&self, id: EntryId) -> impl DoubleEndedIterator<Item = EntryId> + use<> {
        let (from, to) = self.node(id).map_or((0, 0), |node| node.children);
        (from..to).map(EntryId)
    }

    /// The entry of a path; `.` and the empty path are the root.
    pub fn find(&self, path: &str) -> Option<EntryId> {
        let parts = path.split('/').filter(|part| !part.is_empty() && *part != ".");
        parts.into_iter().try_fold(self.root(), |directory, part| self.child(directory, part))
    }

    /// What is called so in a directory.
    pub fn child(&self, directory: EntryId, name: &str) -> Option<EntryId> {
        let (from, to) = self.node(directory)?.children;
        let nodes = self.nodes.get(from as usize..to as usize)?;
        let found = nodes.binary_search_by(|node| self.name(node).cmp(name)).ok()?;
        Some(EntryId(from + found as u32))
    }

    /// Whether the builder receives an entry: it is not excluded, or something in it is not.
    pub fn is_received(&self, id: EntryId) -> bool {
        self.node(id).is_some_and(|node| !node.is_excluded || node.files > 0)
    }

    /// All entries but the root, a directory before what is in it, sorted by name in each.
    pub fn entries(&self) -> impl Iterator<Item = EntryId> {
        let mut open: Vec<EntryId> = self.children(self.root()).rev().collect();
        std::iter::from_fn(move || {
            let next = open.pop()?;
            open.extend(self.children(next).rev());
            Some(next)
        })
    }

    /// The same, each with its path: cheaper than to ask [`Self::path`] for each.
    pub fn paths(&self) -> impl Iterator<Item = (EntryId, String)> {
        let mut open: Vec<(EntryId, usize)> = self.children(self.root()).rev().map(|id| (id, 0)).collect();
        let mut path = String::new();
        std::iter::from_fn(move || {
            let (next, above) = open.pop()?;
            path.truncate(above);
            if above > 0 {
                path.push('/');
            }
            path.push_str(self.node(next).map_or("", |node| self.name(node)));
            open.extend(self.children(next).rev().map(|child| (child, path.len())));
            Some((next, path.clone()))
        })
    }

    /// The received files and links, in the order of [`Self::entries`].
    pub fn files(&self) -> impl Iterator<Item = EntryId> {
        self.entries()
            .filter(|id| self.node(*id).is_some_and(|node| node.kind != NodeKind::Directory && !node.is_excluded))
    }

    /// What is received in all.
    pub fn totals(&self) -> Totals {
        self.entry(self.root()).map(|entry| entry.received).unwrap_or_default()
    }

    /// The files that are excluded, as far as they are listed.
    pub fn excluded(&self) -> Totals {
        self.excluded
    }

    /// How many directories were not looked into: excluded ones, and those that limits leave shut.
    pub fn unlisted(&self) -> u32 {
        self.unlisted
    }

    /// The largest received files, the largest first, equal ones by their path.
    pub fn largest(&self, most: usize) -> Vec<EntryId> {
        let bytes = |id: &EntryId| self.node(*id).map_or(0, |node| node.bytes);
        let mut files: Vec<EntryId> = self.files().filter(|id| bytes(id) > 0).collect();
        files.sort_by_key(|id| Reverse(bytes(id)));
        files.truncate(most);
        files
    }

    /// Whether the size of each file is known.
    pub fn has_sizes(&self) -> bool {
        !self.nodes.iter().any(|node| node.kind == NodeKind::Unsized)
    }

    /// Directories that could not be read.
    pub fn unread(&self) -> &[Unread] {
        &self.unread
    }

    /// Whether there was too much to list all of it.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The ignore file that was obeyed.
    pub fn ignore_file(&self) -> Option<&IgnoreFile> {
        self.ignore_file.as_ref()
    }

    pub(super) fn node(&self, id: EntryId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }

    fn name(&self, node: &Node) -> &str {
        let Range { start, end } = node.name.0 as usize..node.name.1 as usize;
        self.names.get(start..end).unwrap_or_default()
    }
}

//! The walk through a context that makes a tree of it.
//!
//! Goes from directory to directory without recursion, so depth costs nothing. Knows no disk. Start with [`walked`].

use super::tree::{Node, NodeKind};
use super::{ContextTree, EntryKind, IgnoreFile, Listed, Listing, Unread};
use crate::knowledge::ignored_paths::waste_of;
use crate::syntax::dockerignore::{Matcher, Trail, Verdict};

/// Contexts with more entries are cut off; nobody sends so many to a builder.
const MOST_ENTRIES: usize = 4_000_000;

/// Checks look at no more: a Dockerfile may lie at the root of a disk.
const MOST_CHECKED_ENTRIES: usize = 200_000;

/// How much of a context is listed.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    most_entries: usize,
    /// Whether folders are left shut whose name says that they hold what somebody installed or a tool keeps.
    leaves_known_folders_shut: bool,
}

impl Limits {
    /// Everything, for those who want to see it.
    pub const WHOLE: Self = Self { most_entries: MOST_ENTRIES, leaves_known_folders_shut: false };
    /// What checks need.
    pub const CHECK: Self = Self { most_entries: MOST_CHECKED_ENTRIES, leaves_known_folders_shut: true };

    fn leaves_shut(self, name: &str) -> bool {
        self.leaves_known_folders_shut && waste_of(name).is_some_and(|row| row.proof.is_none())
    }

    /// Whether a folder is closed again at the sight of what is in it.
    fn shuts(self, path: &str, listed: &[Listed]) -> bool {
        let name = path.rsplit('/').next().unwrap_or_default();
        let proof = waste_of(name).and_then(|row| row.proof).filter(|_| self.leaves_known_folders_shut);
        proof.is_some_and(|proof| listed.iter().any(|entry| entry.name == proof))
    }
}

/// A directory that is to be listed.
struct Open {
    index: usize,
    path: String,
    trail: Trail,
}

pub(super) fn walked(listing: &dyn Listing, ignore_file: Option<IgnoreFile>, limits: Limits) -> ContextTree {
    let matcher = ignore_file.as_ref().map(IgnoreFile::matcher).unwrap_or_default();
    let mut tree = ContextTree { ignore_file, ..ContextTree::default() };
    tree.nodes.push(node(&mut String::new(), "", 0, EntryKind::Directory, Verdict::default()));
    let mut open = vec![Open { index: 0, path: String::new(), trail: Trail::default() }];
    while let Some(directory) = open.pop().filter(|_| !tree.is_cut) {
        match listing.list(&directory.path) {
            Ok(listed) if limits.shuts(&directory.path, &listed) => tree.unlisted += 1,
            Ok(listed) => add(&mut tree, (&matcher, limits), &directory, listed, &mut open),
            Err(reason) => tree.unread.push(Unread { path: directory.path, reason }),
        }
    }
    tree.unread.sort_by(|a, b| a.path.cmp(&b.path));
    tree.nodes.shrink_to_fit();
    tree.names.shrink_to_fit();
    sum(&mut tree);
    tree
}

/// Adds what is in a directory.
fn add(
    tree: &mut ContextTree,
    (matcher, limits): (&Matcher, Limits),
    directory: &Open,
    mut listed: Vec<Listed>,
    open: &mut Vec<Open>,
) {
    listed.sort_by(|a, b| a.name.cmp(&b.name));
    let room = limits.most_entries.saturating_sub(tree.nodes.len());
    tree.is_cut |= listed.len() > room;
    listed.truncate(room);
    let start = tree.nodes.len();
    let mut path = directory.path.clone();
    if !path.is_empty() {
        path.push('/');
    }
    let length = path.len();
    for entry in &listed {
        path.truncate(length);
        path.push_str(&entry.name);
        let index = tree.nodes.len();
        let verdict = if entry.kind == EntryKind::Directory {
            let trail = matcher.enter(&directory.trail, &path);
            let verdict = trail.verdict();
            let is_shut = verdict.is_excluded && !matcher.may_reinclude(verdict, &path);
            match is_shut || limits.leaves_shut(&entry.name) {
                true => tree.unlisted += 1,
                false => open.push(Open { index, path: path.clone(), trail }),
            }
            verdict
        } else {
            matcher.verdict_below(&directory.trail, &path)
        };
        let node = node(&mut tree.names, &entry.name, directory.index, entry.kind, verdict);
        if verdict.is_excluded && node.kind != NodeKind::Directory {
            tree.excluded.files += 1;
            tree.excluded.bytes += node.bytes;
        }
        tree.nodes.push(node);
    }
    let end = tree.nodes.len();
    if let Some(node) = tree.nodes.get_mut(directory.index) {
        node.children = (number(start), number(end));
        node.is_listed = true;
    }
}

fn node(names: &mut String, name: &str, parent: usize, kind: EntryKind, verdict: Verdict) -> Node {
    let start = names.len();
    names.push_str(name);
    let (kind, bytes) = match kind {
        EntryKind::File(Some(bytes)) => (NodeKind::File, bytes),
        EntryKind::File(None) => (NodeKind::Unsized, 0),
        EntryKind::Directory => (NodeKind::Directory, 0),
        EntryKind::Link => (NodeKind::Link, 0),
    };
    Node {
        name: (number(start), number(names.len())),
        parent: number(parent),
        children: (0, 0),
        by: verdict.by.map_or(0, |by| number(by + 1)),
        files: u32::from(kind != NodeKind::Directory && !verdict.is_excluded),
        bytes,
        kind,
        is_excluded: verdict.is_excluded,
        is_listed: false,
    }
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// Adds up what is received below each directory. What is in a directory comes after it.
fn sum(tree: &mut ContextTree) {
    for index in (1..tree.nodes.len()).rev() {
        let Some(node) = tree.nodes.get(index) else { continue };
        let (parent, files, bytes) = (node.parent as usize, node.files, node.bytes);
        if let Some(parent) = tree.nodes.get_mut(parent).filter(|_| files > 0) {
            parent.files += files;
            parent.bytes += bytes;
        }
    }
}

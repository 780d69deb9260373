//! Why a path is sent to the builder, or not.

use super::ContextReport;
use crate::model::{ContextTree, EntryKind};
use crate::report::plain::visible;
use crate::syntax::dockerignore::Matcher;
use crate::text::clean_path;

/// What is known of a path.
pub(super) struct Decision {
    pub(super) path: String,
    pub(super) is_excluded: bool,
    /// The pattern that decided, counted from 0.
    pub(super) by: Option<usize>,
    /// What the pattern matches: the path, or a directory above it.
    pub(super) matched: Option<String>,
    /// Whether there is such a path, or may be one.
    pub(super) is_there: bool,
    /// Files that are sent although they are in the directory, which is excluded.
    pub(super) taken_back: u32,
}

impl ContextReport<'_> {
    /// What becomes of a path, as it is written by a user.
    pub(super) fn decided(&self, written: &str) -> Decision {
        let path = clean_path(written.trim_start_matches('/'));
        let matcher = self.tree.ignore_file().map(|file| file.matcher()).unwrap_or_default();
        let verdict = matcher.walked(&path);
        let entry = self.tree.find(&path).and_then(|id| self.tree.entry(id));
        let is_folder = entry.is_some_and(|entry| entry.kind == EntryKind::Directory);
        Decision {
            is_excluded: verdict.is_excluded,
            by: verdict.by,
            matched: verdict.by.and_then(|index| matched(&matcher, index, &path)),
            is_there: is_there(self.tree, &path),
            taken_back: entry.filter(|_| is_folder && verdict.is_excluded).map_or(0, |entry| entry.received.files),
            path,
        }
    }

    /// The line for people.
    pub(super) fn explained(&self, decision: &Decision) -> String {
        let path = visible(&decision.path);
        let pattern = decision.by.map(|index| self.pattern(index)).unwrap_or_default();
        let matched = decision.matched.as_ref().filter(|matched| **matched != decision.path);
        let above = matched.map(|matched| format!("`{}`", visible(matched)));
        let back = match decision.taken_back {
            0 => String::new(),
            1 => "; an exception takes back 1 file in it".to_owned(),
            files => format!("; exceptions take back {files} files in it"),
        };
        let there = if decision.is_there { "" } else { " (there is no such path)" };
        match (decision.is_excluded, decision.by) {
            (true, _) => {
                let above = above.map(|above| format!(", which matches {above}")).unwrap_or_default();
                format!("`{path}` is left out by {pattern}{above}{back}{there}\n")
            }
            (false, Some(_)) => {
                let above = above.map(|above| format!(" matches {above} and")).unwrap_or_default();
                format!("`{path}` is sent: {pattern}{above} takes it back{there}\n")
            }
            (false, None) if self.ignore_name.is_none() => {
                format!("`{path}` is sent: there is no ignore file{there}\n")
            }
            (false, None) => format!("`{path}` is sent: no pattern matches it{there}\n"),
        }
    }

    /// A pattern and its place.
    pub(super) fn pattern(&self, index: usize) -> String {
        let (line, text) = self.tree.ignore_file().and_then(|file| file.pattern(index)).unwrap_or_default();
        let name = self.ignore_name.as_deref().unwrap_or_default();
        format!("`{}` ({}:{line})", visible(text), visible(name))
    }
}

/// The path or the first directory above it that a pattern matches.
fn matched(matcher: &Matcher, index: usize, path: &str) -> Option<String> {
    let above = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
    above.chain([path]).find(|path| matcher.fits(index, path)).map(str::to_owned)
}

/// Whether a path is in the tree, or in a directory that was not looked into.
fn is_there(tree: &ContextTree, path: &str) -> bool {
    let mut at = tree.root();
    for part in path.split('/').filter(|part| *part != ".") {
        match tree.child(at, part) {
            Some(child) => at = child,
            None => {
                return tree.entry(at).is_some_and(|entry| entry.kind == EntryKind::Directory && !entry.is_listed);
            }
        }
    }
    true
}

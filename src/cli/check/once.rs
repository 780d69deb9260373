//! What several projects find in a file that they share is told once.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::Single;
use crate::lint::{Check, Diagnostic};
use crate::model::stack::clean;
use crate::text::Span;

/// A finding, whoever made it.
type Key = (String, Span, &'static str, String);

/// Leaves out what is told already, and what nobody asked about. What a file is without an overlay is told first.
pub fn told(singles: &mut [Single]) {
    if singles.iter().all(|single| single.unit.merged.is_empty()) {
        return;
    }
    let projects = projects_of_files(singles);
    let comments = comments(singles);
    let own = own_files(singles);
    let mut order: Vec<&mut Single> = singles.iter_mut().collect();
    order.sort_by_key(|single| single.unit.is_overlay());
    let mut seen: HashSet<Key> = HashSet::new();
    for single in order {
        let files = &single.checked.project.files;
        let name = |diagnostic: &Diagnostic| {
            files.get(diagnostic.file.0 as usize).map(|file| plain(file.source.name())).unwrap_or_default()
        };
        let (input, is_only_input) = (plain(&single.unit.input.shown), single.unit.is_only_input);
        single.checked.diagnostics.retain(|diagnostic| {
            let key = key(name(diagnostic), diagnostic);
            let is_asked = !is_only_input || key.0 == input;
            // A comment does something where it does so for any project that has the file.
            // Of a Dockerfile that is here for its services alone, nobody knows what its comments do elsewhere.
            let is_judged = own.contains(&key.0) && comments.get(&key) == projects.get(&key.0);
            let is_so_for_all = !judges_comments(diagnostic) || is_judged;
            is_asked && is_so_for_all && seen.insert(key)
        });
    }
}

/// The name of a file without detours: one file has one.
fn plain(name: &str) -> String {
    clean(Path::new(name)).to_string_lossy().into_owned()
}

fn key(name: String, diagnostic: &Diagnostic) -> Key {
    (name, diagnostic.span, diagnostic.rule.name, diagnostic.message.clone())
}

fn judges_comments(diagnostic: &Diagnostic) -> bool {
    matches!(diagnostic.rule.check, Check::Suppression(_))
}

/// The files whose own rules were asked.
fn own_files(singles: &[Single]) -> HashSet<String> {
    let files = singles.iter().flat_map(|single| &single.checked.project.files);
    files.filter(|file| !file.is_neighbour).map(|file| plain(file.source.name())).collect()
}

/// How many projects each file belongs to.
fn projects_of_files(singles: &[Single]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for file in singles.iter().flat_map(|single| &single.checked.project.files) {
        *counts.entry(plain(file.source.name())).or_default() += 1;
    }
    counts
}

/// How many projects find each thing about a comment.
fn comments(singles: &[Single]) -> HashMap<Key, usize> {
    let mut counts = HashMap::new();
    for single in singles {
        for diagnostic in single.checked.diagnostics.iter().filter(|diagnostic| judges_comments(diagnostic)) {
            let file = single.checked.project.file(diagnostic.file);
            let name = file.map(|file| plain(file.source.name())).unwrap_or_default();
            *counts.entry(key(name, diagnostic)).or_default() += 1;
        }
    }
    counts
}

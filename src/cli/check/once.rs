//! What several projects find in a file that they share is told once.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::Single;
use crate::lint::{Check, Diagnostic};
use crate::model::stack::clean;
use crate::text::Span;

/// A finding, whoever made it: in which file, and what of it.
type Key<'a> = (&'a str, Span, &'static str, String);

/// Leaves out what is told already, and what nobody asked about. What a file is without an overlay is told first.
pub fn told(singles: &mut [Single]) {
    if singles.iter().all(|single| single.unit.merged.is_empty()) {
        return;
    }
    let names: Vec<Vec<String>> = singles.iter().map(names).collect();
    let shared = shared_files(&names);
    let comments = comments(singles, &names, &shared);
    let own = own_files(singles, &names);
    let mut order: Vec<(&mut Single, &Vec<String>)> = singles.iter_mut().zip(&names).collect();
    order.sort_by_key(|(single, _)| single.unit.is_overlay());
    let mut seen: HashSet<Key<'_>> = HashSet::new();
    for (single, names) in order {
        let (input, is_only_input) = (plain(&single.unit.input.shown), single.unit.is_only_input);
        single.checked.diagnostics.retain(|diagnostic| {
            let name = name_of(names, diagnostic);
            let is_asked = !is_only_input || name == input;
            // Of a Dockerfile that is here for its services alone, nobody knows what its comments do elsewhere.
            let is_judged = !judges_comments(diagnostic) || own.contains(name);
            let Some(projects) = shared.get(name) else { return is_asked && is_judged };
            let key = key(name, diagnostic);
            // A comment does something where it does so for any project that has the file.
            let is_so_for_all = !judges_comments(diagnostic) || comments.get(&key) == Some(projects);
            is_asked && is_judged && is_so_for_all && seen.insert(key)
        });
    }
}

/// The names of the files of a project without detours: one file has one.
fn names(single: &Single) -> Vec<String> {
    single.checked.project.files.iter().map(|file| plain(file.source.name())).collect()
}

fn plain(name: &str) -> String {
    clean(Path::new(name)).to_string_lossy().into_owned()
}

fn name_of<'a>(names: &'a [String], diagnostic: &Diagnostic) -> &'a str {
    names.get(diagnostic.file.0 as usize).map(String::as_str).unwrap_or_default()
}

fn key<'a>(name: &'a str, diagnostic: &Diagnostic) -> Key<'a> {
    (name, diagnostic.span, diagnostic.rule.name, diagnostic.message.clone())
}

fn judges_comments(diagnostic: &Diagnostic) -> bool {
    matches!(diagnostic.rule.check, Check::Suppression(_))
}

/// The files whose own rules were asked.
fn own_files<'a>(singles: &[Single], names: &'a [Vec<String>]) -> HashSet<&'a str> {
    let files = singles.iter().zip(names).flat_map(|(single, names)| single.checked.project.files.iter().zip(names));
    files.filter(|(file, _)| !file.is_neighbour).map(|(_, name)| name.as_str()).collect()
}

/// The files that belong to several projects, with how many these are.
fn shared_files(names: &[Vec<String>]) -> HashMap<&str, usize> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for name in names.iter().flatten() {
        *counts.entry(name).or_default() += 1;
    }
    counts.retain(|_, count| *count > 1);
    counts
}

/// How many projects find each thing about a comment in a file that they share.
fn comments<'a>(
    singles: &[Single],
    names: &'a [Vec<String>],
    shared: &HashMap<&str, usize>,
) -> HashMap<Key<'a>, usize> {
    let mut counts = HashMap::new();
    for (single, names) in singles.iter().zip(names) {
        for diagnostic in single.checked.diagnostics.iter().filter(|diagnostic| judges_comments(diagnostic)) {
            let name = name_of(names, diagnostic);
            if shared.contains_key(name) {
                *counts.entry(key(name, diagnostic)).or_default() += 1;
            }
        }
    }
    counts
}

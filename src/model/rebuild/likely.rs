//! The two changes that happen every day: an edit of the sources, and an edit of the dependencies.
//!
//! Knows what a build reads from its context and which names manifests and lock files have; guesses no more of
//! the project than that. Start with [`Build::source_edit`] and [`Build::dependency_edit`].

use std::collections::HashSet;

use super::paths::ContextPath;
use super::reads::ContextRead;
use crate::model::installs::manifests::is_manifest;
use crate::model::{Build, Stage};

/// A part of a path that no file is called, in the place of one that the build does not name.
const NO_NAME: &str = "\u{1}";

/// A change of sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceEdit {
    /// What changes: paths that stand for any file of a folder.
    pub paths: Vec<ContextPath>,
    /// The folders, as they are written; empty where it is any file that nothing names.
    pub folders: Vec<String>,
}

/// A change of manifests and lock files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DependencyEdit {
    /// What changes.
    pub paths: Vec<ContextPath>,
}

impl Build {
    /// A change of a file that is only copied along with others; `None` where all that is read is named.
    pub fn source_edit(&self, target: &Stage) -> Option<SourceEdit> {
        let reads = self.reads_for(target);
        if reads.iter().any(ContextRead::is_whole) {
            return Some(SourceEdit { paths: ContextPath::parse(NO_NAME).into_iter().collect(), folders: Vec::new() });
        }
        let mut told: HashSet<&str> = HashSet::new();
        let folders: Vec<&ContextRead> =
            reads.iter().filter(|read| is_folder(read) && told.insert(read.written.as_str())).collect();
        let paths = folders.iter().filter_map(|read| Some(read.pattern.as_ref()?.plain().joined(NO_NAME)));
        let (paths, folders): (Vec<_>, Vec<_>) =
            (paths.collect(), folders.iter().map(|read| read.written.clone()).collect());
        (!paths.is_empty()).then_some(SourceEdit { paths, folders })
    }

    /// A change of the manifests and lock files that the build names or, where it names none, of those that its
    /// installs read; `None` where there are none.
    pub fn dependency_edit(&self, target: &Stage) -> Option<DependencyEdit> {
        let reads = self.reads_for(target);
        let named = reads
            .iter()
            .filter_map(|read| read.pattern.as_ref())
            .filter(|pattern| pattern.name().is_some_and(is_manifest));
        let mut paths: Vec<ContextPath> = named.map(|pattern| pattern.plain()).collect();
        if paths.is_empty() && reads.iter().any(ContextRead::is_whole) {
            let needed = self.needed_by(target);
            let stages = self.stages.iter().filter(|stage| needed.contains(&stage.id));
            let commands = stages.flat_map(|stage| self.steps_of(stage)).flat_map(|step| self.commands_of(step));
            for install in commands.filter_map(|command| self.manifest_install(command)) {
                let names = install.manifests.split(' ').filter(|name| !name.starts_with(['/', '$', '~']));
                paths.extend(names.map(|name| super::Pattern::new(name, false).plain()));
            }
        }
        paths.sort();
        paths.dedup();
        (!paths.is_empty()).then_some(DependencyEdit { paths })
    }

    fn reads_for(&self, target: &Stage) -> Vec<ContextRead> {
        let needed = self.needed_by(target);
        let stages = self.stages.iter().filter(|stage| needed.contains(&stage.id));
        stages.flat_map(|stage| self.steps_of(stage)).flat_map(|step| self.context_reads(step)).collect()
    }
}

/// Whether what is read looks like a folder: its name has no ending, and is not that of a manifest.
fn is_folder(read: &ContextRead) -> bool {
    let Some(name) = read.pattern.as_ref().and_then(|pattern| pattern.name()) else { return false };
    let is_plain = !name.contains(['.', '*', '?', '[']) && name.chars().any(char::is_lowercase);
    (read.written.ends_with('/') || is_plain) && !is_manifest(name)
}

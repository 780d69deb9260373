//! The manifests and lock files that a project has where its COPY instructions take files from.
//!
//! Read once, when a build is resolved; only for the managers whose programs the build runs. Start with
//! [`ProjectFiles::has_lock`].

use std::collections::{HashMap, HashSet};

use crate::knowledge::dependency_managers::{DependencyManager, MANAGERS};
use crate::model::{Build, BuildContext};
use crate::syntax::dockerfile::ast::Kind;

/// How many folders of the context are looked into.
const MOST_FOLDERS: usize = 12;

/// What is known of the manifests and lock files of the context.
#[derive(Clone, Debug, Default)]
pub(in crate::model) struct ProjectFiles {
    /// By path.
    manifests: HashMap<String, String>,
    locks: HashSet<String>,
}

/// Looks for the files of the managers whose programs a build runs.
pub(in crate::model) fn find(build: &Build, context: &dyn BuildContext) -> ProjectFiles {
    let runs = |manager: &&DependencyManager| build.commands.iter().any(|command| command.is_any(&[manager.tool]));
    let managers: Vec<&DependencyManager> = MANAGERS.iter().filter(runs).collect();
    let mut files = ProjectFiles::default();
    if managers.is_empty() {
        return files;
    }
    for folder in folders(build, &managers) {
        for manager in &managers {
            let manifest = format!("{folder}{}", manager.manifest);
            // Where the manifest is not, the context is somewhere else.
            let Some(text) = context.read(&manifest) else { continue };
            files.manifests.insert(manifest, text);
            let locks = manager.locks.iter().map(|lock| format!("{folder}{lock}"));
            files.locks.extend(locks.filter(|lock| context.has_file(lock)));
        }
    }
    files
}

/// The folders of the context that manifests may be copied from, each empty or with a slash at its end.
fn folders(build: &Build, managers: &[&DependencyManager]) -> Vec<String> {
    let mut folders = vec![String::new()];
    for step in &build.steps {
        let Some(instruction) = build.instruction(step).filter(|it| it.flag("from").is_none()) else { continue };
        let (Kind::Copy(transfer) | Kind::Add(transfer)) = &instruction.kind else { continue };
        for source in transfer.sources.iter().filter_map(|word| build.expanded(step, word)) {
            let (folder, name) = split(&source);
            let is_file = managers.iter().any(|manager| manager.manifest == name) || name.contains(['*', '?']);
            let folder = if is_file || name.is_empty() { folder } else { format!("{folder}{name}/") };
            if !folders.contains(&folder) {
                folders.push(folder);
            }
            if folders.len() == MOST_FOLDERS {
                return folders;
            }
        }
    }
    folders
}

/// A path of the context as its folder, empty or with a slash at its end, and its last part.
pub(in crate::model) fn split(source: &str) -> (String, &str) {
    let path = source.trim_start_matches("./").trim_start_matches('/').trim_end_matches('/');
    match path.rsplit_once('/') {
        Some((folder, name)) => (format!("{folder}/"), name),
        None if path == "." => (String::new(), ""),
        None => (String::new(), path),
    }
}

impl ProjectFiles {
    /// The lock file of a manager in a folder: `Some(None)` where the folder has the manifest and no lock file, `None`
    /// where nothing is known of it.
    pub(in crate::model) fn has_lock(&self, folder: &str, manager: &DependencyManager) -> Option<Option<&'static str>> {
        self.manifest(folder, manager)?;
        Some(manager.locks.iter().copied().find(|lock| self.locks.contains(&format!("{folder}{lock}"))))
    }

    /// The text of a manager's manifest in a folder.
    pub(in crate::model) fn manifest(&self, folder: &str, manager: &DependencyManager) -> Option<&str> {
        self.manifests.get(&format!("{folder}{}", manager.manifest)).map(String::as_str)
    }
}

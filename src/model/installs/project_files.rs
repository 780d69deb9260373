//! The manifests and lock files that a project has where its COPY instructions take files from.
//!
//! Read once, when a build is resolved; only for the managers whose programs the build runs. Start with
//! [`ProjectFiles::has_lock`].

use std::collections::{HashMap, HashSet};

use crate::knowledge::dependency_managers::{DependencyManager, MANAGERS};
use crate::model::installs::dependencies::DependencyInstall;
use crate::model::{Build, BuildContext, Command};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;

/// How many folders of the context are looked into.
const MOST_FOLDERS: usize = 12;

/// What is known of the manifests and lock files of the context.
#[derive(Clone, Debug, Default)]
pub(in crate::model) struct ProjectFiles {
    /// By path.
    manifests: HashMap<String, String>,
    locks: HashSet<String>,
    /// Folders with the settings of yarn 2 and later.
    modern_yarn: HashSet<String>,
}

/// The settings of yarn 2 and later, which yarn 1 does not know.
const YARN_SETTINGS: &str = ".yarnrc.yml";

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
            if manager.tool == "yarn" && context.has_file(&format!("{folder}{YARN_SETTINGS}")) {
                files.modern_yarn.insert(folder.clone());
            }
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

    /// Whether a folder is made for yarn 2 or later; `None` where nothing says so, nor the opposite.
    fn has_modern_yarn(&self, folder: &str) -> Option<bool> {
        if self.modern_yarn.contains(folder) {
            return Some(true);
        }
        let manifest = self.manifests.get(&format!("{folder}package.json"))?;
        let (_, rest) = manifest.split_once("\"packageManager\"")?;
        is_modern(rest.split('"').nth(1)?)
    }
}

/// Whether `yarn@4.9.2` is a yarn of version 2 or later; `None` where it is something else.
fn is_modern(name: &str) -> Option<bool> {
    let version = name.strip_prefix("yarn@")?;
    match version.split('.').next()? {
        "stable" | "berry" => Some(true),
        major => Some(major.parse::<u32>().ok()? > 1),
    }
}

impl Build {
    /// Whether an install is one of yarn 2 or later: the project says so, or else corepack brings it, which is
    /// where it comes from.
    pub fn is_modern_yarn(&self, install: &DependencyInstall<'_>) -> bool {
        if install.manager.tool != "yarn" {
            return false;
        }
        let folder = self.folder_of(install).unwrap_or_default();
        if let Some(known) = self.project_files.has_modern_yarn(&folder) {
            return known;
        }
        let Some(stage) = self.stage(install.step.stage) else { return false };
        let steps = self.image_steps(stage).into_iter().filter(|step| step.id <= install.step.id);
        let mut told = None;
        for step in steps {
            if let Some(Kind::Copy(transfer) | Kind::Add(transfer)) = self.instruction(step).map(|it| &it.kind) {
                let is_setting = |name: &str| name == YARN_SETTINGS || name == ".yarn";
                let names_one = |word: &Word| word.raw.trim_end_matches('/').rsplit('/').next().is_some_and(is_setting);
                told = transfer.sources.iter().any(names_one).then_some(true).or(told);
            }
            for command in self.commands_of(step) {
                told = yarn_told(command).or(told);
            }
        }
        told.unwrap_or(false)
    }
}

/// What a command says about the yarn of those behind it: `corepack prepare yarn@4`, `yarn set version berry`.
fn yarn_told(command: &Command) -> Option<bool> {
    let words = || command.args.iter().filter_map(Word::known);
    if command.is_any(&["corepack"]) {
        return words().find_map(|word| is_modern(&word)).or(Some(true));
    }
    let is_set = command.is_any(&["yarn"]) && command.has_arg("set") && command.has_arg("version");
    words().next_back().filter(|_| is_set).and_then(|version| is_modern(&format!("yarn@{version}")))
}

#[cfg(test)]
mod tests {
    use super::is_modern;

    #[test]
    fn yarns_have_versions() {
        assert_eq!(is_modern("yarn@4.9.2+sha512.0"), Some(true));
        assert_eq!(is_modern("yarn@1.22.22"), Some(false));
        assert_eq!(is_modern("pnpm@10.0.0"), None);
    }
}

//! Finds the files of a repository that say how its Dockerfiles are built.
//!
//! Bake files are looked for in the root and beside Dockerfiles, pipelines at their fixed paths; hidden folders are not
//! searched otherwise. What a pipeline bakes is read as it is baked: from the folder it runs in, and with the files it
//! names. Start with [`of_repository`].

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::discover::shown;
use super::read;
use crate::model::found_builds::{BakeCall, Context, Found, FoundGap, of_bake, of_workflow};
use crate::text::{Source, Span};

/// The names that bake looks for, in the order they are merged.
const BAKE_FILES: &[&str] =
    &["docker-bake.json", "docker-bake.override.json", "docker-bake.hcl", "docker-bake.override.hcl"];

/// Folders whose YAML files are pipelines.
const FOLDERS: &[&str] = &[".github/workflows", ".gitea/workflows", ".forgejo/workflows"];

/// Files that are pipelines.
const FILES: &[&str] = &[
    ".gitlab-ci.yml",
    ".gitlab-ci.yaml",
    ".circleci/config.yml",
    "azure-pipelines.yml",
    "azure-pipelines.yaml",
    "bitbucket-pipelines.yml",
];

/// What a repository tells.
#[derive(Debug)]
pub struct FoundInRepository {
    /// The folder that paths lead from.
    pub root: PathBuf,
    /// What was found.
    pub found: Found,
}

/// The builds of the repository that a folder belongs to: the nearest folder above with a `.git`, or the folder itself.
/// Bake files beside these Dockerfiles are read too.
pub fn of_repository(searched: &Path, dockerfiles: &[PathBuf]) -> FoundInRepository {
    let searched = std::path::absolute(searched).unwrap_or_else(|_| searched.to_owned());
    let root = searched.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&searched).to_owned();
    let mut reader = Reader { root: &root, found: Found::default() };
    for path in pipelines(&root) {
        let source = reader.source(&path);
        reader.found.extend(source.as_ref().map(of_workflow).unwrap_or_default());
    }
    reader.bakes(folders(&root, dockerfiles));
    let found = reader.found;
    FoundInRepository { root, found }
}

/// The paths of pipelines that there are or may be.
fn pipelines(root: &Path) -> Vec<String> {
    let mut paths = Vec::new();
    for folder in FOLDERS {
        let entries = std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.filter(|name| name.ends_with(".yml") || name.ends_with(".yaml")).collect();
        names.sort();
        paths.extend(names.into_iter().map(|name| format!("{folder}/{name}")));
    }
    paths.extend(FILES.iter().map(|&name| name.to_owned()));
    paths
}

/// The root and the folders of Dockerfiles in it, as paths that lead from it.
fn folders(root: &Path, dockerfiles: &[PathBuf]) -> BTreeSet<String> {
    let of_file = |path: &PathBuf| {
        let folder = std::path::absolute(path).ok()?.parent()?.strip_prefix(root).ok().map(Path::to_owned)?;
        Some(shown(&folder))
    };
    let others = dockerfiles.iter().filter_map(of_file);
    std::iter::once(".".to_owned())
        .chain(others)
        .map(|folder| if folder.is_empty() { ".".to_owned() } else { folder })
        .collect()
}

struct Reader<'a> {
    root: &'a Path,
    found: Found,
}

impl Reader<'_> {
    /// Reads a file, where there is one.
    fn source(&mut self, path: &str) -> Option<Source> {
        let whole = self.root.join(path);
        if !whole.is_file() {
            return None;
        }
        match read::part_of_project(&whole) {
            Ok(bytes) => Some(Source::new(path, bytes)),
            Err(reason) => {
                let reason = format!("it cannot be read: {reason}");
                self.found.gaps.push(FoundGap { file: path.to_owned(), span: Span::at(0), reason });
                None
            }
        }
    }

    /// Reads the bake files that pipelines name, and those with usual names that none of them does.
    fn bakes(&mut self, mut folders: BTreeSet<String>) {
        let calls: BTreeSet<(String, Vec<String>)> = self.found.bakes.iter().filter_map(call).collect();
        let mut named = BTreeSet::new();
        for (directory, files) in calls {
            if files.is_empty() {
                folders.insert(directory);
                continue;
            }
            named.extend(files.iter().cloned());
            self.bake(&files, &directory);
        }
        for folder in folders {
            let path = |name: &&str| if folder == "." { (*name).to_owned() } else { format!("{folder}/{name}") };
            let usual: Vec<String> = BAKE_FILES.iter().map(path).filter(|path| !named.contains(path)).collect();
            self.bake(&usual, &folder);
        }
    }

    /// Reads files that are baked together.
    fn bake(&mut self, paths: &[String], folder: &str) {
        let sources: Vec<Source> = paths.iter().filter_map(|path| self.source(path)).collect();
        // Others are Compose files.
        let is_bake = |source: &Source| source.name().ends_with(".hcl") || source.name().ends_with(".json");
        let sources: Vec<Source> = sources.into_iter().filter(is_bake).collect();
        if !sources.is_empty() {
            self.found.extend(of_bake(&sources, folder));
        }
    }
}

/// The folder and the files of a bake, where the folder is one of the repository.
fn call(bake: &BakeCall) -> Option<(String, Vec<String>)> {
    match bake.directory.value()? {
        Context::Folder(folder) => Some((folder.clone(), bake.files.items.clone())),
        Context::Committed(_) | Context::Elsewhere(_) | Context::Nothing => None,
    }
}

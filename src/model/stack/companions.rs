//! Files that have what is missing in another one, which is given to Docker Compose together with them.
//!
//! A part of a project names what stands in the file that it is given behind: the one beside it, or the project's own
//! one or two folders up. What comes out is tried: a command is only told where it loads. Start with [`find`].

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::load::load_alone;
use super::names::BASES;
use super::paths::{clean, directory_of, shown};
use super::{LoadOptions, ProjectFiles, Stack};
use crate::syntax::compose::ast::Service;
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind, Value};

/// How many folders above that of the file are looked into.
const MOST_FOLDERS: usize = 2;
/// How many files beside it are looked through.
const MOST_FILES: usize = 50;
/// How large they may be.
const MOST_BYTES: usize = 1 << 20;
/// How many ways to put files together are tried.
const MOST_TRIALS: usize = 12;

/// A file that declares everything that is missing in another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Companion {
    /// Its path, as it is shown.
    pub path: String,
    /// Whether it has a name that Docker Compose looks for by itself.
    pub is_base: bool,
    /// All the files of a project that loads, in their order; `None` where none was found.
    pub files: Option<Vec<String>>,
}

/// A file that may have something of what is missing.
struct Candidate {
    path: PathBuf,
    is_base: bool,
    has: BTreeSet<Name>,
}

/// A name and its section.
type Name = (&'static str, String);

/// The file that has what is missing in the only file of a project.
pub(super) fn find(path: &Path, stack: &Stack, files: &dyn ProjectFiles, options: &LoadOptions) -> Option<Companion> {
    let of_main = stack.problems.iter().filter(|problem| problem.place.file == stack.main);
    let missing: BTreeSet<Name> = of_main.flat_map(|problem| problem.missing.iter().cloned()).collect();
    if missing.is_empty() {
        return None;
    }
    let search = Search { path, missing, files, options };
    let candidates = search.candidates();
    let (mut trials, mut declaring) = (0, None);
    for (before, candidate) in ways(&candidates) {
        let has = |name: &Name| candidate.has.contains(name) || before.is_some_and(|before| before.has.contains(name));
        if candidate.has.is_empty() || trials == MOST_TRIALS || !search.missing.iter().all(has) {
            continue;
        }
        trials += 1;
        let order = search.order(before, candidate);
        let of = |files| Companion { path: shown(&candidate.path), is_base: candidate.is_base, files };
        if search.loads(&order) {
            return Some(of(Some(order.iter().map(|path| shown(path)).collect())));
        }
        if before.is_none() && declaring.is_none() {
            declaring = Some(of(None));
        }
    }
    declaring
}

/// Each file alone, then each behind one that Docker Compose finds by itself.
fn ways(candidates: &[Candidate]) -> impl Iterator<Item = (Option<&Candidate>, &Candidate)> {
    let alone = candidates.iter().map(|candidate| (None, candidate));
    let bases = candidates.iter().filter(|candidate| candidate.is_base);
    let pairs = bases.flat_map(|base| {
        candidates.iter().filter(|other| !other.is_base).map(move |candidate| (Some(base), candidate))
    });
    alone.chain(pairs)
}

struct Search<'a> {
    path: &'a Path,
    missing: BTreeSet<Name>,
    files: &'a dyn ProjectFiles,
    options: &'a LoadOptions,
}

impl Search<'_> {
    /// The files that may have what is missing: those of the name without `override` and those that Docker Compose
    /// finds by itself, the nearest first, then the others beside this one.
    fn candidates(&self) -> Vec<Candidate> {
        let own = clean(self.path);
        let name = own.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let without = name.replace(".override.", ".");
        let mut paths: Vec<(PathBuf, bool)> = Vec::new();
        for folder in self.folders() {
            if without != name {
                paths.push((folder.join(&without), BASES.contains(&without.as_str())));
            }
            let base = BASES.iter().map(|base| folder.join(base)).find(|path| self.is_there(path));
            paths.extend(base.map(|base| (base, true)));
        }
        let mut beside = self.files.siblings(&directory_of(self.path)).unwrap_or_default();
        beside.retain(|name| name.ends_with(".yaml") || name.ends_with(".yml"));
        // The plainest name comes first.
        beside.sort_by_key(|name| (name.len(), name.clone()));
        paths.extend(beside.iter().take(MOST_FILES).map(|name| (directory_of(self.path).join(name), false)));
        let mut seen = BTreeSet::from([own]);
        paths.retain(|(path, _)| seen.insert(clean(path)));
        paths.into_iter().filter_map(|(path, is_base)| self.candidate(path, is_base)).collect()
    }

    fn is_there(&self, path: &Path) -> bool {
        self.files.exists(path) == Some(true)
    }

    /// The folder of the file and those above it, up to the top of a repository.
    fn folders(&self) -> Vec<PathBuf> {
        let mut folders = vec![clean(&directory_of(self.path))];
        while let Some(last) = folders.last().filter(|_| folders.len() <= MOST_FOLDERS) {
            let above = clean(&last.join(".."));
            if self.is_there(&last.join(".git")) || above == *last {
                break;
            }
            folders.push(above);
        }
        folders
    }

    /// What of that which is missing a file has; a base counts in any case, for others may need it.
    fn candidate(&self, path: PathBuf, is_base: bool) -> Option<Candidate> {
        let bytes = self.files.read(&path).ok().filter(|bytes| bytes.len() <= MOST_BYTES)?;
        let text = String::from_utf8_lossy(&bytes);
        let is_named = self.missing.iter().any(|(_, name)| text.contains(name.as_str()));
        let has = if is_named { self.declared_in(&path) } else { BTreeSet::new() };
        (is_base || !has.is_empty()).then_some(Candidate { path, is_base, has })
    }

    /// What of that which is missing a file declares; of a service it has to say what that runs.
    fn declared_in(&self, path: &Path) -> BTreeSet<Name> {
        let (_, stack) = load_alone(&[path.to_owned()], self.files, self.options);
        let declares = |(section, name): &&Name| {
            let declared = stack.value.at(&[section, name.as_str()]);
            declared.is_some_and(|declared| *section != "services" || runs(declared))
        };
        self.missing.iter().filter(declares).cloned().collect()
    }

    /// The files in the order they are given in: what Docker Compose finds by itself comes first.
    fn order(&self, before: Option<&Candidate>, candidate: &Candidate) -> Vec<PathBuf> {
        let name = self.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_first = BASES.contains(&name) && !candidate.is_base;
        let others = before.map(|before| before.path.clone()).into_iter().chain([candidate.path.clone()]);
        let own = self.path.to_owned();
        match is_first {
            true => std::iter::once(own).chain(others).collect(),
            false => others.chain([own]).collect(),
        }
    }

    /// Whether files make a project, as far as they tell: what the environment has to set is not theirs.
    fn loads(&self, paths: &[PathBuf]) -> bool {
        let (_, stack) = load_alone(paths, self.files, self.options);
        // A service with another problem is not told to have no image.
        let is_bare = |service: &Service| {
            let is_known = stack.open_services.as_ref().is_some_and(|open| !open.contains(&service.name.value));
            is_known && !runs(&service.value)
        };
        !stack.problems.iter().any(hinders) && !stack.services().any(is_bare)
    }
}

/// Whether a service says what it runs.
fn runs(service: &Value) -> bool {
    ["image", "build", "provider"].iter().any(|key| service.get(key).is_some())
}

fn hinders(problem: &ComposeProblem) -> bool {
    use ComposeProblemKind as Kind;
    match problem.kind {
        Kind::Unset | Kind::Required | Kind::MissingFile | Kind::MissingEnvironment | Kind::Profile => false,
        Kind::Yaml
        | Kind::Template
        | Kind::NotAProject
        | Kind::UnknownKey
        | Kind::WrongType
        | Kind::InvalidValue
        | Kind::Interpolation
        | Kind::UndefinedReference
        | Kind::Cycle
        | Kind::Conflict
        | Kind::RepeatedItem
        | Kind::ContainerName
        | Kind::MountTarget => true,
    }
}

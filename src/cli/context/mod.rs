//! `plimsoll context`: what a builder receives, and the folder on disk that it is taken from.
//!
//! Start with [`run`]. [`Disk`] is the build context of every command.

mod disk;
mod filter;
mod shared;
mod suggest;

use std::path::{Path, PathBuf};

pub use disk::Disk;
pub(in crate::cli) use disk::way_to;
pub use shared::Contexts;

use super::arguments::{ContextArguments, ListFormat};
use super::terminal::{complain, emit, look};
use super::{Failure, Outcome, discover, read};
use crate::model::{BuildContext, ContextTree, IgnoreFile, IgnoreKind, PathList, Project};
use crate::report::context::ContextReport;
use crate::report::visible;
use crate::text::Source;

/// The names that a Dockerfile has where none is given.
const NAMES: [&str; 2] = ["Dockerfile", "Containerfile"];

/// What is looked at.
struct Place {
    root: PathBuf,
    dockerfile: Option<PathBuf>,
}

/// Prints what there is in a build context.
pub fn run(arguments: &ContextArguments) -> Result<Outcome, Failure> {
    if let (Some(ignore_file), Some(paths)) = (&arguments.ignore_file, &arguments.paths_from) {
        return filter::run(ignore_file, paths);
    }
    let place = place(arguments)?;
    if arguments.suggest {
        return suggest::run(&place.root);
    }
    let given = arguments.ignore_file.as_deref().map(given_ignore_file).transpose()?;
    let disk = Disk::new(&place.root, place.dockerfile.as_deref().map(|path| relative(path, &place.root)), given);
    let listed = match &arguments.context_list {
        None => None,
        Some(list) => Some(of_list(list, disk.ignore_file())?),
    };
    let Some(tree) = listed.as_ref().or_else(|| disk.tree()) else { return Ok(Outcome::Clean) };
    if let Some(refusal) = tree.ignore_file().and_then(|file| refusal(file, &ignore_name(file, &place))) {
        return Err(refusal);
    }
    let source = match &place.dockerfile {
        Some(path) => Some(dockerfile(path)?),
        None => None,
    };
    // Trees may be deep: the pool's threads have the stack for that.
    let mut text = String::new();
    rayon::scope(|_| text = render(arguments, &place, tree, source, &disk));
    emit(text.as_bytes())?;
    Ok(told_gaps(tree, &place))
}

/// The folder, and the Dockerfile where there is one.
fn place(arguments: &ContextArguments) -> Result<Place, Failure> {
    let beside = |file: &PathBuf| match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    let root = arguments.directory.clone().or_else(|| arguments.file.as_ref().map(beside));
    let root = root.unwrap_or_else(|| PathBuf::from("."));
    let shown = visible(&discover::shown(&root)).into_owned();
    if !root.is_dir() {
        let reason = if root.exists() { "is no folder; name its folder" } else { "does not exist; check the path" };
        return Err(Failure(format!("`{shown}` {reason}")));
    }
    let found = || NAMES.iter().map(|name| root.join(name)).find(|path| path.is_file());
    let dockerfile = arguments.file.clone().or_else(found);
    Ok(Place { root, dockerfile })
}

fn dockerfile(path: &Path) -> Result<Source, Failure> {
    let shown = discover::shown(path);
    Ok(Source::new(shown.as_str(), read::file(path, &shown).map_err(Failure)?))
}

/// The path of the Dockerfile relative to the context, or an absolute one where it lies elsewhere.
fn relative(path: &Path, root: &Path) -> String {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    // The name itself may be a link: the ignore file is called after the link.
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let path = real(parent).join(path.file_name().unwrap_or_default());
    let path = path.strip_prefix(real(root)).unwrap_or(&path);
    discover::shown(path)
}

fn given_ignore_file(path: &Path) -> Result<IgnoreFile, Failure> {
    let shown = discover::shown(path);
    let bytes = read::file(path, &shown).map_err(Failure)?;
    Ok(IgnoreFile::new(shown.clone(), &shown, IgnoreKind::Given, bytes))
}

fn of_list(list: &Path, ignore_file: Option<IgnoreFile>) -> Result<ContextTree, Failure> {
    let bytes = filter::list(list)?;
    Ok(ContextTree::new(&PathList::read(&String::from_utf8_lossy(&bytes)), ignore_file))
}

/// An ignore file as it is shown.
fn ignore_name(file: &IgnoreFile, place: &Place) -> String {
    match (file.kind, &place.dockerfile) {
        (IgnoreKind::Specific, Some(dockerfile)) => format!("{}.dockerignore", discover::shown(dockerfile)),
        (IgnoreKind::General, _) => discover::shown(&place.root.join(&file.path)),
        (IgnoreKind::Specific | IgnoreKind::Given, _) => file.path.clone(),
    }
}

/// Why BuildKit would stop.
pub fn refusal(file: &IgnoreFile, shown: &str) -> Option<Failure> {
    let problem = file.problems.first()?;
    let line = file.source.position(problem.span.start).line;
    Some(Failure(format!("{}:{line}: {}", visible(shown), visible(&problem.message))))
}

fn render(
    arguments: &ContextArguments,
    place: &Place,
    tree: &ContextTree,
    source: Option<Source>,
    disk: &Disk,
) -> String {
    if arguments.paths {
        return tree.files().map(|id| tree.path(id) + "\n").collect();
    }
    let project = source.map(|source| Project::of_dockerfiles(vec![source], disk));
    let report = ContextReport {
        root: discover::shown(&place.root),
        ignore_name: tree.ignore_file().map(|file| ignore_name(file, place)),
        build: project.as_ref().and_then(|project| Some((&project.files.first()?.source, project.builds.first()?))),
        tree,
        why: &arguments.why,
    };
    match arguments.format {
        ListFormat::Human => report.human(look(arguments.color, false, false)),
        ListFormat::Json => report.json(),
    }
}

/// Says what could not be read.
fn told_gaps(tree: &ContextTree, place: &Place) -> Outcome {
    for unread in tree.unread() {
        let path = discover::shown(&place.root.join(&unread.path));
        complain(&format!("error: `{}` cannot be read: {}", visible(&path), unread.reason));
    }
    if tree.is_cut() {
        complain("error: the context has too many entries; what is beyond four million is left out here");
    }
    if tree.unread().is_empty() && !tree.is_cut() { Outcome::Clean } else { Outcome::Trouble }
}

//! `plimsoll cache`: what a build does again after a change.

use std::path::{Path, PathBuf};

use super::arguments::{CacheArguments, ColorChoice, ListFormat};
use super::context::Disk;
use super::terminal::{emit, look};
use super::{Failure, Outcome, discover, read};
use crate::model::BuildContext as _;
use crate::model::rebuild::{Change, ContextPath};
use crate::model::{Build, Project, Stage};
use crate::report::cache::{CacheReport, LeftOut, Picture, PictureKind};
use crate::report::visible;
use crate::text::Source;

/// The names that a file has where none is given.
const NAMES: [&str; 2] = ["Dockerfile", "Containerfile"];

/// Prints what is built again.
pub fn run(arguments: &CacheArguments) -> Result<Outcome, Failure> {
    let path = arguments.file.clone().unwrap_or_else(default_file);
    let shown = discover::shown(&path);
    let bytes = if path == Path::new("-") { read::stdin("standard input") } else { read::file(&path, &shown) };
    let source = Source::new(shown.clone(), bytes.map_err(Failure)?);
    // Trees may be deep: the pool's threads have the stack for that.
    let mut text = Ok(String::new());
    rayon::scope(|_| text = render(arguments, &path, source));
    emit(text?.as_bytes())?;
    Ok(Outcome::Clean)
}

fn default_file() -> PathBuf {
    let found = NAMES.iter().map(PathBuf::from).find(|path| path.is_file());
    found.unwrap_or_else(|| PathBuf::from("Dockerfile"))
}

fn render(arguments: &CacheArguments, path: &Path, source: Source) -> Result<String, Failure> {
    let shown = visible(source.name()).into_owned();
    let disk = Disk::around(path);
    let project = Project::of_dockerfiles(vec![source], &disk);
    let (Some(file), Some(build)) = (project.files.first(), project.builds.first()) else {
        return Err(Failure(format!("`{shown}` cannot be resolved")));
    };
    let text = file.source.text();
    let target = target(build, arguments.target.as_deref(), &shown)?;
    let picture = |kind, change: Change| {
        let verdicts = build.rebuild(text, target, &change);
        Picture { kind, change, verdicts, left_out: Vec::new() }
    };
    let mut pictures = Vec::new();
    if arguments.changed.is_empty() && arguments.changed_arg.is_empty() {
        if let Some(edit) = build.source_edit(target) {
            let change = Change { paths: edit.paths, arguments: Vec::new() };
            pictures.push(picture(PictureKind::Sources(edit.folders), change));
        }
        if let Some(edit) = build.dependency_edit(target) {
            let change = Change { paths: edit.paths, arguments: Vec::new() };
            pictures.push(picture(PictureKind::Dependencies, change));
        }
    } else {
        let paths: Result<_, Failure> = arguments.changed.iter().map(|path| context_path(path)).collect();
        let (paths, left_out) = sent(paths?, &disk);
        let change = Change { paths, arguments: arguments.changed_arg.clone() };
        pictures.push(Picture { left_out, ..picture(PictureKind::Given, change) });
    }
    let report = CacheReport { source: &file.source, build, target, pictures };
    Ok(match arguments.format {
        ListFormat::Human => report.human(look(ColorChoice::Never, false, false)),
        ListFormat::Json => report.json(),
    })
}

fn context_path(text: &str) -> Result<ContextPath, Failure> {
    let path = if cfg!(windows) { text.replace('\\', "/") } else { text.to_owned() };
    ContextPath::parse(&path).ok_or_else(|| {
        let shown = visible(text);
        Failure(format!("`{shown}` is not in the build context; write it relative to the folder that is built"))
    })
}

/// The paths that the builder receives, and those that the ignore file leaves out. One that BuildKit refuses does not
/// count: there is no build then.
fn sent(paths: Vec<ContextPath>, disk: &Disk) -> (Vec<ContextPath>, Vec<LeftOut>) {
    let Some(file) = disk.ignore_file().filter(|file| file.problems.is_empty()) else { return (paths, Vec::new()) };
    let matcher = file.matcher();
    let mut left_out = Vec::new();
    let mut kept = Vec::new();
    for path in paths {
        let text = path.to_string();
        let name = text.trim_end_matches('/');
        let verdict = matcher.walked(name);
        let may_return = text.ends_with('/') && matcher.may_reinclude(verdict, name);
        match verdict.by.filter(|_| verdict.is_excluded && !may_return).and_then(|index| file.pattern(index)) {
            Some((line, pattern)) => {
                let pattern = pattern.to_owned();
                left_out.push(LeftOut { path: text, pattern, ignore_file: file.path.clone(), line });
            }
            None => kept.push(path),
        }
    }
    (kept, left_out)
}

/// The stage of a name or number; the last one where none is named.
fn target<'b>(build: &'b Build, name: Option<&str>, shown: &str) -> Result<&'b Stage, Failure> {
    let Some(name) = name else {
        return build.target_stage().ok_or_else(|| {
            Failure(match build.dockerfile.template {
                Some(_) => format!("`{shown}` is a template; render it first"),
                None => format!("`{shown}` has no stage: no FROM begins one"),
            })
        });
    };
    if let Some(stage) = build.stage_called(name) {
        return Ok(stage);
    }
    let names: Vec<String> = build
        .stages
        .iter()
        .filter_map(|stage| stage.name.as_ref())
        .map(|name| format!("`{}`", visible(&name.value)))
        .collect();
    let there = match names.as_slice() {
        [] => "no stage has a name".to_owned(),
        some => format!("the stages are {}", some.join(", ")),
    };
    Err(Failure(format!("no stage of `{shown}` is called `{}`: {there}", visible(name))))
}

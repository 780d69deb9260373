//! `plimsoll check`: reads, lints, mends, reports.
//!
//! Which files are one project is for [`projects`](super::projects) to say. Projects are checked in parallel and
//! reported in the order of their paths. Start with [`run`].

mod compose;
mod fixed;
mod once;

use std::collections::HashSet;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::arguments::CheckArguments;
use super::changes::Changes;
use super::configuration::{Configurations, Holds};
use super::context::{Contexts, Disk};
use super::discover::{self, Found, Input, Kind};
use super::project_files::DiskFiles;
use super::projects::{self, Unit};
use super::surroundings::Surroundings;
use super::terminal::{complain, emit, look};
use super::{Failure, Outcome, names, read, write};
use crate::lint::{Checked, Failure as RuleFailure, FixedFile, Name, Refused, Safety, Settings, engine, fix};
use crate::model::containers::ServiceUse;
use crate::model::stack::{EditedFiles, ProjectFiles};
use crate::model::{NoContext, Project, SharedContext};
use crate::report::{self, Gap, Look, Run};
use crate::text::Source;

pub(super) use compose::options as compose_options;

/// What is done with fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// They are shown with their findings.
    Report,
    /// They are written to the files.
    Fix(Safety),
    /// They are printed as a diff.
    Diff(Safety),
}

/// What checking one project came to.
struct Single {
    unit: Unit,
    settings: Arc<Settings>,
    checked: Checked,
    files: Vec<FixedFile>,
    refused: Vec<Refused>,
    /// What its files ask for and could not be looked at.
    gaps: Vec<Gap>,
    /// The Dockerfiles that its services build.
    uses: Vec<(PathBuf, ServiceUse)>,
}

impl Single {
    /// With nothing but the texts of its files: reports need no more, and a run over thousands need not hold more.
    fn without_meaning(mut self) -> Self {
        self.checked.project.drop_meaning();
        self
    }
}

/// Checks what the arguments name.
pub fn run(arguments: &CheckArguments) -> Result<Outcome, Failure> {
    let mode = mode(arguments)?;
    let reads_stdin = reads_stdin(arguments)?;
    let mut configurations = Configurations::new(arguments)?;
    let files = disk_files(arguments)?;
    let (mut singles, mut gaps) = if reads_stdin {
        match of_stdin(arguments, &mut configurations, mode, &files)? {
            Ok(single) => (vec![single], Vec::new()),
            Err(gap) => (Vec::new(), vec![gap]),
        }
    } else {
        of_paths(arguments, &mut configurations, mode, &files)?
    };
    // A report tells of one profile. Configurations that hold for no file are not read.
    let settings = match singles.first() {
        Some(single) => single.settings.clone(),
        None => configurations.here()?,
    };
    let page = look(arguments.color, arguments.isolated, false);
    let mut changes = 0;
    for single in &mut singles {
        gaps.append(&mut single.gaps);
        gaps.extend(failed_rules(single));
        fixed::refused(single);
        match mode {
            Mode::Report => {}
            Mode::Fix(_) if reads_stdin => emit(&fixed::text_of(single))?,
            Mode::Fix(_) => {
                let unwritten = fixed::written(single);
                if !unwritten.is_empty() {
                    single.checked = unfixed(single, &files);
                }
                gaps.extend(unwritten);
            }
            Mode::Diff(_) => changes += fixed::printed(single)?,
        }
    }
    once::told(&mut singles);
    gaps.sort_by(|a, b| a.path.cmp(&b.path));
    gaps.dedup();
    gaps.iter().for_each(|gap| complain(&format!("error: {}", gap.reason)));
    let fails = singles.iter().any(fails);
    // The process ends behind this: the system takes the trees back at once, piece by piece they take a tenth of a run.
    let checked: ManuallyDrop<Vec<Checked>> =
        ManuallyDrop::new(singles.into_iter().map(|single| single.checked).collect());
    let run = Run { checked: &checked, settings: &settings, gaps: &gaps };
    if matches!(mode, Mode::Diff(_)) {
        fixed::summary(changes, run.summary().files);
        return Ok(judged(changes > 0, &gaps));
    }
    let to_stderr = reads_stdin && matches!(mode, Mode::Fix(_));
    deliver(arguments, &run, page, to_stderr)?;
    Ok(judged(fails, &gaps))
}

/// What is found in a file as it was before its fixes, which could not be written.
fn unfixed(single: &Single, files: &DiskFiles) -> Checked {
    if single.unit.input.kind == Kind::Compose {
        let project = Project::of_compose(&single.unit.merged, files, &compose::options());
        return engine::run(project, &single.settings);
    }
    let surroundings = surroundings_of(&single.unit.input.path);
    if single.unit.input.kind == Kind::Ignore {
        let request = surroundings.of_ignore_file(&single.unit.input.path);
        return engine::run(Project::of_ignore_file(&request, files), &single.settings);
    }
    let (uses, context) = (surroundings.of(&single.unit.input.path), context_for(&single.unit, &surroundings, files));
    let source = single.files.first().map(|file| file.before.clone()).unwrap_or_else(|| Source::new("", Vec::new()));
    engine::run(Project::of_dockerfile(source, &uses, &context), &single.settings)
}

/// Rules that failed on a file: what they would have found is missing.
fn failed_rules(single: &Single) -> Vec<Gap> {
    let shown = &single.unit.input.shown;
    let gap = |failure: &RuleFailure| Gap {
        path: shown.clone(),
        reason: format!(
            "the rule `{}` failed on `{}`, a bug in plimsoll; its findings there are missing",
            failure.rule,
            report::visible(shown)
        ),
    };
    single.checked.failures.iter().map(gap).collect()
}

/// What is to be done with fixes, where the flags agree.
fn mode(arguments: &CheckArguments) -> Result<Mode, Failure> {
    let level = if arguments.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    match (arguments.fix, arguments.diff) {
        (false, false) if arguments.unsafe_fixes => Err(Failure(
            "`--unsafe-fixes` does nothing by itself; add `--fix` to apply the fixes or `--diff` to see them"
                .to_owned(),
        )),
        (false, false) => Ok(Mode::Report),
        (false, true) => Ok(Mode::Diff(level)),
        (true, _) => Ok(Mode::Fix(level)),
    }
}

/// The disk, with a list in its place where the arguments name one.
fn disk_files(arguments: &CheckArguments) -> Result<DiskFiles, Failure> {
    let Some(list) = &arguments.context_list else { return Ok(DiskFiles::default()) };
    let [folder] = arguments.paths.as_slice() else {
        return Err(Failure("`--context-list` is about one folder; name it, and nothing else".to_owned()));
    };
    if !folder.is_dir() {
        let shown = discover::shown(folder);
        return Err(Failure(format!("`--context-list` is about a folder, and `{}` is none", report::visible(&shown))));
    }
    let text = read::file(list, &discover::shown(list)).map_err(Failure)?;
    let contexts = Arc::new(Contexts::with_list(folder, &String::from_utf8_lossy(&text)));
    Ok(DiskFiles { contexts, ..DiskFiles::default() })
}

/// Whether standard input is what is checked, where the arguments agree.
fn reads_stdin(arguments: &CheckArguments) -> Result<bool, Failure> {
    let has_dash = arguments.paths.iter().any(|path| path == Path::new("-"));
    if has_dash && arguments.paths.len() > 1 {
        return Err(Failure("`-` reads standard input and cannot stand beside other paths".to_owned()));
    }
    if !has_dash && arguments.stdin_filename.is_some() {
        return Err(Failure("`--stdin-filename` names what `-` reads; add `-`, or leave it out".to_owned()));
    }
    Ok(has_dash)
}

/// What was checked, and what could not be.
type Results = (Vec<Single>, Vec<Gap>);

/// Checks the files that the paths name.
fn of_paths(
    arguments: &CheckArguments,
    configurations: &mut Configurations<'_>,
    mode: Mode,
    files: &DiskFiles,
) -> Result<Results, Failure> {
    let here = [PathBuf::from(".")];
    let paths = if arguments.paths.is_empty() { &here[..] } else { &arguments.paths };
    let Found { inputs, mut gaps, empty } = discover::files(paths);
    if arguments.paths.is_empty() {
        // Nobody said that there was one.
        empty.iter().for_each(|gap| complain(&format!("warning: {}", gap.reason)));
    } else {
        gaps.extend(empty);
    }
    let (mut wanted, mut excluded) = (Vec::with_capacity(inputs.len()), Vec::new());
    for input in inputs {
        match configurations.of_file(&input.path, input.searched.as_deref())? {
            Holds::Settings(settings) => wanted.push((input, settings)),
            Holds::Excluded(by) => excluded.push((input, by)),
        }
    }
    tell_excluded(&excluded, wanted.is_empty());
    let units = projects::units(wanted, files);
    let results = match &arguments.changed_since {
        Some(revision) => of_changed(units, mode, files, &Changes::since(revision, &folder_of(paths))?),
        None => checked(units, mode, files).0,
    };
    let mut singles = Vec::with_capacity(results.len());
    for result in results {
        match result {
            Ok(single) => singles.push(single),
            Err(gap) => gaps.push(gap),
        }
    }
    gaps.sort_by(|a, b| a.path.cmp(&b.path));
    Ok((singles, gaps))
}

/// The folder that is asked about: of several the first.
fn folder_of(paths: &[PathBuf]) -> PathBuf {
    let first = paths.first().map(PathBuf::as_path).unwrap_or(Path::new("."));
    let folder = if first.is_dir() { Some(first) } else { first.parent() };
    folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

/// Checks the projects that changes concern. Which those are is only known once all are looked at.
fn of_changed(
    units: Vec<(Unit, Arc<Settings>)>,
    mode: Mode,
    files: &DiskFiles,
    changes: &Changes,
) -> Vec<Result<Single, Gap>> {
    let (mut results, surroundings) = checked(units.clone(), Mode::Report, files);
    results.retain(|result| result.as_ref().is_ok_and(|single| is_concerned(single, changes, &surroundings)));
    if mode == Mode::Report {
        return results;
    }
    let concerned: HashSet<String> = results.iter().flatten().map(|single| single.unit.input.shown.clone()).collect();
    checked(units.into_iter().filter(|(unit, _)| concerned.contains(&unit.input.shown)).collect(), mode, files).0
}

/// Whether changes concern a project: one of its files, one that builds its Dockerfile, or what its build receives.
fn is_concerned(single: &Single, changes: &Changes, surroundings: &Surroundings) -> bool {
    let own = single.checked.project.files.iter().map(|file| Path::new(file.source.name()));
    let path = &single.unit.input.path;
    let uses = surroundings.of(path);
    let context = (single.unit.input.kind == Kind::Dockerfile).then(|| surroundings.context_of(path));
    changes.concern(own.chain(uses.iter().map(|service| Path::new(&service.compose))), context.as_deref())
}

/// Checks projects: those of Compose files first, which know how Dockerfiles are built.
fn checked(
    units: Vec<(Unit, Arc<Settings>)>,
    mode: Mode,
    files: &DiskFiles,
) -> (Vec<Result<Single, Gap>>, Surroundings) {
    let (compose, others): (Vec<_>, Vec<_>) = units.into_iter().partition(|(unit, _)| unit.input.kind == Kind::Compose);
    // The process ends behind the only project, and the system takes it back sooner than it is taken apart.
    let is_only = compose.len() + others.len() == 1;
    let given_back = |single: Single| if is_only { single } else { single.without_meaning() };
    let mut results: Vec<Result<Single, Gap>> = match mode {
        Mode::Report => {
            compose.into_par_iter().map(|(unit, settings)| of_compose(unit, settings, files).map(given_back)).collect()
        }
        Mode::Fix(_) | Mode::Diff(_) => compose::fixed(compose, mode, files),
    };
    let mut surroundings = Surroundings::default();
    for single in results.iter_mut().flatten() {
        if let Some(main) = single.unit.merged.first() {
            surroundings.add(main, std::mem::take(&mut single.uses));
        }
    }
    surroundings.look(others.iter().map(|(unit, _)| unit.input.path.as_path()));
    let of_other = |(unit, settings): (Unit, Arc<Settings>)| {
        let bytes = read_main(&unit)?;
        Ok(given_back(match unit.input.kind {
            Kind::Ignore => of_ignore_file(unit, settings, mode, (&surroundings, files)),
            Kind::Dockerfile | Kind::Compose => of_bytes(unit, bytes, settings, mode, (&surroundings, files)),
        }))
    };
    results.par_extend(others.into_par_iter().map(of_other));
    let path = |result: &Result<Single, Gap>| match result {
        Ok(single) => single.unit.input.shown.clone(),
        Err(gap) => gap.path.clone(),
    };
    results.sort_by_cached_key(path);
    (results, surroundings)
}

/// Says which files are not checked though somebody named them, and why there are none at all.
fn tell_excluded(excluded: &[(Input, String)], is_all: bool) {
    let (named, found): (Vec<_>, Vec<_>) = excluded.iter().partition(|(input, _)| input.searched.is_none());
    for (input, by) in named {
        let (shown, by) = (report::visible(&input.shown), report::visible(by));
        complain(&format!("note: `{shown}` is not checked: `{by}` excludes it"));
    }
    if let (true, Some((_, by))) = (is_all, found.first()) {
        let (count, by) = (found.len(), report::visible(by));
        let is_dockerfiles = found.iter().all(|(input, _)| input.kind == Kind::Dockerfile);
        let noun = if is_dockerfiles { "Dockerfile" } else { "file" };
        complain(&match count {
            1 => format!("note: 1 {noun} is not checked: `{by}` excludes it"),
            _ => format!("note: {count} {noun}s are not checked: `{by}` excludes them"),
        });
    }
}

/// Checks a Compose project.
fn of_compose(unit: Unit, settings: Arc<Settings>, files: &DiskFiles) -> Result<Single, Gap> {
    read_main(&unit)?;
    Ok(compose::checked(unit, settings, Mode::Report, files))
}

fn read_main(unit: &Unit) -> Result<Vec<u8>, Gap> {
    let input = &unit.input;
    read::file(&input.path, &input.shown).map_err(|reason| Gap { path: input.shown.clone(), reason })
}

/// Checks standard input.
fn of_stdin(
    arguments: &CheckArguments,
    configurations: &mut Configurations<'_>,
    mode: Mode,
    files: &DiskFiles,
) -> Result<Result<Single, Gap>, Failure> {
    let path = arguments.stdin_filename.clone();
    let shown = path.as_deref().map_or_else(|| "<stdin>".to_owned(), discover::shown);
    let settings = match &path {
        Some(path) => match configurations.of_file(path, None)? {
            Holds::Settings(settings) => settings,
            // An editor wants its text back all the same.
            Holds::Excluded(_) => Arc::new(configurations.here()?.without(&[Name::All])),
        },
        None => configurations.here()?,
    };
    let bytes = match read::stdin(&shown) {
        Ok(bytes) => bytes,
        Err(reason) => return Ok(Err(Gap { path: shown, reason })),
    };
    let kind = path.as_deref().map_or(Kind::Dockerfile, |path| names::kind_of_named(path, || Some(bytes.clone())));
    let input = Input { path: path.clone().unwrap_or_default(), shown, searched: None, kind };
    if kind == Kind::Compose {
        return Ok(Ok(compose::of_stdin(input, bytes, settings, mode, files)));
    }
    let unit = Unit { input, merged: Vec::new(), is_only_input: false };
    let surroundings = path.as_deref().map(surroundings_of).unwrap_or_default();
    if kind == Kind::Ignore {
        let files = EditedFiles::new(files, vec![Source::new(unit.input.shown.as_str(), bytes)]);
        return Ok(Ok(of_ignore_file(unit, settings, mode, (&surroundings, &files))));
    }
    Ok(Ok(of_bytes(unit, bytes, settings, mode, (&surroundings, files))))
}

/// What is around one file.
fn surroundings_of(path: &Path) -> Surroundings {
    let mut surroundings = Surroundings::default();
    surroundings.look([path].into_iter());
    surroundings
}

/// What COPY sees when a Dockerfile is built; nothing where the text has no path.
fn context_for(unit: &Unit, surroundings: &Surroundings, files: &DiskFiles) -> SharedContext {
    let path = &unit.input.path;
    match path.as_os_str().is_empty() {
        true => Arc::new(NoContext),
        false => {
            let disk = Disk::of(&surroundings.context_of(path), path).shared(&files.contexts);
            Arc::new(disk.guessed(surroundings.is_context_guessed(path)))
        }
    }
}

/// Checks the text of a Dockerfile, in one of the three ways.
fn of_bytes(
    unit: Unit,
    bytes: Vec<u8>,
    settings: Arc<Settings>,
    mode: Mode,
    (surroundings, files): (&Surroundings, &DiskFiles),
) -> Single {
    let (uses, context) = (surroundings.of(&unit.input.path), context_for(&unit, surroundings, files));
    let project = Project::of_dockerfile(Source::new(unit.input.shown.as_str(), bytes), &uses, &context);
    let (checked, files, refused) = match mode {
        Mode::Report => (engine::run(project, &settings), Vec::new(), Vec::new()),
        Mode::Fix(level) | Mode::Diff(level) => {
            let fixed = fix::fix_dockerfile(project, &settings, level, (&uses, &context));
            (fixed.checked, fixed.files, fixed.refused)
        }
    };
    Single { unit, settings, checked, files, refused, gaps: Vec::new(), uses: Vec::new() }
}

/// Checks an ignore file, in one of the three ways.
fn of_ignore_file(
    unit: Unit,
    settings: Arc<Settings>,
    mode: Mode,
    (surroundings, files): (&Surroundings, &dyn ProjectFiles),
) -> Single {
    let request = surroundings.of_ignore_file(&unit.input.path);
    let project = Project::of_ignore_file(&request, files);
    let (checked, fixed, refused) = match mode {
        Mode::Report => (engine::run(project, &settings), Vec::new(), Vec::new()),
        Mode::Fix(level) | Mode::Diff(level) => {
            let fixed = fix::fix_ignore_file(project, &settings, level, (&request, files));
            (fixed.checked, fixed.files, fixed.refused)
        }
    };
    Single { unit, settings, checked, files: fixed, refused, gaps: Vec::new(), uses: Vec::new() }
}

/// Writes the report to where it was asked for.
fn deliver(arguments: &CheckArguments, run: &Run<'_>, page: Look, to_stderr: bool) -> Result<(), Failure> {
    if let Some(path) = &arguments.output {
        let text = report::render(run, arguments.format, Look { color: false, ..page });
        return write::create(path, text.as_bytes()).map_err(Failure);
    }
    if to_stderr {
        let page = look(arguments.color, arguments.isolated, true);
        complain(report::render(run, arguments.format, page).trim_end());
        return Ok(());
    }
    if run.checked.is_empty() && arguments.format == report::Format::Human {
        // Everything there is to say has been said on standard error.
        return Ok(());
    }
    emit(report::render(run, arguments.format, page).as_bytes())
}

/// Whether a finding is at or above the severity that fails a run.
fn fails(single: &Single) -> bool {
    let Some(least) = single.settings.policy.fail_on else { return false };
    single.checked.diagnostics.iter().any(|diagnostic| diagnostic.severity >= least)
}

/// How the run ends: what could not be done weighs more than what was found.
fn judged(found: bool, gaps: &[Gap]) -> Outcome {
    match (gaps.is_empty(), found) {
        (false, _) => Outcome::Trouble,
        (true, true) => Outcome::Findings,
        (true, false) => Outcome::Clean,
    }
}

//! Checking Compose projects.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Mode, Single, of_bytes};
use crate::cli::context::Disk;
use crate::cli::discover::{Input, Kind};
use crate::cli::project_files::DiskFiles;
use crate::cli::projects::{self, Unit};
use crate::cli::read;
use crate::lint::{Checked, Safety, Settings, engine, fix};
use crate::model::Project;
use crate::model::stack::{EditedFiles, LoadOptions, ProjectFiles};
use crate::report::{Gap, visible};
use crate::text::Source;

/// How projects are loaded: with the `.env` beside them, which belongs to them, and nothing of the machine's own
/// environment, so that every machine finds the same.
pub fn options() -> LoadOptions {
    LoadOptions { reads_environment_file: true, ..LoadOptions::default() }
}

/// Checks a project, in one of the three ways.
pub fn checked(unit: Unit, settings: Arc<Settings>, mode: Mode, files: &dyn ProjectFiles) -> Single {
    let project = Project::of_compose(&unit.merged, files, &options());
    let (checked, fixed, refused) = match mode {
        Mode::Report => (engine::run(project, &settings), Vec::new(), Vec::new()),
        Mode::Fix(level) | Mode::Diff(level) => {
            let fixed = fix::fix_compose(project, &settings, level, (&unit.merged, files, &options()));
            (fixed.checked, fixed.files, fixed.refused)
        }
    };
    let gaps = gaps(&checked, &unit);
    let mut single = Single { unit, settings, checked, files: fixed, refused, gaps };
    if single.unit.is_only_input {
        single.files.retain(|file| file.before.name() == single.unit.input.shown);
    }
    single
}

/// Checks the text of a Compose file in the place of what is on disk. An editor wants to know of this file alone.
pub fn of_stdin(input: Input, bytes: Vec<u8>, settings: Arc<Settings>, mode: Mode) -> Single {
    let files = EditedFiles::new(&DiskFiles, vec![Source::new(input.shown.as_str(), bytes)]);
    let alone = Unit { merged: vec![Path::new(&input.shown).to_owned()], input: input.clone(), is_only_input: true };
    let unit = projects::unit(input, &|_| false, &files).unwrap_or(alone);
    checked(Unit { is_only_input: true, ..unit }, settings, mode, &files)
}

/// Mends projects. Compose projects may share files: one after the other, each sees what became of them before.
pub fn fixed(units: Vec<(Unit, Arc<Settings>)>, level: Safety) -> Vec<Result<Single, Gap>> {
    let mode = Mode::Fix(level);
    let (compose, dockerfiles): (Vec<_>, Vec<_>) =
        units.into_iter().partition(|(unit, _)| unit.input.kind == Kind::Compose);
    let mut results: Vec<Result<Single, Gap>> = dockerfiles
        .into_par_iter()
        .map(|(unit, settings)| {
            let bytes = read_main(&unit)?;
            let context = Disk::around(&unit.input.path);
            Ok(of_bytes(unit, bytes, settings, mode, &context))
        })
        .collect();
    let mut edited: Vec<Source> = Vec::new();
    for (unit, settings) in compose {
        results.push(read_main(&unit).map(|_| {
            let files = EditedFiles::new(&DiskFiles, edited.clone());
            let single = checked(unit, settings, mode, &files).without_stack();
            edited.extend(single.files.iter().map(|file| Source::new(file.before.name(), file.after.clone())));
            single
        }));
    }
    let path = |result: &Result<Single, Gap>| match result {
        Ok(single) => single.unit.input.shown.clone(),
        Err(gap) => gap.path.clone(),
    };
    results.sort_by_key(path);
    results
}

fn read_main(unit: &Unit) -> Result<Vec<u8>, Gap> {
    let input = &unit.input;
    read::file(&input.path, &input.shown).map_err(|reason| Gap { path: input.shown.clone(), reason })
}

/// What the files of a project ask for and could not be looked at.
fn gaps(checked: &Checked, unit: &Unit) -> Vec<Gap> {
    let gaps = checked.project.stack.iter().flat_map(|stack| &stack.gaps);
    let told = gaps.map(|gap| {
        let asking = checked.project.file(gap.place.file);
        let place = asking.map_or_else(
            || unit.input.shown.clone(),
            |file| format!("{}:{}", file.source.name(), file.source.position(gap.place.span.start).line),
        );
        let (what, place, reason) = (visible(&gap.what), visible(&place), visible(&gap.reason));
        Gap { path: gap.what.clone(), reason: format!("`{what}` (from {place}) cannot be checked: {reason}") }
    });
    told.collect()
}

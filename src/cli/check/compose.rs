//! Checking Compose projects.

use std::path::Path;
use std::sync::Arc;

use super::{Mode, Single, read_main};
use crate::cli::discover::Input;
use crate::cli::project_files::DiskFiles;
use crate::cli::projects::{self, Unit};
use crate::lint::{Checked, Settings, engine, fix};
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
    let uses = checked.project.service_uses();
    let mut single = Single { unit, settings, checked, files: fixed, refused, gaps, uses };
    if single.unit.is_only_input {
        single.files.retain(|file| file.before.name() == single.unit.input.shown);
    }
    single
}

/// Checks the text of a Compose file in the place of what is on disk. An editor wants to know of this file alone.
pub fn of_stdin(input: Input, bytes: Vec<u8>, settings: Arc<Settings>, mode: Mode, disk: &DiskFiles) -> Single {
    let files = EditedFiles::new(disk, vec![Source::new(input.shown.as_str(), bytes)]);
    let alone = Unit { merged: vec![Path::new(&input.shown).to_owned()], input: input.clone(), is_only_input: true };
    let unit = projects::unit(input, &|_| false, &files).unwrap_or(alone);
    checked(Unit { is_only_input: true, ..unit }, settings, mode, &files)
}

/// Mends Compose projects. They may share files: one after the other, each sees what became of them before.
pub fn fixed(units: Vec<(Unit, Arc<Settings>)>, mode: Mode, disk: &DiskFiles) -> Vec<Result<Single, Gap>> {
    let mut edited: Vec<Source> = Vec::new();
    let mut results = Vec::with_capacity(units.len());
    for (unit, settings) in units {
        results.push(read_main(&unit).map(|_| {
            let files = EditedFiles::new(disk, edited.clone());
            let single = checked(unit, settings, mode, &files).without_meaning();
            edited.extend(single.files.iter().map(|file| Source::new(file.before.name(), file.after.clone())));
            single
        }));
    }
    results
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

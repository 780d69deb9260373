//! A RUN that writes where a VOLUME is declared.

use crate::knowledge::volumes::volumes_of;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::directories::{below, joined};
use crate::model::{Build, Deed, PathDeed, Stage, Step};
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "write-below-volume",
    category: Category::Correctness,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("write_below_volume.md"),
    check: Check::Stage(check),
};

/// A volume that holds, and where it is declared.
struct Volume {
    path: String,
    place: Option<Span>,
}

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    // BuildKit keeps what a RUN writes there.
    if build.needs_buildkit() {
        return;
    }
    let mut volumes: Vec<Volume> = inherited(build, stage);
    for step in build.steps_of(stage) {
        let Some(instruction) = build.instruction(step) else { continue };
        volumes.extend(declared(build, step));
        if volumes.is_empty() || !matches!(instruction.kind, Kind::Run(_)) {
            continue;
        }
        let deeds = build.lasting_deeds(step);
        let found = deeds.iter().filter(|deed| writes(deed)).find_map(|deed| {
            let volume = volumes.iter().find(|volume| is_inside(&deed.path, &volume.path))?;
            Some((deed, volume)).filter(|_| !build.is_mounted(step, &deed.path))
        });
        if let Some((deed, volume)) = found {
            report(deed, volume, checker);
        }
    }
}

/// The volumes of the stages and the image that a stage starts from.
fn inherited(build: &Build, stage: &Stage) -> Vec<Volume> {
    let image = build.base_image(stage);
    let of_image = image.iter().flat_map(volumes_of).map(|path| Volume { path: (*path).to_owned(), place: None });
    let steps = build.lineage(stage).skip(1).flat_map(|stage| build.steps_of(stage));
    of_image.chain(steps.flat_map(|step| declared(build, step))).collect()
}

/// The volumes that a step declares; a path that is not absolute is none.
fn declared(build: &Build, step: &Step) -> Vec<Volume> {
    let Some(Kind::Volume(volume)) = build.instruction(step).map(|instruction| &instruction.kind) else {
        return Vec::new();
    };
    let path = |word| build.expanded(step, word).filter(|path| path.starts_with('/'));
    let volumes = volume.paths.iter();
    volumes.filter_map(|word| Some(Volume { path: joined("/", &path(word)?), place: Some(word.span) })).collect()
}

fn writes(deed: &PathDeed<'_>) -> bool {
    match deed.deed {
        Deed::Write | Deed::Change | Deed::Own | Deed::Mode => true,
        Deed::Remove | Deed::Move => false,
    }
}

/// What everybody may write to is nobody's data.
fn is_inside(path: &str, volume: &str) -> bool {
    volume != "/" && !matches!(volume, "/tmp" | "/var/tmp") && below(path, volume).is_some()
}

fn report(deed: &PathDeed<'_>, volume: &Volume, checker: &mut Checker<'_>) {
    let message = match deed.path == volume.path {
        true => format!("`{}` is a volume by now: not every builder keeps what this changes", deed.path),
        false => format!("`{}` is below the volume `{}`: not every builder keeps it", deed.path, volume.path),
    };
    let finding = checker.report(deed.word.span, message);
    match volume.place {
        Some(place) => {
            finding.label(place, "the volume is declared here").help("move VOLUME below the last RUN that writes there")
        }
        None => finding
            .note("the base image declares the volume")
            .help("write to another directory, and let the container copy or read it from there when it starts"),
    };
}

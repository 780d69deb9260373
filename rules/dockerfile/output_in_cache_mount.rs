//! Results of a build that are left in a cache mount, and missed behind it.

use std::collections::{HashMap, HashSet};

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::directories::{below, joined};
use crate::model::{Build, CacheMount, SourceOrigin, Stage, StageId, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{Instruction, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    name: "output-in-cache-mount",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("output_in_cache_mount.md"),
    check: Check::Build(check),
};

/// Cache mounts by their targets, where nothing else writes to the same place.
type LoneMounts<'a> = HashMap<String, CacheMount<'a>>;

/// So many mounts of a stage are looked at.
const MOST_MOUNTS: usize = 50;

fn check(build: &Build, checker: &mut Checker<'_>) {
    let mut known: HashMap<StageId, LoneMounts<'_>> = HashMap::new();
    for step in &build.steps {
        let Some(instruction) = build.instruction(step) else { continue };
        let Kind::Copy(transfer) = &instruction.kind else { continue };
        let Some(stage) = source_stage(build, step, instruction) else { continue };
        let mounts = known.entry(stage.id).or_insert_with(|| lone_mounts(build, stage));
        for source in transfer.sources.iter().filter(|_| !mounts.is_empty()) {
            report(build, step, instruction, source, mounts, checker);
        }
    }
}

fn lone_mounts<'a>(build: &'a Build, stage: &'a Stage) -> LoneMounts<'a> {
    let steps = build.image_steps(stage);
    let known: Vec<(&Step, Vec<CacheMount<'_>>)> = steps.iter().map(|step| (*step, build.cache_mounts(step))).collect();
    let mounts = known.iter().flat_map(|(step, mounts)| mounts.iter().map(move |mount| (*step, mount)));
    let mut lone: LoneMounts<'_> = HashMap::new();
    for (writer, mount) in mounts.take(MOST_MOUNTS) {
        let programs: HashSet<&str> = build.commands_of(writer).iter().map(|it| it.program.value.as_str()).collect();
        let may_be_there = |(other, others): &(&Step, Vec<CacheMount<'_>>)| {
            !others.iter().any(|it| it.holds(&mount.target)) && may_write(build, other, &programs, mount)
        };
        if !known.iter().any(may_be_there) {
            lone.insert(mount.target.clone(), mount.clone());
        }
    }
    lone
}

fn report(
    build: &Build,
    step: &Step,
    instruction: &Instruction,
    source: &Word,
    mounts: &LoneMounts<'_>,
    checker: &mut Checker<'_>,
) {
    let Some(path) = build.expanded(step, source).map(|path| joined("/", &path)) else { return };
    let folders = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
    let Some(mount) = folders.filter_map(|folder| mounts.get(folder)).next() else { return };
    let output = path.rsplit('/').next().unwrap_or_default();
    let from = instruction.flag_value("from").map(|word| word.raw.as_str()).unwrap_or_default();
    checker
        .report(source.span, format!("`{path}` is in a cache mount, not in the stage it is copied from"))
        .label(mount.flag.span, "what is written there is gone when this RUN ends")
        .help(format!(
            "end that RUN with `cp -r {path} /{output}`, and copy it from there: COPY --from={from} /{output} ..."
        ));
}

fn source_stage<'a>(build: &'a Build, step: &Step, instruction: &Instruction) -> Option<&'a Stage> {
    let word = instruction.flag_value("from")?;
    let source = step.sources.iter().find(|source| source.name.span == word.span)?;
    match source.origin {
        SourceOrigin::Stage(id) => build.stage(id),
        SourceOrigin::Variable
        | SourceOrigin::NotYet(_)
        | SourceOrigin::NoSuchNumber
        | SourceOrigin::Image(_)
        | SourceOrigin::NoReference => None,
    }
}

/// Whether a step without the mount may write to the place of the mount: it copies there, names it, or runs the
/// programs that write there in the step with the mount.
fn may_write(build: &Build, step: &Step, programs: &HashSet<&str>, mount: &CacheMount<'_>) -> bool {
    if let Some(Kind::Copy(_) | Kind::Add(_)) = build.instruction(step).map(|instruction| &instruction.kind) {
        return build.copied(step).is_none_or(|copied| {
            below(&copied.destination, &mount.target).is_some()
                || copied.destination == "/"
                || below(&mount.target, &copied.destination).is_some() && !copied.is_from_context()
        });
    }
    let name = mount.target.rsplit('/').next().unwrap_or_default();
    let names_it = |word: &Word| word.raw.split('/').any(|part| part == name);
    build.commands_of(step).iter().any(|command| {
        let is_quiet = command.is_any(&["cd", "mkdir", "set", "export", "echo", "apt-get", "apk", "rustup"]);
        command.args.iter().any(names_it) || !is_quiet && programs.contains(command.program.value.as_str())
    })
}

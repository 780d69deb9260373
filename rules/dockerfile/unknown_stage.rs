//! `--from` with a stage that is not there.

use crate::knowledge::images;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Source, SourceOrigin, Stage, StageId, Step};
use crate::syntax::image_ref::ImageRef;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-stage",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &["DL3022", "DL3023", "DS-0006"],
    options: &[],
    since: "0.1.0",
    page: include_str!("unknown_stage.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    for source in &step.sources {
        match &source.origin {
            SourceOrigin::NotYet(id) => not_yet(build, step, source, *id, checker),
            SourceOrigin::NoSuchNumber => no_such_number(build, step, source, checker),
            SourceOrigin::Image(image) => misspelt(build, step, source, image, checker),
            SourceOrigin::Variable => variable(source, checker),
            SourceOrigin::Stage(_) | SourceOrigin::NoReference => {}
        }
    }
}

/// BuildKit expands no variables here.
fn variable(source: &Source, checker: &mut Checker<'_>) {
    let name = &source.name.value;
    checker
        .report(source.name.span, format!("`{name}` names no stage or image: BuildKit expands no variables here"))
        .help(format!("start a stage from it, `FROM {name} AS files`, and take the files `--from=files`"))
        .aliases(&[]);
}

/// A stage further down, or the stage itself.
fn not_yet(build: &Build, step: &Step, source: &Source, id: StageId, checker: &mut Checker<'_>) {
    let Some(named) = build.stage(id) else { return };
    let name = &source.name.value;
    let place = named.name.as_ref().map_or(named.span, |name| name.span);
    if id == step.stage {
        checker
            .report(source.name.span, format!("stage `{name}` takes files from itself"))
            .label(place, "this is the stage that the step is in")
            .help("name the stage or image that has the files, or use `RUN cp` within the stage")
            .aliases(&["DL3023", "DS-0006"]);
    } else if build.stage(id).is_some_and(|later| build.needed_by(later).contains(&step.stage)) {
        checker
            .report(source.name.span, format!("stage `{name}` needs this stage itself, so neither can be built"))
            .label(place, "starts or copies from this stage, directly or by way of others")
            .help("take what both need into a stage of its own above them")
            .aliases(&["DL3022"]);
    } else {
        checker
            .report(source.name.span, format!("stage `{name}` starts only further down"))
            .label(place, "here")
            .help(format!("move `{name}` above the stage that takes files from it"))
            .aliases(&["DL3022"]);
    }
}

fn no_such_number(build: &Build, step: &Step, source: &Source, checker: &mut Checker<'_>) {
    let number = &source.name.value;
    let message = match number.parse::<u32>() {
        Ok(number) if number == step.stage.0 => format!("stage `{number}` takes files from itself"),
        Ok(number) if (number as usize) < build.stages.len() => format!("stage `{number}` starts only further down"),
        _ => format!("there is no stage `{number}`: the file has {}", counted(build.stages.len())),
    };
    let is_self = number.parse() == Ok(step.stage.0);
    checker.report(source.name.span, message).help(above(build, step)).aliases(if is_self {
        &["DL3023", "DS-0006"]
    } else {
        &["DL3022"]
    });
}

fn counted(stages: usize) -> String {
    match stages {
        1 => "one, and the first is `0`".to_owned(),
        more => format!("{more}, and the first is `0`"),
    }
}

/// What can be named instead.
fn above(build: &Build, step: &Step) -> String {
    let stages: Vec<String> = build.stages.iter().take(step.stage.0 as usize).map(told).collect();
    match stages.as_slice() {
        [] => "no stage stands above this one; name an image, or put a stage above".to_owned(),
        some => format!("the stages above are {}", some.join(", ")),
    }
}

fn told(stage: &Stage) -> String {
    match &stage.name {
        Some(name) => format!("`{}`", name.value),
        None => format!("`{}`", stage.id.0),
    }
}

/// A name that is nearly a stage's: one letter away, or `builder` for `build`. Any other may be an image, or a
/// context that is given a name when it is built.
fn misspelt(build: &Build, step: &Step, source: &Source, image: &ImageRef, checker: &mut Checker<'_>) {
    let written = &source.name.value;
    if written.contains(['/', ':', '.', '@']) || images::lookup(image.normalized(), None).is_some() {
        return;
    }
    let Some(meant) = build.stage_meant_by(step, written).and_then(|stage| stage.name.as_ref()) else {
        checker
            .report(source.name.span, format!("`{written}` is neither a stage of this file nor a known image"))
            .severity(Severity::Info)
            .from_profile(Profile::Strict)
            .help(format!("the build must be told what it is: --build-context {written}=..."))
            .aliases(&["DL3022"]);
        return;
    };
    let edits = checker.edits();
    checker
        .report(source.name.span, format!("no stage is called `{written}`, so an image of that name is pulled"))
        .label(meant.span, format!("did you mean `{}`?", meant.value))
        .aliases(&["DL3022"])
        .fix(
            Safety::Unsafe,
            format!("write `{}`", meant.value),
            [edits.replace(source.name.span, meant.value.as_str())],
        );
}

//! Files whose last stage is one to develop with, though another is there to run.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Build;

/// The rule.
pub static RULE: Rule = Rule {
    name: "development-stage-last",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("development_stage_last.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    if checker.file().is_for_development() {
        return;
    }
    let Some(last) = build.stages.last().and_then(|last| last.name.as_ref()) else { return };
    let Some(other) = build.stage_to_ship() else { return };
    // Services name the stage that they build, or are told that they do not.
    if build.uses.iter().any(|service| !service.is_for_development) {
        return;
    }
    let place = other.name.as_ref().map_or(other.base_span, |name| name.span);
    checker
        .report(last.span, format!("`docker build` makes the image of `{}`, which comes last", last.value))
        .label(place, "this one is there to run")
        .help(match &other.name {
            Some(name) => format!("move `{0}` to the end, or build with `--target {0}` everywhere", name.value),
            None => format!("move the stage that is there to run to the end, behind `{}`", last.value),
        });
}

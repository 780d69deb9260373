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
    let Some(last) = build.stages.last().filter(|last| build.target == Some(last.id)) else { return };
    let Some(name) = last.name.as_ref().filter(|_| build.is_named_for_development(last)) else { return };
    if checker.file().is_for_development() {
        return;
    }
    let Some(other) = build.stage_to_run(last) else { return };
    let Some(meant) = &other.name else { return };
    checker
        .report(name.span, format!("`docker build` makes the image of `{}`, which comes last", name.value))
        .label(meant.span, "this one is there to run")
        .help(format!("move `{0}` to the end, or build with `--target {0}` everywhere", meant.value));
}

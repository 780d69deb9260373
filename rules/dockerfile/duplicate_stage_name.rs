//! Two stages of one name.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Stage};

/// The rule.
pub static RULE: Rule = Rule {
    name: "duplicate-stage-name",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["DuplicateStageName", "DL3024", "DS-0012", "CKV_DOCKER_11"],
    options: &[],
    since: "0.1.0",
    page: include_str!("duplicate_stage_name.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let Some(name) = &stage.name else { return };
    let earlier = build.stages.iter().take_while(|other| other.id < stage.id).filter_map(|other| other.name.as_ref());
    let same: Vec<_> = earlier.filter(|other| other.value.eq_ignore_ascii_case(&name.value)).collect();
    let Some(first) = same.first() else { return };
    // hadolint does not see that `Build` and `build` are one name.
    let is_exact = same.iter().any(|other| other.value == name.value);
    checker
        .report(name.span, format!("a stage is already called `{}`", first.value))
        .label(first.span, "this one; below, the name means the later stage")
        .help("give each stage a name of its own")
        .aliases(if is_exact { RULE.aliases } else { &["DuplicateStageName", "DS-0012"] });
}

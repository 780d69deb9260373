//! Stages called `scratch` or `context`.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Stage};

/// The rule.
pub static RULE: Rule = Rule {
    name: "reserved-stage-name",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["ReservedStageName", "DL3063"],
    options: &[],
    since: "0.1.0",
    page: include_str!("reserved_stage_name.md"),
    check: Check::Stage(check),
};

fn check(_build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let Some(name) = &stage.name else { return };
    let meaning = match name.value.to_ascii_lowercase().as_str() {
        "scratch" => "the empty image",
        "context" => "the files of the build",
        _ => return,
    };
    // hadolint knows the names in small letters only.
    let is_small = !name.value.contains(|character: char| character.is_ascii_uppercase());
    checker
        .report(name.span, format!("`{}` already means {meaning}", name.value))
        .help("give the stage another name")
        .aliases(if is_small { RULE.aliases } else { &["ReservedStageName"] });
}

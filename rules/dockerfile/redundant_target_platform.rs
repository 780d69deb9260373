//! `--platform=$TARGETPLATFORM`, which is the default.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Stage};
use crate::syntax::{PartKind, Word};

/// The rule.
pub static RULE: Rule = Rule {
    name: "redundant-target-platform",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &["RedundantTargetPlatform", "DL3065"],
    options: &[],
    since: "0.1.0",
    page: include_str!("redundant_target_platform.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let Some(instruction) = build.from_instruction(stage) else { return };
    let Some(flag) = instruction.flag("platform") else { return };
    if flag.value.as_ref().is_some_and(is_target_platform) {
        let edit = checker.edits().remove_flag(instruction, flag);
        checker.report(flag.span, "the platform is the one that is taken anyway").fix(
            Safety::Safe,
            "remove the flag",
            [edit],
        );
    }
}

/// Whether it is the variable and nothing else. An ARG of that name cannot change what it means here.
fn is_target_platform(word: &Word) -> bool {
    let mut parts = word.parts.iter().map(|part| &part.kind);
    // Quotes may leave an empty text.
    let is_target = |kind: &PartKind| match kind {
        PartKind::Variable(variable) => variable.name == "TARGETPLATFORM" && variable.operation.is_none(),
        PartKind::Literal(_) | PartKind::Substitution(_) | PartKind::Opaque => false,
    };
    let is_empty = |kind: &PartKind| matches!(kind, PartKind::Literal(text) if text.is_empty());
    word.variables().count() == 1 && parts.all(|kind| is_target(kind) || is_empty(kind))
}

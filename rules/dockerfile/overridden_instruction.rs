//! A `CMD`, `ENTRYPOINT` or `HEALTHCHECK` that a later one of its stage replaces.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Stage, Step};
use crate::syntax::dockerfile::ast::{Instruction, Keyword};

/// The rule.
pub static RULE: Rule = Rule {
    name: "overridden-instruction",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &["MultipleInstructionsDisallowed", "DL4003", "DL4004", "DL3012", "DS-0016", "DS-0007", "DS-0023"],
    options: &[],
    since: "0.1.0",
    page: include_str!("overridden_instruction.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let steps = build.steps_of(stage);
    for (index, step) in steps.iter().enumerate() {
        let Some(instruction) = build.instruction(step) else { continue };
        let Some(aliases) = aliases_of(instruction.keyword.value) else { continue };
        let Some(winner) = last_of(build, steps, instruction.keyword.value, index) else { continue };
        let name = instruction.keyword.value.name();
        let edit = checker.edits().remove_instruction(instruction);
        checker
            .report(instruction.keyword.span, format!("this `{name}` has no effect: a later one replaces it"))
            .label(winner.keyword.span, "only this one counts")
            .aliases(aliases)
            .fix(Safety::Safe, format!("remove the `{name}` that has no effect"), [edit]);
    }
}

/// What other tools call several of that instruction; `None` where there may be several.
fn aliases_of(keyword: Keyword) -> Option<&'static [&'static str]> {
    match keyword {
        Keyword::Cmd => Some(&["MultipleInstructionsDisallowed", "DL4003", "DS-0016"]),
        Keyword::Entrypoint => Some(&["MultipleInstructionsDisallowed", "DL4004", "DS-0007"]),
        Keyword::Healthcheck => Some(&["MultipleInstructionsDisallowed", "DL3012", "DS-0023"]),
        _ => None,
    }
}

/// The last instruction of that name behind a step.
fn last_of<'a>(build: &'a Build, steps: &[Step], keyword: Keyword, index: usize) -> Option<&'a Instruction> {
    let later = steps.iter().skip(index + 1).rev().filter_map(|step| build.instruction(step));
    later.into_iter().find(|instruction| instruction.keyword.value == keyword)
}

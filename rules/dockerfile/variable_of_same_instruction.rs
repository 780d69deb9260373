//! `ENV` whose values refer to what the same `ENV` sets.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};
use crate::syntax::dockerfile::ast::{Kind, Pair};
use crate::text::Edit;

/// The rule.
pub static RULE: Rule = Rule {
    name: "variable-of-same-instruction",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &["DL3044"],
    options: &[],
    since: "0.1.0",
    page: include_str!("variable_of_same_instruction.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step) else { return };
    let Kind::Env(pairs) = &instruction.kind else { return };
    let Some(stage) = build.stage(step.stage) else { return };
    let pairs = &pairs.pairs;
    let mut told: Vec<&str> = Vec::new();
    for (at, pair) in pairs.iter().enumerate() {
        for (variable, span) in pair.value.all_variables() {
            let name = variable.name.as_str();
            let Some(setter) = pairs.iter().position(|other| other.key.is(name)).filter(|setter| *setter != at) else {
                continue;
            };
            let in_base = build.is_set_by_base(stage, name);
            if told.contains(&name) || build.is_set_before(step, name) || in_base == Some(true) {
                continue;
            }
            told.push(name);
            let Some(place) = pairs.get(setter) else { continue };
            let severity = if in_base == Some(false) { Severity::Error } else { Severity::Warning };
            let edit = splits(build, step, pairs, at, setter)
                .then(|| checker.edits().start_new_instruction(instruction, pairs.get(at - 1)?.span, pair.span));
            checker
                .report(span, format!("this `{name}` is not the one that the same `ENV` sets, but what it was before"))
                .severity(severity)
                .label(place.span, "holds for the instructions below")
                .help(format!("set `{name}` in an `ENV` of its own, above this one"))
                .fix(
                    Safety::Unsafe,
                    format!("set `{name}` in an `ENV` above"),
                    edit.flatten().into_iter().collect::<Vec<Edit>>(),
                );
        }
    }
}

/// Whether two ENV, the second from the pair `at` on, make that one variable visible and change nothing else:
/// what comes later refers to nothing else that the first would set.
fn splits(build: &Build, step: &Step, pairs: &[Pair], at: usize, setter: usize) -> bool {
    let (first, second) = (pairs.get(..at).unwrap_or_default(), pairs.get(at..).unwrap_or_default());
    let is_old = |name: &str| first.iter().any(|pair| pair.key.is(name)) && build.is_set_before(step, name);
    setter < at
        && !second.iter().flat_map(|pair| pair.value.all_variables()).any(|(variable, _)| is_old(&variable.name))
}

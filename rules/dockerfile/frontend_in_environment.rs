//! A variable for apt that stays in the image.

use crate::knowledge::debconf::{SILENT, VARIABLE};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};
use crate::syntax::dockerfile::ast::{Kind, Pair};
use crate::text::Edit;

/// The rule.
pub static RULE: Rule = Rule {
    name: "frontend-in-environment",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("frontend_in_environment.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(target) = build.target_stage() else { return };
    let steps = build.image_steps(target);
    let mut definitions = steps.iter().filter_map(|step| frontend(build, step).map(|pair| (*step, pair)));
    // What the last one says is what the container gets.
    let Some((step, pair)) = definitions.next_back() else { return };
    let value = build.expanded(step, &pair.value);
    if !value.is_some_and(|value| value.eq_ignore_ascii_case(SILENT)) {
        return;
    }
    let edit = edit(build, step, pair, checker);
    // Images without a start of their own are there for others to build on, and those may count on the variable.
    let is_base = build.start(target).step().is_none();
    let safety = if is_base { Safety::Unsafe } else { Safety::Safe };
    let finding = checker
        .report(pair.span, format!("`{VARIABLE}` stays in the image, where it silences apt for everybody"))
        .help(format!("set it for the build alone:\nARG {VARIABLE}={SILENT}"))
        .fix(safety, "set it for the build alone", edit);
    if is_base {
        finding.from_profile(Profile::Strict);
    }
}

/// The definition of the variable in an ENV.
fn frontend<'a>(build: &'a Build, step: &Step) -> Option<&'a Pair> {
    let Kind::Env(pairs) = &build.instruction(step)?.kind else { return None };
    pairs.pairs.iter().find(|pair| pair.key.is(VARIABLE))
}

/// ENV with nothing else in it becomes ARG, which is seen by the same commands.
fn edit(build: &Build, step: &Step, pair: &Pair, checker: &Checker<'_>) -> Option<Edit> {
    let instruction = build.instruction(step)?;
    let Kind::Env(pairs) = &instruction.kind else { return None };
    let value = pair.value.known().filter(|_| pairs.pairs.len() == 1)?;
    let is_used = build.is_passed_on(step, VARIABLE) || is_defined_elsewhere(build, step);
    let keyword = if instruction.keyword_text.starts_with('e') { "arg" } else { "ARG" };
    (!is_used).then(|| checker.edits().replace(instruction.span, format!("{keyword} {VARIABLE}={value}")))
}

/// Whether another ENV or ARG of the file defines the variable too: then commands might see another value.
fn is_defined_elsewhere(build: &Build, step: &Step) -> bool {
    let others = build.steps.iter().filter(|other| other.id != step.id);
    let mut kinds = others.filter_map(|other| build.instruction(other)).map(|instruction| &instruction.kind);
    kinds.any(|kind| match kind {
        Kind::Arg(arg) => arg.definitions.iter().any(|definition| definition.name.value == VARIABLE),
        Kind::Env(pairs) => pairs.pairs.iter().any(|pair| pair.key.is(VARIABLE)),
        _ => false,
    })
}

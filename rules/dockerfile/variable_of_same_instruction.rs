//! `ENV` whose values refer to what the same `ENV` sets.

use std::collections::{HashMap, HashSet};

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};
use crate::syntax::dockerfile::ast::{Kind, Pair};
use crate::text::Span;

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
    let (Some(stage), pairs) = (build.stage(step.stage), &pairs.pairs) else { return };
    let references = references(build, step, pairs);
    let splits = splits(&references, pairs.len());
    let mut told: HashSet<&str> = HashSet::new();
    for reference in references.iter().filter(|reference| !reference.is_set && reference.user != reference.setter) {
        let name = reference.name;
        let in_base = build.is_set_by_base(stage, name);
        let (Some(setter), Some(user)) = (pairs.get(reference.setter), pairs.get(reference.user)) else { continue };
        if in_base == Some(true) || !told.insert(name) {
            continue;
        }
        let before = reference.user.checked_sub(1).and_then(|at| pairs.get(at));
        let is_safe = reference.setter < reference.user && splits.get(reference.user) == Some(&true);
        let edit = before
            .filter(|_| is_safe)
            .and_then(|before| checker.edits().start_new_instruction(instruction, before.span, user.span));
        checker
            .report(
                reference.span,
                format!("this `{name}` is not the one that the same `ENV` sets, but what it was before"),
            )
            .severity(if in_base == Some(false) { Severity::Error } else { Severity::Warning })
            .label(setter.span, "holds for the instructions below")
            .help(format!("set `{name}` in an `ENV` of its own, above this one"))
            .fix(Safety::Unsafe, format!("set `{name}` in an `ENV` above"), edit);
    }
}

/// A value that refers to a variable which the same ENV sets.
struct Reference<'a> {
    name: &'a str,
    span: Span,
    /// The pair whose value it is in.
    user: usize,
    /// The first pair that sets the variable.
    setter: usize,
    /// Whether the variable has a value before.
    is_set: bool,
}

fn references<'a>(build: &Build, step: &Step, pairs: &'a [Pair]) -> Vec<Reference<'a>> {
    let mut setters: HashMap<String, usize> = HashMap::new();
    for (at, pair) in pairs.iter().enumerate() {
        if let Some(key) = pair.key.known() {
            setters.entry(key).or_insert(at);
        }
    }
    let mut found = Vec::new();
    for (user, pair) in pairs.iter().enumerate() {
        for (variable, span) in pair.value.all_variables() {
            let name = variable.name.as_str();
            if let Some(setter) = setters.get(name).copied() {
                found.push(Reference { name, span, user, setter, is_set: build.is_set_before(step, name) });
            }
        }
    }
    found
}

/// For each pair, whether a second ENV can start with it: nothing from there on refers to an earlier value of what
/// a first one would set.
fn splits(references: &[Reference<'_>], pairs: usize) -> Vec<bool> {
    // How many such references begin or cease to stand in the way at a pair.
    let mut changes = vec![0_i64; pairs + 2];
    for reference in references.iter().filter(|reference| reference.is_set && reference.setter < reference.user) {
        for (at, change) in [(reference.setter + 1, 1), (reference.user + 1, -1)] {
            if let Some(count) = changes.get_mut(at) {
                *count += change;
            }
        }
    }
    let mut in_the_way = 0;
    let count = |change: &i64| {
        in_the_way += change;
        in_the_way == 0
    };
    changes.iter().map(count).collect()
}

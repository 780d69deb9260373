//! Variables that a file sets twice.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{Stack, VariableEntry, VariableFile};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "repeated-variable",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("repeated_variable.md"),
    check: Check::Stack(check),
};

/// How many lines are pointed at.
const MOST_LABELS: usize = 8;

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    for file in stack.inventory.files() {
        report(file, checker);
    }
}

fn report(file: &VariableFile, checker: &mut Checker<'_>) {
    let again = |entry: &'_ VariableEntry| entry.earlier.map(|earlier| (entry.name.clone(), earlier));
    let repeated: Vec<(_, Place)> = file.entries.iter().filter_map(again).collect();
    let Some(((name, earlier), others)) = repeated.split_first() else { return };
    let message = format!("`{}` is set twice in this file, and only this value counts", name.value);
    let mut finding = checker.report_at(name.place, message).label_at(*earlier, "this one is lost");
    for (other, earlier) in others.iter().take(MOST_LABELS / 2) {
        let text = format!("so is `{}`", other.value);
        finding = finding.label_at(other.place, text).label_at(*earlier, "this one is lost");
    }
    finding.help("keep the line that is meant, and remove the other");
}

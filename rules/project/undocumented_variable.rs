//! Variables that a project needs and that its example of a `.env` does not name.

use std::collections::HashSet;

use crate::knowledge::compose_variables::is_of_machine;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{Stack, TakenVariable, VariableFile};
use crate::syntax::compose::ComposeProblemKind;
use crate::text::{Place, nearest};

/// The rule.
pub static RULE: Rule = Rule {
    name: "undocumented-variable",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("undocumented_variable.md"),
    check: Check::Stack(check),
};

/// How many further variables are pointed at.
const MOST_LABELS: usize = 8;

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    let inventory = &stack.inventory;
    let Some(example) = inventory.examples.first() else { return };
    let unset = stack.problems.iter().filter(|problem| problem.kind == ComposeProblemKind::Unset);
    let told: HashSet<Place> = unset.map(|problem| problem.place).collect();
    let mut missing = inventory.taken.iter().filter(|variable| is_missing(stack, variable, &told));
    let Some(first) = missing.next() else { return };
    let others: Vec<&TakenVariable> = missing.collect();
    let file = checker.file_name(example.file);
    let more = match others.len() {
        0 => String::new(),
        1 => " and one other that the project needs".to_owned(),
        count => format!(" and {count} others that the project needs"),
    };
    let help = help(file, example, first, &others);
    let mut finding = checker.report_at(first.place, format!("`{file}` does not name `{}`{more}", first.name));
    for other in others.iter().take(MOST_LABELS) {
        finding = finding.label_at(other.place, format!("nor `{}`", other.name));
    }
    finding.help(help);
}

/// Whether nothing says what to set.
fn is_missing(stack: &Stack, variable: &TakenVariable, told: &HashSet<Place>) -> bool {
    let inventory = &stack.inventory;
    let is_set_here = inventory.local.as_ref().is_some_and(|file| file.entry(&variable.name).is_some());
    // That nothing sets it is told there.
    let is_told = variable.is_structural && !is_set_here || told.contains(&variable.place);
    variable.is_needed && !is_told && !inventory.is_shown(&variable.name) && !is_of_machine(&variable.name)
}

fn help(file: &str, example: &VariableFile, first: &TakenVariable, others: &[&TakenVariable]) -> String {
    let names = example.entries.iter().map(|entry| entry.name.as_str());
    if let Some(near) = nearest(&first.name, names).filter(|_| others.is_empty()) {
        return format!("did you mean `{near}`? Else add to `{file}`:\n{}=", first.name);
    }
    let lines = std::iter::once(first).chain(others.iter().copied()).map(|variable| format!("\n{}=", variable.name));
    format!("add to `{file}`, with values that are no secrets:{}", lines.collect::<String>())
}

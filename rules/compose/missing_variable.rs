//! Variables without which Docker Compose does not load the project.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ComposeProblemKind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-variable",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_variable.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    for problem in stack.problems.iter().filter(|problem| !stack.inventory.is_left_to_example(problem.place)) {
        match problem.kind {
            ComposeProblemKind::Unset => drop(checker.report_problem(problem)),
            // The file says itself that these are needed, so whoever starts it is told.
            ComposeProblemKind::Required => {
                checker.report_problem(problem).severity(Severity::Info).from_profile(Profile::Strict);
            }
            _ => {}
        }
    }
}

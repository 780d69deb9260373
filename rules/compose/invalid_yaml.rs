//! What is no YAML.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ComposeProblemKind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-yaml",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("invalid_yaml.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    checker.report_problems(stack, ComposeProblemKind::Yaml);
    for problem in stack.problems.iter().filter(|problem| problem.kind == ComposeProblemKind::Template) {
        checker.report_problem(problem).severity(Severity::Info);
    }
}

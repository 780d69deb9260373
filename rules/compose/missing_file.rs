//! Files that have to be there and are not.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ComposeProblemKind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-file",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_file.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    checker.report_problems(stack, ComposeProblemKind::MissingFile);
    // Such a file is often kept out of the repository, and made where the project is started.
    for problem in stack.problems.iter().filter(|problem| problem.kind == ComposeProblemKind::MissingEnvironment) {
        checker.report_problem(problem).severity(Severity::Info).from_profile(Profile::Strict);
    }
}

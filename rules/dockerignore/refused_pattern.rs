//! Patterns that stop a build.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::IgnoreUse;
use crate::syntax::ProblemKind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "refused-pattern",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("refused_pattern.md"),
    check: Check::Ignore(check),
};

fn check(ignored: &IgnoreUse<'_>, checker: &mut Checker<'_>) {
    for problem in ignored.file.problems_of(ProblemKind::Syntax) {
        let finding = checker.report(problem.span, problem.message.as_str());
        if let Some(help) = &problem.help {
            finding.help(help.as_str());
        }
    }
}

//! Conditions that do not ask what they seem to.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "broken-condition",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[
        "SC2050", "SC2057", "SC2071", "SC2072", "SC2076", "SC2077", "SC2078", "SC2080", "SC2157", "SC2194", "SC2212",
        "SC2252", "SC2309", "SC2319",
    ],
    options: &[],
    since: "0.1.0",
    page: include_str!("broken_condition.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    checker.report_shell_findings(build, step);
}

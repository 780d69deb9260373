//! Input and output that do not go where they seem to.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "misdirected-output",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[
        "SC2024", "SC2069", "SC2094", "SC2210", "SC2216", "SC2217", "SC2257", "SC2260", "SC2261", "SC2327", "SC2328",
        "SC2370",
    ],
    options: &[],
    since: "0.1.0",
    page: include_str!("misdirected_output.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    checker.report_shell_findings(build, step);
}

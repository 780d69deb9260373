//! Patterns that the shell may expand before the program sees them.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unquoted-pattern",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Strict,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[
        "SC2014", "SC2021", "SC2022", "SC2035", "SC2060", "SC2061", "SC2062", "SC2063", "SC2081", "SC2102", "SC2125",
        "SC2144", "SC2202", "SC2211",
    ],
    options: &[],
    since: "0.1.0",
    page: include_str!("unquoted_pattern.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    checker.report_shell_findings(build, step);
}

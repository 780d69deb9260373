//! Quotes and backslashes that do not do what they look like.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "misleading-quoting",
    category: Category::Correctness,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[
        "SC1001", "SC1003", "SC1004", "SC1011", "SC1012", "SC1078", "SC1079", "SC1083", "SC1087", "SC1110", "SC1112",
        "SC2016", "SC2026", "SC2027", "SC2028", "SC2088", "SC2089", "SC2140", "SC2141", "SC2291",
    ],
    options: &[],
    since: "0.1.0",
    page: include_str!("misleading_quoting.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    checker.report_shell_findings(build, step);
}

//! Variables and substitutions without quotes.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unquoted-expansion",
    category: Category::Correctness,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[
        "SC2046", "SC2048", "SC2053", "SC2068", "SC2070", "SC2086", "SC2090", "SC2145", "SC2184", "SC2198", "SC2199",
        "SC2206", "SC2207", "SC2223", "SC2231", "SC2254", "SC2295",
    ],
    options: &[],
    since: "0.1.0",
    page: include_str!("unquoted_expansion.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    checker.report_shell_findings(build, step);
}

//! Parts of a script that have no effect.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unused-shell-code",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[
        "SC2034", "SC2043", "SC2119", "SC2120", "SC2195", "SC2213", "SC2214", "SC2220", "SC2221", "SC2222", "SC2317",
        "SC2329",
    ],
    options: &[],
    since: "0.1.0",
    page: include_str!("unused_shell_code.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    checker.report_shell_findings(build, step);
}

//! Commands that may fail unnoticed.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "masked-exit-status",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &["SC2015", "SC2155", "SC2251", "SC2265"],
    options: &[],
    since: "0.1.0",
    page: include_str!("masked_exit_status.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    checker.report_shell_findings(build, step);
}

//! A cd that may fail unnoticed.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unchecked-cd",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &["SC2103", "SC2164"],
    options: &[],
    since: "0.1.0",
    page: include_str!("unchecked_cd.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    checker.report_shell_findings(build, step);
}

//! Names of files that are taken apart on their way.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "fragile-file-names",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Strict,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &["SC2009", "SC2010", "SC2011", "SC2012", "SC2013", "SC2038", "SC2044", "SC2045", "SC2156"],
    options: &[],
    since: "0.1.0",
    page: include_str!("fragile_file_names.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    checker.report_shell_findings(build, step);
}

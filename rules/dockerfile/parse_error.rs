//! What BuildKit refuses to read.

use crate::lint::{Category, Check, Checker, Finding, FixSupport, Profile, Rule, Severity};
use crate::model::File;
use crate::syntax::{Problem, ProblemKind};

/// The rule.
pub static RULE: Rule = Rule {
    name: "parse-error",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["DL1000", "DL3043", "DL3061"],
    options: &[],
    since: "0.1.0",
    page: include_str!("parse_error.md"),
    check: Check::File(check),
};

fn check(file: &File, checker: &mut Checker<'_>) {
    for problem in file.problems_of(ProblemKind::BeforeFrom) {
        report(problem, checker).aliases(&["DL3061"]);
    }
    for problem in file.problems_of(ProblemKind::Trigger) {
        report(problem, checker).aliases(&["DL3043"]);
    }
    for problem in file.problems_of(ProblemKind::Syntax) {
        report(problem, checker).aliases(&["DL1000"]);
    }
}

fn report<'c>(problem: &Problem, checker: &'c mut Checker<'_>) -> Finding<'c> {
    let finding = checker.report(problem.span, problem.message.as_str());
    match &problem.help {
        Some(help) => finding.help(help.as_str()),
        None => finding,
    }
}

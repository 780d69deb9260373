//! Files that a Dockerfile is generated from.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::File;
use crate::syntax::ProblemKind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unrendered-template",
    category: Category::Correctness,
    severity: Severity::Info,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unrendered_template.md"),
    check: Check::File(check),
};

fn check(file: &File, checker: &mut Checker<'_>) {
    for problem in file.problems_of(ProblemKind::Template) {
        checker
            .report(problem.span, problem.message.as_str())
            .help("render it and check the result; nothing else was looked at in this file");
    }
}

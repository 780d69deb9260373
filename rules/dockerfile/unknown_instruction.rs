//! Lines that start with no instruction.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::File;
use crate::syntax::ProblemKind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-instruction",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unknown_instruction.md"),
    check: Check::File(check),
};

fn check(file: &File, checker: &mut Checker<'_>) {
    for problem in file.problems_of(ProblemKind::UnknownInstruction) {
        let edits = checker.edits();
        let finding = checker.report(problem.span, problem.message.as_str());
        match &problem.replacement {
            Some(keyword) => {
                let edit = edits.replace_keyword(problem.span, keyword);
                finding.fix(Safety::Safe, format!("write `{keyword}`"), [edit]);
            }
            None => {
                finding.help("start the line with an instruction, or end the line above it with a backslash");
            }
        }
    }
}

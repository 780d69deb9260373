//! Blank lines between continued lines.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::File;

/// The rule.
pub static RULE: Rule = Rule {
    name: "empty-continuation",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &["NoEmptyContinuation"],
    options: &[],
    since: "0.1.0",
    page: include_str!("empty_continuation.md"),
    check: Check::File(check),
};

fn check(file: &File, checker: &mut Checker<'_>) {
    for instruction in file.dockerfile().into_iter().flat_map(|tree| tree.instructions()) {
        let blanks: Vec<_> = instruction.blank_lines().collect();
        let message = match blanks.len() {
            0 => continue,
            1 => "this line still belongs to the instruction above the blank line".to_owned(),
            count => format!("this line still belongs to the instruction above {count} blank lines"),
        };
        let edits = checker.edits().remove_blank_lines(instruction);
        let mut finding = checker
            .report(instruction.last_text(), message)
            .label(instruction.keyword.span, "the instruction starts here");
        for blank in blanks {
            finding = finding.label(blank, "blank, and does not end it");
        }
        finding.fix(Safety::Safe, "remove the blank lines", edits);
    }
}

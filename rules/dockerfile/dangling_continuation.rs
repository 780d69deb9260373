//! A last line that says it goes on.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::File;

/// The rule.
pub static RULE: Rule = Rule {
    name: "dangling-continuation",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("dangling_continuation.md"),
    check: Check::File(check),
};

fn check(file: &File, checker: &mut Checker<'_>) {
    let last = file.dockerfile().and_then(|tree| tree.instructions().last());
    let Some(continuation) = last.and_then(|instruction| instruction.dangling_continuation()) else { return };
    let edits = checker.edits();
    checker
        .report(continuation, "the line says that it goes on, and nothing follows")
        .help("write what is missing, or remove the character that continues the line")
        .fix(Safety::Safe, "end the instruction here", [edits.end_line(continuation)]);
}

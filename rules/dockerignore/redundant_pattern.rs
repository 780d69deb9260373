//! Patterns that others make idle.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::IgnoreUse;

/// The rule.
pub static RULE: Rule = Rule {
    name: "redundant-pattern",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("redundant_pattern.md"),
    check: Check::Ignore(check),
};

fn check(ignored: &IgnoreUse<'_>, checker: &mut Checker<'_>) {
    if ignored.is_obeyed_by_none() {
        return;
    }
    for (pattern, by) in ignored.redundant_patterns() {
        let edit = checker.edits_of_ignore_file(ignored.file.id).remove(pattern);
        let message = match pattern.cleaned == by.cleaned {
            true => format!("`{}` is there twice", pattern.cleaned),
            false => format!("`{}` does this already", by.cleaned),
        };
        let label = "the same, or more";
        checker.report(pattern.span, message).label(by.span, label).fix(Safety::Safe, "remove the line", [edit]);
    }
}

//! `**name`, which engines read in two ways.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::IgnoreUse;

/// The rule.
pub static RULE: Rule = Rule {
    name: "double-star-without-slash",
    category: Category::Reproducibility,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("double_star_without_slash.md"),
    check: Check::Ignore(check),
};

fn check(ignored: &IgnoreUse<'_>, checker: &mut Checker<'_>) {
    for pattern in ignored.lines.patterns() {
        let Some(rest) = pattern.cleaned.strip_prefix("**") else { continue };
        if rest.is_empty() || rest.contains(['/', '*', '?', '[', '\\']) {
            continue;
        }
        let mark = if pattern.is_exception { "!" } else { "" };
        let text = format!("{mark}**/*{rest}");
        let edit = checker.edits_of_ignore_file(ignored.file.id).replace(pattern, &text);
        let whole = match rest.starts_with('.') {
            true => String::new(),
            false => format!(", or `{mark}**/{rest}` for the name as a whole"),
        };
        let message = format!("`**{rest}` is read in two ways: older builders do not match all that ends so");
        checker.report(pattern.span, message).help(format!("write `{text}`{whole}")).fix(
            Safety::Safe,
            "write what it means today",
            [edit],
        );
    }
}

//! Names that were meant for every folder and hold for the root alone.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{IgnoreUse, RootOnly};

/// The rule.
pub static RULE: Rule = Rule {
    name: "root-only-pattern",
    category: Category::Efficiency,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("root_only_pattern.md"),
    check: Check::Ignore(check),
};

fn check(ignored: &IgnoreUse<'_>, checker: &mut Checker<'_>) {
    for RootOnly { pattern, path, exists, is_repairable } in ignored.root_only() {
        let text = &pattern.cleaned;
        let edit = checker.edits_of_ignore_file(ignored.file.id).replace(pattern, &format!("**/{text}"));
        let message = match exists {
            true => format!("`{text}` holds for the root alone: `{path}` is sent to the builder"),
            false => format!("`{text}` holds for the root alone: `{path}` would be sent to the builder"),
        };
        let finding = checker.report(pattern.span, message).help(format!("write `**/{text}`"));
        let finding = match exists {
            true => finding,
            false => finding.severity(Severity::Info).from_profile(Profile::Production),
        };
        if is_repairable {
            finding.fix(Safety::Safe, "exclude it in every folder", [edit]);
        }
    }
}

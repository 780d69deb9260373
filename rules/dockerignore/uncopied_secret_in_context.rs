//! Credentials in the build context that no COPY takes.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::IgnoreUse;

/// The rule.
pub static RULE: Rule = Rule {
    name: "uncopied-secret-in-context",
    category: Category::Security,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("uncopied_secret_in_context.md"),
    check: Check::Ignore(check),
};

fn check(ignored: &IgnoreUse<'_>, checker: &mut Checker<'_>) {
    let left = ignored.uncopied_secrets();
    let Some(first) = left.first() else { return };
    let more = match left.len() - 1 {
        0 => String::new(),
        more => format!(" and {more} more like it"),
    };
    let message = format!("`{first}`{more} can be copied by any change of a Dockerfile: no pattern excludes it");
    checker.report(ignored.head(), message).help(format!("add:\n{}", left.join("\n")));
}

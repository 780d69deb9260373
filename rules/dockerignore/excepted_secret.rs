//! Exceptions that let credentials into the build.

use crate::knowledge::secrets::is_secret_file;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::IgnoreUse;

/// The rule.
pub static RULE: Rule = Rule {
    name: "excepted-secret",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("excepted_secret.md"),
    check: Check::Ignore(check),
};

fn check(ignored: &IgnoreUse<'_>, checker: &mut Checker<'_>) {
    let taker = ignored.taker();
    for pattern in ignored.effective_exceptions() {
        let path = pattern.cleaned.replace('*', "");
        let Some(secret) = is_secret_file(&path).filter(|secret| secret.certain) else { continue };
        // A file that is there and copied is told where it is copied.
        let is_there = ignored.tree().is_some_and(|tree| tree.find(&path).is_some());
        if is_there && taker.takes(&path) {
            continue;
        }
        let message = format!("the exception lets `{}` into the build: {}", pattern.cleaned, secret.kind);
        let help = "remove the line; give values when the container starts, or with `RUN --mount=type=secret`";
        checker.report(pattern.span, message).help(help);
    }
}

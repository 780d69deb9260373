//! Passwords in addresses and connection strings.

use std::collections::HashSet;

use crate::knowledge::secrets::Strength;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{Credential, Stack};

/// The rule.
pub static RULE: Rule = Rule {
    name: "password-in-connection-url",
    category: Category::Security,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["CL-0021"],
    options: &[],
    since: "0.1.0",
    page: include_str!("password_in_connection_url.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    // What several services take from one place is one secret.
    let mut seen = HashSet::new();
    for service in stack.services() {
        let found = stack.connection_passwords_of(service);
        let new: Vec<_> = found.into_iter().filter(|it| seen.insert(it.place)).collect();
        let (real, weak): (Vec<_>, Vec<_>) = new.into_iter().partition(|it| it.strength == Strength::Real);
        let weak: Vec<_> = weak.into_iter().filter(|it| !checker.is_for_development(it.place)).collect();
        report(&real, checker);
        report(&weak, checker);
    }
}

/// One finding for all of them: the first, with the others beside it.
fn report(found: &[Credential], checker: &mut Checker<'_>) {
    let Some((first, others)) = found.split_first() else { return };
    let what = if first.name.is_empty() { "this address".to_owned() } else { format!("`{}`", first.name) };
    let (message, help) = match first.strength {
        Strength::Real => (
            format!("{what} holds a password, for everybody who has this file"),
            "change the password, then put it together where it is read, or write `${DB_PASSWORD:?}` in its place and set that in a `.env` that is not committed",
        ),
        Strength::Weak => (
            format!("{what} holds a password that is easy to guess"),
            "write `${DB_PASSWORD:?}` in its place, and set that in a `.env` that is not committed",
        ),
    };
    let mut finding = checker.report_at(first.place, message).help(help);
    for other in others {
        let name = if other.name.is_empty() { "and here".to_owned() } else { format!("and `{}`", other.name) };
        finding = finding.label_at(other.place, name);
    }
    if first.strength == Strength::Weak {
        finding.severity(Severity::Warning).from_profile(Profile::Production);
    }
}

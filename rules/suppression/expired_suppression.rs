//! Comments whose last day has passed, or is no day.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity, Suppression};

/// The rule.
pub static RULE: Rule = Rule {
    name: "expired-suppression",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("expired_suppression.md"),
    check: Check::Suppression(check),
};

fn check(suppression: &Suppression, checker: &mut Checker<'_>) {
    let Some(until) = &suppression.until else { return };
    match &until.value {
        Ok(last) if suppression.is_expired => {
            checker
                .report(until.span, format!("this comment has suppressed nothing since {last}"))
                .help("mend what it was for and remove it, or give it a later day with a reason");
        }
        Ok(_) => {}
        Err(text) => {
            checker
                .report(until.span, format!("`{text}` is no day, so this comment never expires"))
                .help("write the last day as `until=2027-01-31`");
        }
    }
}

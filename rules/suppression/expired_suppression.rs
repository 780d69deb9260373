//! Comments whose last day has passed, or is no day.

use crate::lint::{Category, Check, Checker, FixSupport, Language, Profile, Rule, Severity, Suppression};

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
    let Some(until) = &suppression.until else {
        if has_until_in_reason(suppression) {
            checker
                .report(suppression.span, "`until=` stands in the reason, so this comment never expires")
                .help("write the last day between the names and the colon: `NAME until=2027-01-31: reason`");
        }
        return;
    };
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

/// Whether the day stands where it is mere text. Other tools' comments have no last day.
fn has_until_in_reason(suppression: &Suppression) -> bool {
    let reason = suppression.reason.as_deref().unwrap_or_default();
    suppression.language == Language::Plimsoll && reason.split_whitespace().any(|word| word.starts_with("until="))
}

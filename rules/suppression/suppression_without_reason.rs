//! Comments that suppress without saying why.

use crate::lint::{Category, Check, Checker, FixSupport, Language, Profile, Reach, Rule, Severity, Suppression};

/// The rule.
pub static RULE: Rule = Rule {
    name: "suppression-without-reason",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("suppression_without_reason.md"),
    check: Check::Suppression(check),
};

fn check(suppression: &Suppression, checker: &mut Checker<'_>) {
    // BuildKit's directive at the top of a file has no room for a reason.
    let has_no_room = suppression.language == Language::BuildKit && suppression.reach == Reach::File;
    if suppression.reason.is_some() || suppression.names.is_empty() || has_no_room {
        return;
    }
    checker.report(suppression.span, "this comment does not say why it suppresses").help(example(suppression.language));
}

/// Where the reason goes.
fn example(language: Language) -> &'static str {
    match language {
        Language::Plimsoll => "add the reason behind a colon: `# plimsoll ignore=NAME: reason`",
        Language::Hadolint => "add the reason as a comment: `# hadolint ignore=DL3008 # reason`",
        Language::BuildKit => "add the reason behind the names: `# check=skip=NAME reason`",
        Language::ShellCheck => "add the reason as a comment: `# shellcheck disable=SC2086 # reason`",
        Language::Dclint => "add the reason as a comment: `# dclint disable-line NAME # reason`",
        Language::Tally => "add the reason behind a semicolon: `# tally ignore=NAME;reason=reason`",
    }
}

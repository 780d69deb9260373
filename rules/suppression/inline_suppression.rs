//! Comments that suppress, for projects that want none.

use crate::lint::{Category, Check, Checker, FixSupport, Language, Profile, Reach, Rule, Severity, Suppression};

/// The rule.
pub static RULE: Rule = Rule {
    name: "inline-suppression",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::OnRequest,
    fix: FixSupport::Never,
    aliases: &["DL1001"],
    options: &[],
    since: "0.1.0",
    page: include_str!("inline_suppression.md"),
    check: Check::Suppression(check),
};

fn check(suppression: &Suppression, checker: &mut Checker<'_>) {
    if suppression.names.is_empty() {
        return;
    }
    let is_hadolints = suppression.language == Language::Hadolint && suppression.reach == Reach::Instruction;
    checker
        .report(
            suppression.span,
            format!("findings are suppressed here, in a comment for {}", suppression.language.tool()),
        )
        .help("say in `plimsoll.toml` what the whole project ignores")
        .aliases(if is_hadolints { &["DL1001"] } else { &[] });
}

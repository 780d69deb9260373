//! Comments that suppress nothing.

use crate::lint::{
    Category, Check, Checker, Effect, FixSupport, Language, Profile, Rule, Safety, Severity, Suppression,
};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unused-suppression",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unused_suppression.md"),
    check: Check::Suppression(check),
};

fn check(suppression: &Suppression, checker: &mut Checker<'_>) {
    if suppression.is_expired {
        return;
    }
    if suppression.names.is_empty() {
        checker
            .report(suppression.span, "this comment is not understood, so it suppresses nothing")
            .severity(Severity::Warning)
            .help("write # plimsoll ignore=NAME: reason");
        return;
    }
    if !suppression.is_attached {
        let (message, help) = match checker.file().dockerfile() {
            Some(_) => (
                "this comment suppresses nothing: no instruction stands right below it",
                "put it on the line above the instruction that it is for",
            ),
            None => (
                "this comment suppresses nothing: nothing begins on the line below it",
                "put it on the line above what it is for, or at the end of that line",
            ),
        };
        checker.report(suppression.span, message).help(help);
        return;
    }
    if suppression.names.iter().all(|name| name.effect == Effect::Unused) {
        let edit = checker.edits().remove(suppression.line);
        let edits = (!suppression.stays).then_some(edit);
        let finding = checker.report(suppression.span, "this comment suppresses nothing");
        finding.from_profile(profile(suppression)).fix(safety(suppression), "remove it", edits);
        return;
    }
    for (index, name) in suppression.names.iter().enumerate() {
        match &name.effect {
            Effect::Used | Effect::NotJudged => {}
            Effect::Unknown(unknown) => {
                checker.report(name.text.span, unknown.to_string()).severity(Severity::Warning);
            }
            Effect::Unused => {
                let edit = suppression.cut(index).map(|cut| checker.edits().remove(cut));
                let message = format!("`{}` suppresses nothing here", name.text.value);
                let title = format!("remove `{}`", name.text.value);
                let finding = checker.report(name.text.span, message).from_profile(profile(suppression));
                finding.fix(safety(suppression), title, edit);
            }
        }
    }
}

/// What another tool's comment is for may be found by that tool alone.
fn profile(suppression: &Suppression) -> Profile {
    if suppression.language == Language::Plimsoll { Profile::Recommended } else { Profile::Strict }
}

/// Another tool may still find what plimsoll does not.
fn safety(suppression: &Suppression) -> Safety {
    if suppression.language == Language::Plimsoll { Safety::Safe } else { Safety::Unsafe }
}

//! Values that YAML takes for something else than a text.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::stack::{Stack, TextKind, TextValue};

/// The rule.
pub static RULE: Rule = Rule {
    name: "coerced-scalar",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("coerced_scalar.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    for text in stack.text_values() {
        let Some(written) = text.plain() else { continue };
        if let Some(shipped) = text.coerced() {
            // podman-compose makes texts of values in a way of its own.
            if checker.is_for_podman(text.value.place) {
                continue;
            }
            let message =
                format!("`{written}` is {} to YAML: `{}` becomes `{shipped}`", kind(written, &shipped), text.name);
            let edit = checker.edits_in(text.value.place.file).quote(text.value.place);
            checker.report_at(text.value.place, message).fix(Safety::Safe, "quote it", edit);
        } else if text.value.is_null() {
            inherited(&text, written, checker);
        } else if WORDS.contains(&written.to_ascii_lowercase().as_str()) && text.value.as_text().is_some() {
            let message = format!("`{written}` is a boolean to readers of YAML 1.1, and not to Docker Compose");
            let edit = checker.edits_in(text.value.place.file).quote(text.value.place);
            let finding = checker.report_at(text.value.place, message).severity(Severity::Info);
            finding.from_profile(Profile::Strict).fix(Safety::Safe, "quote it", edit);
        }
    }
}

/// What YAML 1.1 takes for booleans and YAML 1.2 for texts.
const WORDS: &[&str] = &["yes", "no", "on", "off"];

/// A word for nothing, in place of which the value of the host is taken.
fn inherited(text: &TextValue<'_>, written: &str, checker: &mut Checker<'_>) {
    let takes_from_host = matches!(text.kind, TextKind::Variable | TextKind::BuildArgument);
    if !takes_from_host || written.is_empty() {
        return;
    }
    let message = format!("`{written}` is nothing to YAML: `{}` is taken from where Docker Compose runs", text.name);
    let help = format!("write `{0}: \"\"` for an empty value, or `{0}:` alone where that is meant", text.name);
    let finding = checker.report_at(text.value.place, message).severity(Severity::Info);
    finding.from_profile(Profile::Strict).help(help);
}

/// What YAML takes it for.
fn kind(written: &str, shipped: &str) -> &'static str {
    let digits = written.trim_start_matches(['+', '-']);
    let is_prefixed = |letters: [&str; 2]| letters.iter().any(|letter| digits.starts_with(letter));
    match shipped {
        "true" | "false" => "a boolean",
        _ if shipped.ends_with(" UTC") => "a date",
        _ if is_prefixed(["0x", "0X"]) => "a hexadecimal number",
        _ if is_prefixed(["0b", "0B"]) => "a binary number",
        _ if is_octal(digits) => "an octal number",
        _ => "a number",
    }
}

fn is_octal(digits: &str) -> bool {
    let rest = digits.strip_prefix('0').map(|rest| rest.trim_start_matches(['o', 'O']));
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| matches!(byte, b'0'..=b'7' | b'_')))
}

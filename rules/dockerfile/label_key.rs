//! Keys of labels that Docker advises against or keeps for itself.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Step};
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "label-key",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &["DL3048"],
    options: &[],
    since: "0.1.0",
    page: include_str!("label_key.md"),
    check: Check::Step(check),
};

/// Prefixes that Docker keeps for itself.
///
/// Source: <https://docs.docker.com/engine/manage-resources/labels/#key-format-recommendations>
const RESERVED: &[&str] = &["com.docker.", "io.docker.", "org.dockerproject."];

/// What Docker asks the makers of extensions for its desktop to write.
///
/// Source: <https://docs.docker.com/extensions/extensions-sdk/extensions/labels/>
const EXTENSIONS: &[&str] = &["com.docker.extension.", "com.docker.desktop.extension."];

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(Kind::Label(pairs)) = build.instruction(step).map(|instruction| &instruction.put_off().kind) else {
        return;
    };
    for pair in &pairs.pairs {
        let Some(key) = pair.key.known() else { continue };
        let Some(fault) = fault(&key) else { continue };
        let finding = checker.report(pair.key.span, format!("the key `{key}` {fault}"));
        let small = key.to_ascii_lowercase();
        if small != key && self::fault(&small).is_none() {
            finding.help(format!("write it small, if nobody reads it by this name: {small}"));
        }
    }
}

/// What is wrong with a key.
fn fault(key: &str) -> Option<&'static str> {
    let is_allowed = |letter: char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '.' | '-' | '_' | '/')
    };
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| key.starts_with(prefix));
    if begins(RESERVED) && !begins(EXTENSIONS) {
        return Some("begins with a prefix that Docker keeps for itself");
    }
    if key.chars().any(|letter| letter.is_ascii_uppercase()) {
        return Some("has capital letters, which many tools do not find");
    }
    if !key.chars().all(is_allowed) {
        return Some("has characters other than letters, digits, dots, dashes and slashes");
    }
    if !key.starts_with(|letter: char| letter.is_ascii_lowercase())
        || !key.ends_with(|letter: char| letter.is_ascii_alphanumeric())
    {
        return Some("does not begin with a letter and end with a letter or digit");
    }
    (key.contains("..") || key.contains("--")).then_some("has two dots or dashes in a row")
}

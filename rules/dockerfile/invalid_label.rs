//! Labels whose values are not what the project requires.

use crate::knowledge::labels::LabelType;
use crate::lint::options::REQUIRED_LABELS;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Step};
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-label",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["DL3051", "DL3052", "DL3053", "DL3054", "DL3055", "DL3056", "DL3058"],
    options: &[REQUIRED_LABELS],
    since: "0.1.0",
    page: include_str!("invalid_label.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(Kind::Label(pairs)) = build.instruction(step).map(|instruction| &instruction.put_off().kind) else {
        return;
    };
    for pair in &pairs.pairs {
        let Some((key, value)) = pair.key.known().zip(pair.value.known()) else { continue };
        let required = checker.pairs(&REQUIRED_LABELS).find(|(name, _)| *name == key);
        let Some(kind) = required.and_then(|(_, word)| LabelType::named(word)) else { continue };
        if value.is_empty() {
            checker.report(pair.span, format!("the label `{key}` is empty")).aliases(&["DL3051"]);
        } else if !kind.admits(&value) {
            let message = format!("`{value}`, the value of `{key}`, is no {}", kind.description());
            checker.report(pair.value.span, message).aliases(alias(kind));
        }
    }
}

/// What hadolint calls a value that is not of a type.
fn alias(kind: LabelType) -> &'static [&'static str] {
    match kind {
        LabelType::Text => &["DL3051"],
        LabelType::Url => &["DL3052"],
        LabelType::Rfc3339 => &["DL3053"],
        LabelType::Spdx => &["DL3054"],
        LabelType::Hash => &["DL3055"],
        LabelType::SemVer => &["DL3056"],
        LabelType::Email => &["DL3058"],
    }
}

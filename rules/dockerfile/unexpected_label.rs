//! Labels beside those that the project knows.

use crate::lint::options::{REQUIRED_LABELS, STRICT_LABELS};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Step};
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unexpected-label",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["DL3050"],
    options: &[STRICT_LABELS, REQUIRED_LABELS],
    since: "0.1.0",
    page: include_str!("unexpected_label.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    if !checker.flag(&STRICT_LABELS) {
        return;
    }
    let Some(Kind::Label(pairs)) = build.instruction(step).map(|instruction| &instruction.put_off().kind) else {
        return;
    };
    for pair in &pairs.pairs {
        let Some(key) = pair.key.known() else { continue };
        if checker.pairs(&REQUIRED_LABELS).all(|(name, _)| name != key) {
            checker
                .report(pair.key.span, format!("`{key}` is no label that the project knows"))
                .help("remove it, or add it to `required-labels`");
        }
    }
}

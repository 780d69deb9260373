//! Keys that the specification does not have.

use crate::lint::{Category, Check, FixSupport, Profile, Rule, Safety, Severity};
use crate::syntax::compose::ComposeProblemKind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-key",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &["invalid-schema"],
    options: &[],
    since: "0.1.0",
    page: include_str!("unknown_key.md"),
    check: Check::Stack(|stack, checker| checker.report_problems(stack, ComposeProblemKind::UnknownKey)),
};

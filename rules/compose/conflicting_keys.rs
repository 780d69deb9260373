//! Keys that exclude each other.

use crate::lint::{Category, Check, FixSupport, Profile, Rule, Severity};
use crate::syntax::compose::ComposeProblemKind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "conflicting-keys",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("conflicting_keys.md"),
    check: Check::Stack(|stack, checker| checker.report_problems(stack, ComposeProblemKind::Conflict)),
};

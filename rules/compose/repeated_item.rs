//! The same item twice in a list.

use crate::lint::{Category, Check, FixSupport, Profile, Rule, Safety, Severity};
use crate::syntax::compose::ComposeProblemKind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "repeated-item",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("repeated_item.md"),
    check: Check::Stack(|stack, checker| checker.report_problems(stack, ComposeProblemKind::RepeatedItem)),
};

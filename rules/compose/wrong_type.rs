//! Values of another type than the specification asks for.

use crate::lint::{Category, Check, FixSupport, Profile, Rule, Safety, Severity};
use crate::syntax::compose::ComposeProblemKind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrong-type",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("wrong_type.md"),
    check: Check::Stack(|stack, checker| checker.report_problems(stack, ComposeProblemKind::WrongType)),
};

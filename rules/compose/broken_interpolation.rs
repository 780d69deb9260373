//! Variables that cannot be expanded.

use crate::lint::{Category, Check, FixSupport, Profile, Rule, Severity};
use crate::syntax::compose::ComposeProblemKind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "broken-interpolation",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("broken_interpolation.md"),
    check: Check::Stack(|stack, checker| checker.report_problems(stack, ComposeProblemKind::Interpolation)),
};

//! Containers that ask for one name.

use crate::lint::{Category, Check, FixSupport, Profile, Rule, Severity};
use crate::syntax::compose::ComposeProblemKind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "shared-container-name",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["no-duplicate-container-names"],
    options: &[],
    since: "0.1.0",
    page: include_str!("shared_container_name.md"),
    check: Check::Stack(|stack, checker| checker.report_problems(stack, ComposeProblemKind::ContainerName)),
};

//! Containers that are put into a control group of their own choice.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "cgroup-parent",
    category: Category::Security,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &["4d9f44c6-2f4a-4317-9bb5-267adbea0232"],
    options: &[],
    since: "0.1.0",
    page: include_str!("cgroup_parent.md"),
    check: Check::Service(check),
};

fn check(_: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let Some(parent) = service.cgroup_parent.as_ref().filter(|parent| parent.is_known()) else { return };
    if !parent.value.is_empty() {
        checker
            .report_at(
                parent.place,
                format!("the limits of `{}` take the place of those that the engine sets", parent.value),
            )
            .help("leave it out, and write limits as `deploy.resources.limits`");
    }
}

//! Waiting for the health of services that have no health check.

use crate::lint::compose_help::healthcheck;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Container;
use crate::model::stack::HealthSignal;
use crate::syntax::compose::ast::Condition;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unhealthy-dependency",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unhealthy_dependency.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let stack = container.stack;
    for edge in stack.dependencies_of(container.service) {
        let Some(dependency) = edge.dependency().filter(|it| it.condition.value == Condition::Healthy) else {
            continue;
        };
        let name = &dependency.service.value;
        let Some(other) = container.sibling(name) else { continue };
        let (place, why) = match other.health_signal() {
            HealthSignal::Disabled(place) => (place, "it is switched off here"),
            HealthSignal::Absent if other.build().is_some() => {
                (other.origin_place(), "built from this, without a `HEALTHCHECK` on the way")
            }
            HealthSignal::Absent => (other.origin_place(), "this image brings none of its own"),
            HealthSignal::Checked | HealthSignal::Unknown => continue,
        };
        let help = match other.health_command() {
            Some(words) => format!("give `{name}` a health check:\n{}", healthcheck(&words)),
            None => format!("give `{name}` a health check, or wait for its start alone:\ncondition: service_started"),
        };
        let finding = checker
            .report_at(dependency.condition.place, format!("`{name}` has no health check, so it never becomes healthy"))
            .label_at(place, why)
            .help(help);
        // `up` only warns then, and does not wait.
        if !dependency.is_required() {
            finding.severity(Severity::Warning);
        }
    }
}

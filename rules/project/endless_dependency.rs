//! Waiting for the end of services that never end.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::Container;
use crate::model::stack::HealthSignal;
use crate::syntax::compose::ast::Condition;

/// The rule.
pub static RULE: Rule = Rule {
    name: "endless-dependency",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("endless_dependency.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    for edge in container.stack.dependencies_of(container.service) {
        let Some(dependency) = edge.dependency().filter(|it| it.condition.value == Condition::CompletedSuccessfully)
        else {
            continue;
        };
        let name = &dependency.service.value;
        let Some(other) = container.sibling(name) else { continue };
        let Some(place) = other.server_start() else { continue };
        let condition =
            if other.health_signal() == HealthSignal::Checked { "service_healthy" } else { "service_started" };
        let edit =
            checker.edits_in(dependency.condition.place.file).replace_scalar(dependency.condition.place, condition);
        checker
            .report_at(
                dependency.condition.place,
                format!("`{name}` is a server and never ends, so this waits for ever"),
            )
            .label_at(place, "this starts the server")
            .help(format!("wait until it works:\ncondition: {condition}"))
            .fix(Safety::Unsafe, format!("write `{condition}`"), edit);
    }
}

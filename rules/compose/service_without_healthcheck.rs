//! Services that nobody can ask whether they are well.

use crate::lint::compose_help::healthcheck;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{HealthSignal, Stack};
use crate::syntax::compose::ast::{Condition, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "service-without-healthcheck",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &["698ed579-b239-4f8f-a388-baa4bcb13ef8"],
    options: &[],
    since: "0.1.0",
    page: include_str!("service_without_healthcheck.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let Some(image) = &service.image else { return };
    if stack.health_signal_of(service) != HealthSignal::Absent
        || service.healthcheck.is_some()
        || !stack.is_long_running(service)
        || checker.is_for_development(image.place)
        || stack.dependents_of(service).any(|edge| *edge.condition() == Condition::Healthy)
    {
        return;
    }
    let Some(words) = stack.health_command_of(service) else { return };
    checker
        .report_at(image.place, "nothing tells when it hangs: neither the image nor the service has a health check")
        .help(healthcheck(&words));
}

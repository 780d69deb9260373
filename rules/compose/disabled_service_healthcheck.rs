//! Health checks that are switched off.

use crate::lint::compose_help::healthcheck;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{HealthSignal, Stack};
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "disabled-service-healthcheck",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("disabled_service_healthcheck.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let HealthSignal::Disabled(place) = stack.health_signal_of(service) else { return };
    if !stack.is_long_running(service) || checker.is_for_development(place) {
        return;
    }
    let help = match stack.health_command_of(service) {
        Some(words) => format!("ask it in its own language:\n{}", healthcheck(&words)),
        // The check of the image is for what the image starts.
        None if service.command.is_some() || service.entrypoint.is_some() => {
            "write a check that fits what this service runs, in place of the image's".to_owned()
        }
        None => "leave it out to have the check of the image, or write one that fits this service".to_owned(),
    };
    checker.report_at(place, "the health check is switched off, so nothing tells when the service hangs").help(help);
}

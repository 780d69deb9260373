//! Services that stay down when they fail.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{Edge, Stack};
use crate::syntax::compose::ast::{Condition, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-restart-policy",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_restart_policy.md"),
    check: Check::Service(check),
};

/// What only Swarm reads; Swarm starts containers again unless it is told not to.
const OF_SWARM: &[&str] = &["mode", "placement", "update_config", "rollback_config", "endpoint_mode"];

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let is_said = service.has("restart") || service.at(&["deploy", "restart_policy"]).is_some();
    let is_of_swarm = OF_SWARM.iter().any(|key| service.at(&["deploy", key]).is_some());
    let place = service.name.place;
    let is_quiet = is_said || is_of_swarm || checker.is_for_development(place);
    if is_quiet || !stack.is_long_running(service) || !stack.is_whole(service) || !is_surely_a_server(stack, service) {
        return;
    }
    checker
        .report_at(
            place,
            format!("`{}` stays down when it fails, and after a restart of the machine", service.name.value),
        )
        .help("restart: unless-stopped");
}

/// Whether something shows that it is there to be asked: ports, services that need it, or its image.
fn is_surely_a_server(stack: &Stack, service: &Service) -> bool {
    let is_needed = |edge: &Edge<'_>| match edge.condition() {
        Condition::Started | Condition::Healthy => true,
        Condition::CompletedSuccessfully | Condition::Other(_) => false,
    };
    !service.ports.is_empty()
        || stack.dependents_of(service).any(|edge| is_needed(&edge))
        || stack.known_service(service).is_some()
}

//! Services that ask another one and do not say that they need it.

use std::collections::HashSet;

use crate::knowledge::endpoints::is_outward;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Container;
use crate::model::stack::HealthSignal;

/// The rule.
pub static RULE: Rule = Rule {
    name: "undeclared-dependency",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("undeclared_dependency.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let (stack, service) = (container.stack, container.service);
    let waits_by_itself = stack.known_service(service).is_some_and(|known| known.kind.waits_by_itself());
    let is_started_alone = stack.is_for_swarm() || !stack.is_whole(service) || stack.is_idle(service);
    if is_started_alone || !stack.is_long_running(service) || waits_by_itself {
        return;
    }
    let mut seen = HashSet::new();
    for peer in container.peers() {
        let other = peer.service;
        let name = &other.name.value;
        let is_for_others = peer.endpoint.variable.as_deref().is_some_and(is_outward);
        // A host and a port among the words of a command may be a setting: `--insecure-registry=registry:5000`.
        let is_vague = peer.endpoint.variable.is_none() && peer.endpoint.scheme.is_none();
        if is_vague
            || is_for_others
            || checker.is_for_development(peer.endpoint.written())
            || !seen.insert(name.as_str())
        {
            continue;
        }
        // What a profile leaves out cannot be waited for, and two that need each other wait for ever.
        let is_told = stack.waits_for(service, other) || stack.waits_for(other, service);
        if is_told || !stack.always_runs_with(service, other) || stack.are_of_one_kind(service, other) {
            continue;
        }
        let other = container.sibling(name);
        let is_checked = other.is_some_and(|other| other.health_signal() == HealthSignal::Checked);
        let condition = if is_checked { "service_healthy" } else { "service_started" };
        let finding = checker
            .report_at(
                peer.endpoint.place,
                format!("`{}` asks `{name}`, but has no `depends_on` for it", service.name.value),
            )
            .help(format!(
                "let `{}` wait for it:\ndepends_on:\n  {name}:\n    condition: {condition}",
                service.name.value
            ));
        let finding = match peer.endpoint.origin {
            Some(origin) => finding.label_at(origin, "the image asks it by this name"),
            None => finding,
        };
        if !stack.is_data_store(peer.service) {
            finding.from_profile(Profile::Strict);
        }
    }
}

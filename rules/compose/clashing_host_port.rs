//! Ports of the machine that two containers ask for.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{PortClash, Stack};
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "clashing-host-port",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["no-duplicate-exported-ports"],
    options: &[],
    since: "0.1.0",
    page: include_str!("clashing_host_port.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    for PortClash { port, service, other_port, other } in stack.port_clashes() {
        let published = port.published.as_ref().map(|published| published.value.first).unwrap_or_default();
        let message = match service.name.value == other.name.value {
            true => format!("port {published} of the machine is published twice"),
            false => format!("port {published} of the machine is published by `{}` too", other.name.value),
        };
        let finding = checker.report_at(port.place, message);
        let finding = match other_port.place == port.place {
            true => finding
                .label_at(service.name.place, "has the same list of ports")
                .label_at(other.name.place, "and this"),
            false => finding.label_at(other_port.place, "here first"),
        };
        match stack.are_alternatives(service, other) {
            true if is_chosen(service, other) => {
                finding.severity(Severity::Info).from_profile(Profile::Strict).help(alone(service, other))
            }
            true => finding.severity(Severity::Warning).help(profiles_for(other, service)),
            false => finding.help(
                "only one of them can start: give this one another port of the machine, in front of the last colon",
            ),
        };
    }
}

/// Whether one of two services runs unless the other one is asked for.
fn is_chosen(one: &Service, other: &Service) -> bool {
    one.profiles.is_empty() != other.profiles.is_empty()
}

/// How the one with a profile is started without the other.
fn alone(one: &Service, other: &Service) -> String {
    let chosen = if one.profiles.is_empty() { other } else { one };
    format!(
        "with a profile both are started; start the one that is wanted by its name: `docker compose up {}`",
        chosen.name.value
    )
}

/// How only one of two services is started at a time.
fn profiles_for(one: &Service, other: &Service) -> String {
    let part = |service: &Service| format!("\n  {0}:\n    profiles: [{0}]", service.name.value);
    format!(
        "only one of them can start: give each, with what depends on it, a profile of its own, and start the one that \
         is wanted with `docker compose --profile {} up`; or give this one another port of the machine:\nservices:{}{}",
        other.name.value,
        part(one),
        part(other)
    )
}

//! Ports of the machine that two containers ask for.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::lint::{Category, Check, Checker, Finding, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{Alternatives, PortClash, Stack};
use crate::syntax::compose::ast::Service;
use crate::text::Place;

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
    let mut told: HashMap<Alternatives<'_>, Vec<Place>> = HashMap::new();
    let mut firsts = Vec::new();
    for clash in stack.port_clashes() {
        // Profiles mend all the ports of two sides at once.
        match stack.alternatives(clash.other, clash.service) {
            None => _ = report(&clash, checker).help(ANOTHER_PORT),
            Some(_) if is_chosen(clash.service, clash.other) => {
                let finding = report(&clash, checker).severity(Severity::Info).from_profile(Profile::Strict);
                finding.help(alone(clash.service, clash.other));
            }
            Some(sides) => match told.entry(sides) {
                Entry::Occupied(mut entry) => entry.get_mut().push(clash.port.place),
                Entry::Vacant(entry) => {
                    firsts.push((clash, entry.key().clone()));
                    entry.insert(Vec::new());
                }
            },
        }
    }
    for (clash, sides) in firsts {
        let mut finding = report(&clash, checker).severity(Severity::Warning).help(profiles_for(&clash, &sides));
        for place in told.get(&sides).into_iter().flatten().take(MOST_LABELS) {
            finding = finding.label_at(*place, "the same with this one");
        }
    }
}

/// How many further ports of two sides are pointed at.
const MOST_LABELS: usize = 8;
const ANOTHER_PORT: &str =
    "only one of them can start: give this one another port of the machine, in front of the last colon";

fn report<'c>(clash: &PortClash<'_>, checker: &'c mut Checker<'_>) -> Finding<'c> {
    let PortClash { port, service, other_port, other } = clash;
    let published = port.published.as_ref().map(|published| published.value.first).unwrap_or_default();
    let message = match service.name.value == other.name.value {
        true => format!("port {published} of the machine is published twice"),
        false => format!("port {published} of the machine is published by `{}` too", other.name.value),
    };
    let finding = checker.report_at(port.place, message);
    match other_port.place == port.place {
        true => {
            finding.label_at(service.name.place, "has the same list of ports").label_at(other.name.place, "and this")
        }
        false => finding.label_at(other_port.place, "here first"),
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

/// How only one of two sides is started at a time: each has the profile of its service with the port.
fn profiles_for(clash: &PortClash<'_>, sides: &Alternatives<'_>) -> String {
    let part = |services: &[&str], profile: &str| -> String {
        services.iter().map(|service| format!("\n  {service}:\n    profiles: [{profile}]")).collect()
    };
    let (one, other) = (&clash.other.name.value, &clash.service.name.value);
    format!(
        "only one of them can start: give each a profile of its own, with what goes along with it, and start the one that \
         is wanted with `docker compose --profile {other} up`; or give this one another port of the machine:\n\
         services:{}{}",
        part(&sides.one, one),
        part(&sides.other, other)
    )
}

//! Services that ask another one with which they share no network.

use crate::knowledge::endpoints::is_outward;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Container;
use crate::model::stack::Connection;
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unreachable-peer",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unreachable_peer.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let (stack, service) = (container.stack, container.service);
    if !stack.is_whole(service) {
        return;
    }
    for peer in container.peers() {
        let other = peer.service;
        let is_outward = peer.endpoint.variable.as_deref().is_some_and(is_outward);
        if is_outward || !stack.is_whole(other) || !stack.cannot_reach(service, other) {
            continue;
        }
        let (name, own) = (&other.name.value, &service.name.value);
        let network = match stack.networks_of(other) {
            Connection::Networks(networks) => networks.first().map(|network| (*network).to_owned()),
            _ => None,
        };
        let is_on_host = stack.networks_of(service) == Connection::Host;
        let (message, help) = match (network, is_on_host) {
            (Some(_), true) => (
                format!("`{own}` is on the network of the machine, where nobody knows the name `{name}`"),
                format!("publish the port of `{name}` on 127.0.0.1 and ask there, or leave `network_mode: host` out"),
            ),
            (Some(network), false) => (
                format!("`{own}` cannot reach `{name}`: they share no network"),
                format!("add the network of `{name}` to those of `{own}`:\nnetworks:\n  - {network}"),
            ),
            (None, _) => (
                format!("`{name}` is on the network of the machine, where `{own}` cannot reach it by its name"),
                format!("leave `network_mode: host` of `{name}` out"),
            ),
        };
        // Where nothing is written, all of it stands for `default`.
        let is_written = |key: &Place| *key != other.value.place;
        let place = other.key("networks").filter(is_written).or_else(|| other.key("network_mode"));
        let place = place.unwrap_or(other.name.place);
        let finding = checker.report_at(peer.endpoint.place, message).label_at(place, "this is where it is").help(help);
        if let Some(origin) = peer.endpoint.origin {
            finding.label_at(origin, "the image asks it by this name");
        }
    }
}

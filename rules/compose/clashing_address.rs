//! Fixed addresses and subnets that the engine does not give out.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{AddressClash, AddressReason, Overlap, Stack};
use std::collections::HashSet;

/// The rule.
pub static RULE: Rule = Rule {
    name: "clashing-address",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("clashing_address.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    // Services that share what is written share the finding.
    let mut seen = HashSet::new();
    for clash in stack.address_clashes().iter().filter(|clash| seen.insert(clash.address.place)) {
        report(clash, checker);
    }
    for overlap in stack.overlapping_subnets() {
        report_overlap(&overlap, checker);
    }
}

fn report(clash: &AddressClash<'_>, checker: &mut Checker<'_>) {
    let AddressClash { address, network, ref reason } = *clash;
    let (place, address) = (address.place, &address.value);
    match *reason {
        AddressReason::NotAnAddress { is_v4 } => {
            let (version, example) = if is_v4 { ("IPv4", "172.28.0.10") } else { ("IPv6", "2001:db8::10") };
            checker
                .report_at(place, format!("`{address}` is no {version} address"))
                .help(format!("write one such as `{example}`"));
        }
        AddressReason::NoSubnet(network_place) => {
            checker
                .report_at(place, format!("`{address}` needs a subnet, and the network `{network}` has none of its own"))
                .label_at(network_place, "declared here")
                .help(format!("remove the address: services find each other by name; or give the network a subnet:\nnetworks:\n  {network}:\n    ipam:\n      config:\n        - subnet: 172.28.0.0/16"));
        }
        AddressReason::Outside(subnet) => {
            checker
                .report_at(place, format!("`{address}` is outside of the subnets of `{network}`"))
                .label_at(subnet.place, "the addresses it has")
                .help(format!("take one from `{}`, or remove it: services find each other by name", subnet.value));
        }
        AddressReason::Gateway { place: gateway, is_written } => {
            let label = if is_written { "the gateway's address" } else { "the gateway has the first address" };
            checker
                .report_at(place, format!("`{address}` belongs to the gateway of `{network}`"))
                .label_at(gateway, label)
                .help("take the next one, or remove it: services find each other by name");
        }
        AddressReason::Taken { service, by, place: other } => {
            checker
                .report_at(place, format!("`{service}` and `{by}` ask for one address, `{address}`"))
                .label_at(other, "taken here")
                .help("give each its own, or remove them: services find each other by name");
        }
        AddressReason::Replicas(count) => {
            checker
                .report_at(place, format!("{} containers cannot share the address `{address}`", count.value))
                .label_at(count.place, "how many there are")
                .help("remove the address: services find each other by name");
        }
    }
}

fn report_overlap(overlap: &Overlap<'_>, checker: &mut Checker<'_>) {
    let ((one, one_key), (other, other_key)) = (overlap.one, overlap.other);
    let message = format!("`{}` of `{other_key}` overlaps with `{}` of `{one_key}`", other.value, one.value);
    checker
        .report_at(other.place, message)
        .label_at(one.place, "taken here")
        .help("give each network addresses of its own");
}

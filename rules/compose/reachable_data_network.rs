//! Networks of data stores that have a way out.

use std::collections::HashSet;

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::{Network, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "reachable-data-network",
    category: Category::Security,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("reachable_data_network.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    let tiers = stack.tiers();
    let is_internal = |(_, network): &(&String, &Network)| network.is_internal();
    let internal = stack.project.networks.iter().filter(is_internal);
    let mut internal: HashSet<&str> = internal.map(|(name, _)| name.as_str()).collect();
    for (name, network) in stack.project.networks.iter().filter(|(_, network)| may_be_internal(network)) {
        let members = tiers.members(name);
        let Some(store) = members.iter().find(|service| stack.is_data_store(service)) else { continue };
        // A service without another way out would lose that with this one, and its published ports.
        let can_do_without = |service: &&Service| {
            let mut others = service.networks.iter().map(|attachment| attachment.network.value.as_str());
            others.any(|other| other != name && !internal.contains(other))
                || (stack.is_data_store(service) && service.ports.is_empty())
        };
        if members.len() > 1 && members.iter().all(can_do_without) {
            internal.insert(name);
            checker
                .report_at(network.key.place, format!("`{name}` has a way out that nothing on it needs"))
                .label_at(store.name.place, "keeps data")
                .help(format!(
                    "networks:
  {name}:
    internal: true"
                ));
        }
    }
}

fn may_be_internal(network: &Network) -> bool {
    let is_bridge = network.driver.as_ref().is_none_or(|driver| driver.value == "bridge");
    is_bridge && network.key.value != "default" && !network.is_external() && network.internal.is_none()
}

//! Proxies that are on a network with a data store.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;

/// The rule.
pub static RULE: Rule = Rule {
    name: "shared-data-network",
    category: Category::Security,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("shared_data_network.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    let tiers = stack.tiers();
    if !tiers.has_networks() {
        return;
    }
    for front in stack.services().filter(|service| tiers.is_front(service)) {
        let shared = front.networks.iter().find_map(|attachment| {
            let members = tiers.members(&attachment.network.value);
            let store = members.into_iter().find(|member| stack.is_data_store(member))?;
            Some((&attachment.network, store))
        });
        let Some((network, store)) = shared.filter(|(network, _)| !checker.is_for_development(network.place)) else {
            continue;
        };
        let name = &front.name.value;
        checker
            .report_at(
                network.place,
                format!("`{name}`, which is published, is on a network with `{}`", store.name.value),
            )
            .label_at(store.name.place, "keeps data, and nothing says that it is asked for there")
            .help(format!(
                "take `{0}` off this network, or `{1}`: let only those be on two that `{0}` hands requests to",
                name, store.name.value
            ));
    }
}

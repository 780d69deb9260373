//! Projects in which everything is on one network.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;

/// The rule.
pub static RULE: Rule = Rule {
    name: "single-network",
    category: Category::Security,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("single_network.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    let tiers = stack.tiers();
    if tiers.has_networks() {
        return;
    }
    let members = tiers.members("default");
    let mut staying = members.iter().filter(|service| !stack.is_one_shot(service));
    let store = members.iter().find(|service| stack.is_data_store(service));
    let front = members.iter().find(|service| tiers.is_open_without_data(service));
    let (Some(store), Some(front), Some(_)) = (store, front, staying.nth(FEWEST - 1)) else { return };
    if checker.is_for_development(front.name.place) {
        return;
    }
    let (store, name) = (&store.name, &front.name.value);
    checker
        .report_at(store.place, format!("`{}` can be reached by every service, `{name}` too", store.value))
        .label_at(front.name.place, "published, and does not name it")
        .help(format!(
            "put `{0}`, and those that need it, on a network of their own:
services:
  {0}:
    networks: [data]
networks:
  data:",
            store.value
        ));
}

/// Of two services one needs the other.
const FEWEST: usize = 3;

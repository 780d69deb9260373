//! Projects in which everything is on one network.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::Service;

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
    checker
        .report_at(
            store.name.place,
            format!("`{}` can be reached by every service, `{}` too", store.name.value, front.name.value),
        )
        .label_at(front.name.place, "published, and does not name it")
        .help(help(&store.name.value, &tiers.users_of(store)));
}

fn help(store: &str, users: &[&Service]) -> String {
    let (advice, users) = match users.len() {
        1..=MOST_USERS => (format!("put `{store}`, and those that need it, on a network of their own:"), users),
        _ => {
            let both = "is on both, with `networks: [default, data]`";
            (format!("put `{store}` on a network of its own; what needs it {both}:"), [].as_slice())
        }
    };
    let users: String =
        users.iter().map(|user| format!("\n  {}:\n    networks: [default, data]", user.name.value)).collect();
    format!("{advice}\nservices:\n  {store}:\n    networks: [data]{users}\nnetworks:\n  data:")
}

/// More services that need a store are not written out.
const MOST_USERS: usize = 3;

/// Of two services one needs the other.
const FEWEST: usize = 3;

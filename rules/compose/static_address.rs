//! Addresses that are written out.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;

/// The rule.
pub static RULE: Rule = Rule {
    name: "static-address",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("static_address.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    for service in stack.services() {
        for attachment in &service.networks {
            let addresses =
                attachment.ipv4_address.iter().chain(&attachment.ipv6_address).chain(&attachment.link_local_ips);
            // What else names the address needs it to stay as it is.
            let addresses = addresses.filter(|address| address.is_known());
            for address in addresses.filter(|address| !stack.is_named_elsewhere(address)) {
                checker
                    .report_at(address.place, format!("`{}` is fixed to `{}`", service.name.value, address.value))
                    .help("leave it to Docker: other services find this one by its name");
            }
        }
    }
}

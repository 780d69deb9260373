//! Drivers that do not work on a single machine, or work around it.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::{Network, Service};
use std::collections::HashSet;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unsuited-network-driver",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unsuited_network_driver.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    let is_for_swarm = stack.services().any(is_for_swarm);
    let attachments = stack.services().flat_map(|service| &service.networks);
    let used: HashSet<&str> = attachments.map(|attachment| attachment.network.value.as_str()).collect();
    for (name, network) in &stack.project.networks {
        let Some(driver) = network.driver.as_ref().filter(|driver| driver.is_known()) else { continue };
        // Docker Compose does not make what no service uses.
        if network.is_external() || !used.contains(name.as_str()) {
            continue;
        }
        match driver.value.as_str() {
            "host" | "none" | "null" => {
                checker
                    .report_at(driver.place, format!("Docker makes no second network of the driver `{}`", driver.value))
                    .severity(Severity::Error)
                    .help(format!(
                        "remove the network `{name}`, and say so for the service:\nnetwork_mode: {}",
                        mode(&driver.value)
                    ));
            }
            "overlay" if !is_for_swarm && !has_swarm_options(network) => {
                checker
                    .report_at(driver.place, "`overlay` needs a manager of Docker Swarm".to_owned())
                    .from_profile(Profile::Production)
                    .help("for one machine leave `driver` out: `bridge` is what it gets");
            }
            "macvlan" | "ipvlan" => {
                checker
                    .report_at(
                        driver.place,
                        format!("`{}` puts containers on the network of the machine, past its firewall", driver.value),
                    )
                    .severity(Severity::Info)
                    .from_profile(Profile::Strict);
            }
            _ => {}
        }
    }
}

fn mode(driver: &str) -> &str {
    if driver == "host" { "host" } else { "none" }
}

/// Whether the network itself says that it is one of Swarm.
fn has_swarm_options(network: &Network) -> bool {
    network.attachable.is_some() || !network.driver_opts.is_empty()
}

/// Whether a service says what only Swarm listens to.
fn is_for_swarm(service: &Service) -> bool {
    ["placement", "update_config", "rollback_config", "endpoint_mode", "mode"]
        .iter()
        .any(|key| service.at(&["deploy", key]).is_some_and(|value| !value.is_null()))
}

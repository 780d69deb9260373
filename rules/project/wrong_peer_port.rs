//! Services that ask another one on a port on which it does not listen.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::Container;
use crate::model::stack::Connection;
use crate::text::Edit;

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrong-peer-port",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("wrong_peer_port.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let stack = container.stack;
    // Over the network of the machine it is the published port that is asked.
    if !matches!(stack.networks_of(container.service), Connection::Networks(_)) {
        return;
    }
    for peer in container.peers() {
        let Some((asked, place)) = peer.endpoint.port else { continue };
        let name = &peer.service.name.value;
        let Some(mistaken) = container.sibling(name).and_then(|other| other.mistaken_port(asked)) else { continue };
        // Its own check asks there too.
        let commands = stack.health_commands_of(peer.service);
        if commands.and_then(|commands| commands.asked_port()).is_some_and(|(_, port)| port == asked) {
            continue;
        }
        let meant = mistaken.meant;
        let message = match mistaken.is_published {
            true => format!("port {asked} is the machine's: other containers reach `{name}` on {meant}"),
            false => format!("`{name}` does not listen on port {asked}, but on {meant}"),
        };
        let is_exact = peer.endpoint.origin.is_none() && place.span.len() as usize == asked.to_string().len();
        let edit = is_exact.then(|| Edit::replace(place.span, meant.to_string()));
        let finding = checker
            .report_at(place, message)
            .label_at(mistaken.place, if mistaken.is_published { "the port of the container" } else { "this says so" })
            .help(format!("ask on port {meant}"))
            .fix(Safety::Unsafe, format!("ask on port {meant}"), edit);
        if let Some(origin) = peer.endpoint.origin {
            finding.label_at(origin, "the image asks on this port");
        }
    }
}

//! Several containers that ask for one port of the machine.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Container;
use crate::model::stack::Stack;
use crate::syntax::compose::ast::Namespace;

/// The rule.
pub static RULE: Rule = Rule {
    name: "fixed-port-with-replicas",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("fixed_port_with_replicas.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let (stack, service) = (container.stack, container.service);
    let Some(replicas) = Stack::replicas_of(service).filter(|replicas| replicas.value > 1 && replicas.is_known())
    else {
        return;
    };
    if let Some(mode) = service.network_mode.as_ref().filter(|mode| mode.value == Namespace::Host)
        && let Some(listener) = container.listener()
    {
        let message =
            format!("{} containers cannot all listen on port `{}` of the machine", replicas.value, listener.port);
        let finding = checker.report_at(mode.place, message).label_at(replicas.place, "how many there are");
        let finding = finding.help("leave `network_mode` out, so that each has a network of its own");
        finding.label_at(listener.place, "the server");
        return;
    }
    // The ports of a Swarm belong to the service, and those of the machine's own network are not published.
    let is_hosted = service.network_mode.as_ref().is_some_and(|mode| mode.value != Namespace::Bridge);
    if is_hosted || (service.scale.is_none() && stack.is_for_swarm()) {
        return;
    }
    let mut reported = None;
    for port in &service.ports {
        let Some(published) = port.published.as_ref().filter(|published| published.is_known()) else { continue };
        let count = i64::from(published.value.last - published.value.first) + 1;
        if published.value.first == 0 || count >= replicas.value || reported == Some(port.place) {
            continue;
        }
        reported = Some(port.place);
        let (first, target) = (published.value.first, port.target.value);
        let last = i64::from(first) + replicas.value - 1;
        let message = match count {
            1 => format!("{} containers cannot all publish port `{first}`", replicas.value),
            _ => format!("{} containers cannot share the {count} ports `{}`", replicas.value, published.value),
        };
        checker
            .report_at(published.place, message)
            .label_at(replicas.place, "how many there are")
            .help(format!("publish a range, `\"{first}-{last}:{target}\"`, or only a proxy in front of them"));
    }
}

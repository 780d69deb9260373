//! Ports that are published on every interface of the machine.

use crate::knowledge::services::ServiceKind;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{Stack, is_for_the_web};
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "port-on-all-interfaces",
    category: Category::Security,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &["CL-0005", "no-unbound-port-interfaces", "451d79dc-0588-476a-ad03-3c7f0320abb3"],
    options: &[],
    since: "0.1.0",
    page: include_str!("port_on_all_interfaces.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    let front = stack.services().find(|service| is_front(stack, service));
    for service in stack.services() {
        let front = front.filter(|_| !is_proxy(stack, service));
        for port in stack.ports_open_to_all(service) {
            if is_for_the_web(port) || stack.inner_port_of(service, port).is_some() {
                continue;
            }
            let is_for_development = checker.is_for_development(port.place);
            let written = stack.written_port_of(service, port);
            let message = format!("`{}` is open on every interface of the machine", written.text);
            let finding = checker.report_at(port.place, message);
            let line = format!("- \"{}\"", written.local);
            match front.filter(|front| port.protocol() == "tcp" && stack.shares_network(front, service)) {
                Some(front) if !is_for_development => finding
                    .label_at(front.name.place, "hands requests on, and can be gone round")
                    .help(format!("other services reach it without `ports`; for the machine itself alone:\n{line}")),
                _ => finding.from_profile(Profile::Strict).help(format!("for the machine itself alone:\n{line}")),
            };
        }
    }
}

fn is_proxy(stack: &Stack, service: &Service) -> bool {
    stack.known_service(service).is_some_and(|known| known.kind == ServiceKind::Proxy)
}

/// Whether it is the proxy that stands before the other services.
fn is_front(stack: &Stack, service: &Service) -> bool {
    is_proxy(stack, service) && stack.published_ports_of(service).iter().any(is_for_the_web)
}

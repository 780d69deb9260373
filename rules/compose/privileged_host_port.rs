//! Ports below 1024 of the machine.

use std::collections::BTreeSet;

use crate::knowledge::ports;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{Stack, is_for_the_web};
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "privileged-host-port",
    category: Category::Security,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &["bc2908f3-f73c-40a9-8793-c1b7d5544f79"],
    options: &[],
    since: "0.1.0",
    page: include_str!("privileged_host_port.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    if stack.runs_windows(service) {
        return;
    }
    let mut seen = BTreeSet::new();
    for port in stack.published_ports_of(service).iter().filter(|port| !is_for_the_web(port)) {
        let Some(published) = port.published.as_ref().filter(|published| published.is_known()) else { continue };
        let first = published.value.first;
        let is_fixed = !published.value.is_range() && ports::is_fixed(first);
        if (1..FIRST_OF_USERS).contains(&first) && !is_fixed && seen.insert(port.place.span) {
            checker
                .report_at(port.place, format!("port {first} of the machine can only be opened with root's rights"))
                .help("take a port above 1023, and let one proxy stand before all services");
        }
    }
}

/// The first port that any user of the machine may open.
const FIRST_OF_USERS: u16 = 1024;

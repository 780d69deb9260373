//! Ports that a file means to replace and that Docker Compose appends.

use std::collections::HashMap;

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::{Port, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "appended-port",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("appended_port.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let mut former: HashMap<(u16, &str), &Port> = HashMap::new();
    for port in stack.published_ports_of(service).iter().filter(|port| port.target.is_known()) {
        let key = (port.target.value, port.protocol());
        match former.get(&key) {
            Some(first) if is_appended(first, port) => report(stack, service, (first, port), checker),
            Some(_) => {}
            None => drop(former.insert(key, port)),
        }
    }
}

/// Whether another file publishes the same port of the container as another one of the machine.
fn is_appended(first: &Port, port: &Port) -> bool {
    let number = |port: &Port| port.published.as_ref().map(|published| published.value);
    let is_known = |port: &Port| port.published.as_ref().is_none_or(|published| published.is_known());
    first.place.file != port.place.file && number(first) != number(port) && is_known(first) && is_known(port)
}

fn report(stack: &Stack, service: &Service, (first, port): (&Port, &Port), checker: &mut Checker<'_>) {
    let text = |port| stack.written_port_of(service, port).text;
    let (former, own) = (text(first), text(port));
    checker
        .report_at(port.place, format!("`{former}` stays published beside `{own}`: lists of several files are joined"))
        .label_at(first.place, "published too")
        .help(format!("to publish nothing but what this file says:\nports: !override\n  - \"{own}\""));
}

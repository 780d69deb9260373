//! Published ports on which nothing in the container listens.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Container;
use crate::model::containers::{Listener, Listening};
use crate::syntax::compose::ast::Port;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unanswered-port",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unanswered_port.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let ports = container.stack.published_ports_of(container.service);
    let mut asked = ports.iter().filter(|port| port.protocol() == "tcp" && port.target.is_known());
    let Some(port) = asked.next() else { return };
    let Some(listener) = container.listener() else { return };
    // Something else may listen beside the server where that is published too.
    let is_answered = |port: &Port| container.listens_on(port.target.value) != Listening::Never;
    if is_answered(port) || asked.any(is_answered) {
        return;
    }
    let (name, target) = (&listener.name, port.target.value);
    let message = format!("nothing answers on port {target} of the container: `{name}` listens on {}", listener.port);
    checker
        .report_at(port.target.place, message)
        .label_at(listener.place, "the server")
        .help(help(container, port, &listener));
}

fn help(container: &Container<'_>, port: &Port, listener: &Listener) -> String {
    let written = container.stack.written_port_of(container.service, port);
    let mut meant = port.clone();
    meant.target.value = listener.port;
    match written.text.contains('$') {
        true => format!("publish port {} of the container", listener.port),
        false => format!("publish the port of the server:\n- \"{meant}\""),
    }
}

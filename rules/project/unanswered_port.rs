//! Published ports on which nothing in the container listens.

use crate::knowledge::debugging::is_of_tool;
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
    let asked = || ports.iter().filter(|port| port.protocol() == "tcp" && port.target.is_known());
    let Some(first) = asked().next() else { return };
    let Some(listener) = container.listener() else { return };
    // Something else may listen beside the server where that is published too.
    let is_answered = |port: &&Port| container.listens_on(port.target.value) != Listening::Never;
    let (name, served) = (&listener.name, listener.port);
    if !asked().any(|port| is_answered(&port)) {
        let target = first.target.value;
        let message = format!("nothing answers on port {target} of the container: `{name}` listens on {served}");
        checker
            .report_at(first.target.place, message)
            .label_at(listener.place, "the server")
            .help(help(container, first, &listener));
        return;
    }
    let is_served = asked().any(|port| port.target.value == served);
    if !is_served || !container.runs_one_server() {
        return;
    }
    for port in asked().filter(|port| !is_answered(port) && !is_of_tool(port.target.value)) {
        let target = port.target.value;
        let message =
            format!("nothing that starts answers on port {target} of the container, only `{name}` on {served}");
        checker
            .report_at(port.target.place, message)
            .severity(Severity::Info)
            .from_profile(Profile::Production)
            .label_at(listener.place, "the server")
            .help(match listener.exposed_in_vain.contains(&target) {
                true => "remove the port, or set `ASPNETCORE_HTTPS_PORTS` to it and give the server a certificate",
                false => "remove the port; or say by `EXPOSE` in the Dockerfile that the application opens it",
            });
    }
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

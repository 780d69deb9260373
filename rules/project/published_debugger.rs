//! Debuggers that the machine publishes.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Container;
use crate::model::containers::WaitingDebugger;
use crate::syntax::compose::ast::Port;

/// The rule.
pub static RULE: Rule = Rule {
    name: "published-debugger",
    category: Category::Security,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("published_debugger.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let ports = container.stack.ports_open_to_all(container.service);
    if ports.is_empty() {
        return;
    }
    let debuggers = container.waiting_debuggers();
    for port in ports {
        if let Some(debugger) = debuggers.iter().find(|debugger| debugger.port == port.target.value) {
            report(container, port, debugger, checker);
        }
    }
}

fn report(container: &Container<'_>, port: &Port, debugger: &WaitingDebugger, checker: &mut Checker<'_>) {
    let is_for_development =
        checker.is_for_development(port.place) || container.stack.is_service_for_development(container.service);
    let written = container.stack.written_port_of(container.service, port);
    let help = format!(
        "leave it to a `compose.override.yaml` that is not deployed, for the machine itself alone:\n- \"{}\"",
        written.local
    );
    let (text, name) = (written.text, debugger.name);
    let Some(place) = debugger.place else {
        let message = format!("`{text}` opens the port of a {name} to everybody who reaches the machine");
        let profile = if is_for_development { Profile::Strict } else { Profile::Production };
        checker.report_at(port.place, message).severity(Severity::Warning).from_profile(profile).help(help);
        return;
    };
    let (opens, so) = match debugger.is_surely_open {
        true => ("opens", "they can run any code"),
        false => ("may open", "up to Java 8 it waits on every address"),
    };
    let message = format!("`{text}` {opens} a {name} to everybody who reaches the machine: {so}");
    let finding = checker.report_at(port.place, message).label_at(place, "the debugger waits here").help(help);
    if is_for_development || !debugger.is_surely_open {
        finding.severity(Severity::Warning).from_profile(Profile::Production);
    }
}

//! Health checks of services that ask where nothing listens.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Container;
use crate::syntax::compose::ast::Healthcheck;

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrong-healthcheck-port",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("wrong_healthcheck_port.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let service = container.service;
    if service.healthcheck.as_ref().is_none_or(Healthcheck::is_disabled) {
        return;
    }
    let Some(commands) = container.stack.health_commands_of(service) else { return };
    let Some((span, asked)) = commands.asked_port() else { return };
    let (Some(mistaken), Some(place)) = (container.mistaken_port(asked), commands.place(span)) else { return };
    let meant = mistaken.meant;
    let (message, label) = match mistaken.is_published {
        true => (
            format!("port {asked} is the machine's: inside of the container, where this asks, it is {meant}"),
            "the port of the container",
        ),
        false => (format!("the check asks on port {asked}, but the service listens on {meant}"), "this says so"),
    };
    checker.report_at(place, message).label_at(mistaken.place, label).help(format!("ask on port {meant}"));
}

//! Services that do not wait until a database can be asked.

use crate::knowledge::services::{KnownService, ServiceKind};
use crate::lint::compose_help::healthcheck;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::Container;
use crate::model::stack::HealthSignal;
use crate::syntax::compose::ast::Condition;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unawaited-dependency",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unawaited_dependency.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let (stack, service) = (container.stack, container.service);
    let waits_by_itself = stack.known_service(service).is_some_and(|known| known.kind.waits_by_itself());
    let waits = waits_by_itself || stack.is_idle(service);
    if checker.is_for_development(service.name.place) || waits {
        return;
    }
    for edge in stack.dependencies_of(service) {
        let Some(dependency) = edge.dependency().filter(|it| it.condition.value == Condition::Started) else {
            continue;
        };
        let Some(other) = container.sibling(&dependency.service.value) else { continue };
        let signal = other.health_signal();
        let command = other.health_command();
        let is_written = edge.to.healthcheck.is_some() || other.build().is_some();
        let is_checked = signal == HealthSignal::Checked && is_written;
        let takes_long = other.known_service().is_some_and(takes_long);
        if !takes_long || !(is_checked || signal == HealthSignal::Absent && command.is_some()) {
            continue;
        }
        let is_explicit = !dependency.is_short && dependency.condition.place != dependency.place;
        if is_explicit && dependency.required.as_ref().is_some_and(|required| !required.value) {
            continue;
        }
        let name = &dependency.service.value;
        let is_restarted = dependency.restart.as_ref().is_some_and(|restart| restart.value);
        let restart = if is_restarted { "\n    restart: true" } else { "" };
        let lines = format!("depends_on:\n  {name}:\n    condition: service_healthy{restart}");
        let help = match command.filter(|_| !is_checked) {
            Some(words) => format!("{lines}\nand in `{name}`:\n{}", healthcheck(&words)),
            None => lines,
        };
        let edits = checker.edits_in(dependency.condition.place.file);
        let edit = edits.replace_scalar(dependency.condition.place, "service_healthy");
        let edit = edit.filter(|_| is_checked && is_explicit);
        checker
            .report_at(dependency.service.place, format!("this waits until `{name}` is started, not until it answers"))
            .help(help)
            .severity(if is_checked { Severity::Warning } else { Severity::Info })
            .fix(Safety::Unsafe, "wait until it is healthy", edit);
    }
}

/// Whether it is some time after its start that it answers.
fn takes_long(known: &KnownService) -> bool {
    match known.kind {
        ServiceKind::Database | ServiceKind::Queue | ServiceKind::SearchEngine => true,
        ServiceKind::Cache
        | ServiceKind::ObjectStore
        | ServiceKind::Proxy
        | ServiceKind::WebServer
        | ServiceKind::MonitoringAgent
        | ServiceKind::Monitoring
        | ServiceKind::AdminTool
        | ServiceKind::Identity
        | ServiceKind::Application => false,
    }
}

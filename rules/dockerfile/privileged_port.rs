//! Ports below 1024 in images that do not run as root.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Stage};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "privileged-port",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("privileged_port.md"),
    check: Check::Build(check),
};

/// The first port that everybody may open.
const FIRST_FREE: u16 = 1024;

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage() else { return };
    let Some((port, span, is_told)) = port(build, stage) else { return };
    // Windows has no such ports.
    if build.base_image(stage).is_some_and(|image| image.facts.distribution.is_windows()) {
        return;
    }
    let Some((user, place)) = build.other_user(stage) else { return };
    let gives_right = build.commands.iter().any(|command| command.is_any(&["setcap", "authbind"]));
    if gives_right || build.manages_privileges(stage) {
        return;
    }
    let other = if port < 100 { 8000 + port } else { 8443 };
    checker
        .report(span, format!("port {port} is below 1024, and `{user}` may not open it everywhere"))
        .label(place, "the user that the container starts as")
        .help(format!(
            "listen on a port above, and publish it as the one you want (`--publish {port}:{other}`):\nEXPOSE {other}"
        ))
        .severity(if is_told { Severity::Warning } else { Severity::Info });
}

/// A port below 1024 that the server is told, or else one that EXPOSE names, and whether the server is told.
fn port(build: &Build, stage: &Stage) -> Option<(u16, Span, bool)> {
    let servers = build.started_servers(stage);
    let told = servers.iter().filter_map(|server| {
        let port = server.port()?;
        Some((port.value, port.span.filter(|_| server.script.is_none()).unwrap_or(server.span), true))
    });
    let told: Vec<_> = told.collect();
    if let Some(found) = told.iter().find(|(port, ..)| *port < FIRST_FREE) {
        return Some(*found);
    }
    let mut exposed = build.exposed_ports(stage)?.into_iter();
    exposed.find(|ports| (1..FIRST_FREE).contains(&ports.first)).map(|ports| (ports.first, ports.span, false))
}

//! Ports below 1024 in images that do not run as root.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Stage};
use crate::syntax::Word;
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
    if build.may_open_low_ports(stage) {
        return;
    }
    let other = if port < 100 { 8000 + port } else { 8443 };
    let finding = checker
        .report(span, format!("port {port} is below 1024, and `{user}` may not open it everywhere"))
        .label(place, "the user that the container starts as");
    if let Some(image) = build.base_image(stage).filter(|image| image.repository == "nginx")
        && !prepares_nginx(build, stage)
    {
        let tag = image.tag.map(|tag| format!(":{tag}")).unwrap_or_default();
        finding
            .note("nor may it write to /var/cache/nginx and /run/nginx.pid, without which nginx does not start")
            .help(format!(
                "start from the image that is made for it:\nFROM nginxinc/nginx-unprivileged{tag}\nEXPOSE {other}"
            ))
            .severity(Severity::Warning);
        return;
    }
    finding
        .help(format!(
            "listen on a port above, and publish it as the one you want (`--publish {port}:{other}`):\nEXPOSE {other}"
        ))
        .severity(if is_told { Severity::Warning } else { Severity::Info });
}

/// Whether a step looks after the directories that nginx writes to, or brings settings that may name others.
fn prepares_nginx(build: &Build, stage: &Stage) -> bool {
    let says = |word: &Word| {
        let is_main = ["/etc/nginx", "/etc/nginx/"].iter().any(|path| word.is(path));
        is_main || ["/var/cache/nginx", "nginx.conf", "/var/cache", "/tmp"].iter().any(|path| word.raw.contains(path))
    };
    build.image_steps(stage).into_iter().any(|step| {
        let words = build.instruction(step).map(|known| known.expanded_words()).unwrap_or_default();
        words.into_iter().any(says) || build.commands_of(step).iter().flat_map(|command| &command.args).any(says)
    })
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
    let exposed = build.exposed_ports(stage)?;
    // What EXPOSE names is not what the server listens on.
    if let [(port, ..)] = told.as_slice()
        && !exposed.iter().any(|ports| ports.contains(*port))
    {
        return None;
    }
    exposed
        .into_iter()
        .find(|ports| (1..FIRST_FREE).contains(&ports.first))
        .map(|ports| (ports.first, ports.span, false))
}

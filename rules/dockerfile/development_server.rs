//! Servers and watchers that are made to develop with, in images that are not.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, StartedServer};

/// The rule.
pub static RULE: Rule = Rule {
    name: "development-server",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("development_server.md"),
    check: Check::Build(check),
};

/// Words that show what is not published yet: such a server is wanted to develop with.
const PREVIEW: &[&str] = &["development", "--buildDrafts", "--drafts"];

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage().filter(|stage| !build.is_said_to_be_for_development(stage)) else { return };
    let servers = build.started_servers(stage);
    let developing = servers.iter().find_map(|server| Some((server, server.server.development?)));
    let Some((server, instead)) = developing else { return };
    if !server.server.answers() && !build.is_service(stage) || server.has(PREVIEW) {
        return;
    }
    if build.start_is_left_to_services(stage, server.step) {
        return;
    }
    let start = build.start(stage);
    let is_entrypoint = start.entrypoint.is_some_and(|step| step.id == server.step);
    let help = match (is_entrypoint, start.command) {
        (true, Some(_)) => instead.replace(":\nCMD [", ", with no CMD behind it:\nENTRYPOINT ["),
        (true, None) => instead.replace("CMD [", "ENTRYPOINT ["),
        (false, _) => instead.to_owned(),
    };
    checker.report(server.span, message(server)).help(help);
}

fn message(server: &StartedServer) -> String {
    let name = server.server.name;
    match &server.script {
        Some(script) if name.is_empty() => {
            format!("the script `{script}` is called like one to develop with, and the image starts it")
        }
        Some(script) => format!("the script `{script}` runs `{name}`, which is made to develop with"),
        None => format!("`{name}` is made to develop with, and the image starts it"),
    }
}

//! Servers that listen where nobody outside of the container can ask.

use crate::knowledge::servers::Host;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::Build;
use crate::model::containers::ServiceUse;

/// The rule.
pub static RULE: Rule = Rule {
    name: "loopback-address",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("loopback_address.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    // An editor that works in a container reaches it from inside.
    let Some(stage) = build.target_stage().filter(|stage| !build.is_said_to_be_for_development(stage)) else { return };
    let servers = build.started_servers(stage);
    let [server] = servers.as_slice() else { return };
    let host = server.host();
    let tells = |service: &ServiceUse| server.server.host_variables().any(|name| service.sets(name));
    if build.start_is_left_to_services(stage, server.step) || build.is_left_to_services(tells) {
        return;
    }
    if host.value != Host::Loopback || build.has_server_beside(stage, server) {
        return;
    }
    let name = server.server.name;
    let Some(span) = host.span.filter(|_| server.script.is_none()) else {
        let message = format!("`{name}` listens on `127.0.0.1`, where nothing outside of the container reaches it");
        let help =
            format!("listen on every address of the container, by these arguments:\n{}", server.server.open_words);
        let finding = checker.report(server.span, message).help(help);
        // A file that nobody here has read may say more.
        if host.span.is_none() && server.server.configured {
            finding.severity(Severity::Info).from_profile(Profile::Production);
        }
        return;
    };
    let message = format!("`{name}` is told to listen where nothing outside of the container reaches it");
    let Some(open) = server.opened(span) else {
        checker.report(span, message).help("listen on every address of the container: `0.0.0.0`");
        return;
    };
    let edit = checker.edits().replace(span, open.clone());
    checker.report(span, message).help(format!("listen on every address of the container: `{open}`")).fix(
        Safety::Unsafe,
        format!("listen on `{open}`"),
        [edit],
    );
}

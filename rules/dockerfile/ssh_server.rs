//! Ways into a container that nobody needs.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Build;

/// The rule.
pub static RULE: Rule = Rule {
    name: "ssh-server",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &["DS-0004", "CKV_DOCKER_1"],
    options: &[],
    since: "0.1.0",
    page: include_str!("ssh_server.md"),
    check: Check::Build(check),
};

/// The port of SSH.
const PORT: u16 = 22;

const HELP: &str = "leave it out: `docker exec` and `kubectl exec` open a shell where one is needed";

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage() else { return };
    let commands = build.start_commands(stage);
    let server = commands.into_iter().find(|command| {
        let is_service = command.is_any(&["service", "systemctl", "rc-service"]);
        command.is_any(&["sshd", "dropbear"]) || is_service && (command.has_arg("ssh") || command.has_arg("sshd"))
    });
    let ports = build.exposed_ports(stage).unwrap_or_default();
    let port = ports.into_iter().find(|ports| ports.contains(PORT));
    match (port, server) {
        (Some(ports), Some(server)) => {
            checker
                .report(ports.span, "an SSH server is a second way into the container, with keys and users of its own")
                .label(server.program.span, "started here")
                .help(HELP);
        }
        (None, Some(server)) => {
            checker
                .report(
                    server.program.span,
                    "an SSH server is a second way into the container, with keys and users of its own",
                )
                .help(HELP)
                .aliases(&[]);
        }
        (Some(ports), None) => {
            checker
                .report(ports.span, "port 22 is that of SSH, a second way into the container")
                .help("leave it out, unless SSH is what the image is there for")
                .severity(Severity::Info);
        }
        (None, None) => {}
    }
}

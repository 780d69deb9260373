//! Ways into a container that nobody needs.

use crate::knowledge::programs;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::packages::Action;
use crate::model::{Build, Command, Origin, Stage};
use crate::syntax::Word;

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

const SECOND_WAY: &str = "an SSH server is a second way into the container, with keys and users of its own";

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage() else { return };
    let commands = build.start_commands(stage);
    let server = commands.iter().find(|command| is_server(command));
    let ports = build.exposed_ports(stage).unwrap_or_default();
    let port = ports.into_iter().find(|ports| ports.contains(PORT));
    let Some(server) = server else {
        if let Some(ports) = port {
            let is_beside = installs_server(build, stage) && commands.iter().any(|command| is_service(command));
            checker
                .report(ports.span, "port 22 is that of SSH, a second way into the container")
                .help("leave it out, unless SSH is what the image is there for")
                .severity(Severity::Info)
                .from_profile(if is_beside { Profile::Production } else { Profile::Strict });
        }
        return;
    };
    let span = port.as_ref().map_or(server.program.span, |ports| ports.span);
    let is_meant = commands.iter().all(|command| is_server(command) || is_beside(command)) || serves_git(build, stage);
    let finding = match is_meant {
        true => checker
            .report(span, "the image starts an SSH server, with keys and users of its own to look after")
            .help("for a shell in a container take `docker exec` or `kubectl exec`; where SSH is what the image is there for, ignore this with a reason")
            .severity(Severity::Info)
            .from_profile(Profile::Strict),
        false => checker
            .report(span, SECOND_WAY)
            .help("leave it out: `docker exec` and `kubectl exec` open a shell where one is needed"),
    };
    match port {
        Some(_) => finding.label(server.program.span, "started here"),
        None => finding.aliases(&[]),
    };
}

/// Whether a command starts a program of another purpose, and is no script that may start a server of SSH too.
fn is_service(command: &Command) -> bool {
    let name = command.program.value.as_str();
    programs::is_server(name) || name == "java" || programs::is_interpreter(name) && !programs::is_shell(name)
}

/// Whether a step installs a server of SSH.
fn installs_server(build: &Build, stage: &Stage) -> bool {
    let steps = build.image_steps(stage);
    let mut orders = steps.into_iter().flat_map(|step| build.orders_of(step));
    let is_ssh = |name: String| matches!(name.as_str(), "openssh-server" | "openssh" | "ssh" | "dropbear");
    orders.any(|order| order.action == Action::Install && order.package_names().any(is_ssh))
}

/// `sshd -D`, `service ssh start`
fn is_server(command: &Command) -> bool {
    let is_service = command.is_any(&["service", "systemctl", "rc-service"]);
    command.is_any(&["sshd", "dropbear"]) || is_service && (command.has_arg("ssh") || command.has_arg("sshd"))
}

/// Whether a command of the start is no service beside the server: it prepares something, waits, or is a script in
/// front that takes the server as its arguments.
fn is_beside(command: &Command) -> bool {
    let name = command.program.value.as_str();
    let starts_one = command.args.iter().filter_map(Word::known).any(|word| word.ends_with("/sshd") || word == "sshd");
    let is_in_front = command.form.instruction == Origin::Entrypoint && command.form.exec;
    let is_shell = programs::is_shell(name) && command.args.first().is_none_or(|word| word.is("-c"));
    let prepares = matches!(name, "ssh-keygen" | "sleep" | "tail" | "cat" | "chown" | "wait" | "set" | "exec");
    starts_one || is_in_front || prepares || programs::is_over_at_once(name) || is_shell
}

/// Whether an account of the image is there for git, which is asked by SSH.
fn serves_git(build: &Build, stage: &Stage) -> bool {
    let steps = build.image_steps(stage);
    let mut commands = steps.iter().flat_map(|step| build.commands_of(step));
    commands.any(|command| {
        let makes_account = command.is_any(&["adduser", "useradd"]);
        command.args.iter().any(|word| word.raw.contains("git-shell") || makes_account && word.is("git"))
    })
}

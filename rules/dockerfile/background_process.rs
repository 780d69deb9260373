//! Programs that are left in the background of a container, where nobody notices their end.

use crate::knowledge::programs;
use crate::knowledge::services::in_foreground;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, Start};
use crate::syntax::Word;
use crate::syntax::shell::Nesting;

/// The rule.
pub static RULE: Rule = Rule {
    name: "background-process",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("background_process.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage() else { return };
    let start = build.start(stage);
    if start.step().is_none() || build.is_said_to_be_for_development(stage) {
        return;
    }
    for step in start.entrypoint.into_iter().chain(start.command) {
        let commands = build.commands_of(step);
        // Whoever waits or traps signals looks after what runs.
        if commands.iter().any(|command| command.is_any(&["wait", "trap"])) {
            continue;
        }
        if let Some(left) = commands.iter().find(|command| is_left(command)) {
            let name = &left.program.value;
            checker
                .report(left.program.span, format!("nobody notices when `{name}` ends: it is left in the background"))
                .help(
                    "give each program a container of its own, or start both with a supervisor that ends when one ends",
                );
            continue;
        }
        let Some((idle, others)) = commands.split_last() else { continue };
        if !is_idle(idle) || idle.placement.nesting != Nesting::TopLevel {
            report_service(others, checker);
            continue;
        }
        let service = others.iter().find_map(|command| Some((command, started_service(command)?)));
        let span = idle.span;
        match service {
            Some((command, name)) => {
                let message = format!(
                    "the container goes on when `{name}` has ended: `{}` is all it waits for",
                    idle.program.value
                );
                let finding = checker.report(span, message);
                match foreground(&name, command.wrappers.iter().any(|wrapper| wrapper == "sudo")) {
                    Some(lines) => finding.help(format!("start it in the foreground:\n{lines}")),
                    None => finding.help(format!("start `{name}` in the foreground, as the last command, with `exec`")),
                };
            }
            None if others.iter().all(is_harmless) && !has_own_start(build, &start) => {
                checker
                    .report(span, format!("nothing runs in the container: `{}` only keeps it up", idle.program.value))
                    .help("start the program itself; to keep a container up to work in, say so where it is run: `docker run -it`, or `command` in Compose")
                    .severity(Severity::Info)
                    .from_profile(Profile::Production);
            }
            None => {}
        }
    }
}

/// A service that is started beside the program that the container waits for.
fn report_service(others: &[Command], checker: &mut Checker<'_>) {
    let services = others.iter().filter_map(|command| Some((command.span, started_service(command)?)));
    if let Some((span, name)) = services.into_iter().next() {
        checker
            .report(span, format!("nobody notices when `{name}` ends: the container waits for another program"))
            .help("give each program a container of its own, or start both with a supervisor that ends when one ends")
            .from_profile(Profile::Production);
    }
}

/// Whether a program is left running by `&`, one that does not end by itself soon.
fn is_left(command: &Command) -> bool {
    let placement = command.placement;
    let name = command.program.value.as_str();
    let is_brief = programs::is_over_at_once(name) || matches!(name, "sleep" | "true" | "tail" | "cat");
    placement.background && !placement.is_last && placement.nesting == Nesting::TopLevel && !is_brief
}

/// `tail -f`, `sleep infinity`
fn is_idle(command: &Command) -> bool {
    match command.program.value.as_str() {
        "tail" => command.has_flag(&["f", "F", "follow"]),
        "sleep" => command.has_arg("infinity") || command.has_arg("inf"),
        _ => false,
    }
}

fn is_harmless(command: &Command) -> bool {
    programs::is_shell(&command.program.value) || command.is_any(&["echo", "printf", "true", "set"])
}

/// The service that a command starts and leaves: `service ssh start`, `/etc/init.d/cron start`, `apachectl start`.
fn started_service(command: &Command) -> Option<String> {
    let known: Vec<String> = command.args.iter().filter_map(Word::known).collect();
    let starts = |word: &String| matches!(word.as_str(), "start" | "restart");
    let name = command.program.value.as_str();
    let args: Vec<&str> = known.iter().map(String::as_str).collect();
    match (name, args.as_slice()) {
        ("service" | "rc-service", [service, verb]) if starts(&(*verb).to_owned()) => Some((*service).to_owned()),
        ("systemctl", ["start" | "restart", service, ..]) => Some((*service).to_owned()),
        ("nginx" | "cron" | "php-fpm", []) => Some(name.to_owned()),
        ("apachectl" | "apache2ctl" | "pg_ctl" | "catalina.sh" | "startup.sh" | "nginx", _) => {
            (name == "startup.sh" || known.iter().any(starts)).then(|| name.to_owned())
        }
        _ if command.program_path.starts_with("/etc/init.d/") && known.iter().any(starts) => Some(name.to_owned()),
        _ => None,
    }
}

/// Whether a program that may start others stands in front of CMD.
fn has_own_start(build: &Build, start: &Start<'_>) -> bool {
    let (Some(entrypoint), Some(_)) = (start.entrypoint, start.command) else { return false };
    !build
        .commands_of(entrypoint)
        .iter()
        .all(|command| programs::MINIMAL_INITS.contains(&command.program.value.as_str()))
}

/// The lines that start a well-known service in the foreground, by the same `sudo` as it was.
fn foreground(service: &str, is_sudo: bool) -> Option<String> {
    let words = in_foreground(service)?;
    let sudo = is_sudo.then_some("sudo");
    let before = match words.first() {
        // The service's script makes the directory that the server wants.
        Some(&"/usr/sbin/sshd") => format!("RUN {}mkdir -p /run/sshd\n", sudo.map_or("", |_| "sudo ")),
        Some(_) | None => String::new(),
    };
    let quoted: Vec<String> = sudo.iter().chain(words).map(|word| format!("\"{word}\"")).collect();
    Some(format!("{before}CMD [{}]", quoted.join(", ")))
}

//! Services that let somebody log in beside what they are there for.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::CommandLine;
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "ssh-in-service",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("ssh_in_service.md"),
    check: Check::Service(check),
};

/// The port of SSH.
const PORT: u16 = 22;

/// Words in the name of an image or a service that is there for SSH or speaks it to its users.
const MEANT: &[&str] =
    &["ssh", "sftp", "git", "gitea", "gogs", "forgejo", "gitlab", "bastion", "jump", "rsync", "borg"];

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let image = stack.image_of(service).map(|image| image.normalized().to_ascii_lowercase()).unwrap_or_default();
    let is_meant =
        MEANT.iter().any(|word| image.contains(word) || service.name.value.to_ascii_lowercase().contains(word));
    if is_meant {
        return;
    }
    let lines = [&service.entrypoint, &service.command];
    let server = lines.into_iter().flatten().find_map(|line| server(line).map(|name| (line.place, name)));
    let port = service.ports.iter().find(|port| port.target.value == PORT && port.protocol() == "tcp");
    let help = "leave it out: `docker compose exec` opens a shell where one is needed";
    match (server, port) {
        (Some((place, name)), _) => {
            checker
                .report_at(
                    place,
                    format!("`{name}` is a second way into the container, with keys and users of its own"),
                )
                .help(help);
        }
        (None, Some(port)) => {
            checker.report_at(port.place, "port 22 is that of SSH, a second way into the container").help(help);
        }
        (None, None) => {}
    }
}

/// The SSH server that a command starts.
fn server(line: &CommandLine) -> Option<&'static str> {
    let programs = line.texts().flat_map(str::split_whitespace).map(|word| word.trim_end_matches(';'));
    let mut names = programs.filter_map(|word| word.rsplit('/').next());
    names.find_map(|name| ["sshd", "dropbear"].into_iter().find(|server| *server == name))
}

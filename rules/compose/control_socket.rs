//! Containers that can reach the engine that started them.

use crate::knowledge::sockets;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{ControlSocket, SocketWay, Stack};

/// The rule.
pub static RULE: Rule = Rule {
    name: "control-socket",
    category: Category::Security,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["CL-0001", "d6355c88-1e8d-49e9-b2f2-f8a1ca12c75b"],
    options: &[],
    since: "0.1.0",
    page: include_str!("control_socket.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    for socket in stack.control_sockets() {
        report(stack, &socket, checker);
    }
}

fn report(stack: &Stack, socket: &ControlSocket<'_>, checker: &mut Checker<'_>) {
    let help = help_for(stack, socket);
    let peers: &[&str] = match &socket.way {
        SocketWay::Socket { path, .. } if path.contains("docker.sock") => RULE.aliases,
        SocketWay::Socket { .. } | SocketWay::Directory(_) => &["CL-0001"],
        SocketWay::ApiSocket | SocketWay::Address(_) | SocketWay::VolumesFrom(..) => &[],
    };
    let finding = checker.report_at(socket.place, message_of(&socket.way)).aliases(peers).help(help);
    match &socket.way {
        SocketWay::Socket { is_read_only: true, .. } => {
            finding.note("read-only keeps the file from being replaced, not what is asked through it");
        }
        SocketWay::VolumesFrom(_, origin) => {
            finding.label_at(*origin, "mounted here");
        }
        SocketWay::Socket { .. } | SocketWay::Directory(_) | SocketWay::ApiSocket | SocketWay::Address(_) => {}
    }
}

fn message_of(way: &SocketWay<'_>) -> String {
    match way {
        SocketWay::Socket { path, engine, .. } => {
            let rights = if is_of_windows(path) { "an administrator" } else { "root" };
            format!("`{path}` lets the container give orders to {engine}, as {rights} of the machine")
        }
        SocketWay::Directory(path) => {
            format!("`{path}` holds the sockets of the machine's engine, which takes orders as root")
        }
        SocketWay::ApiSocket => {
            "`use_api_socket` lets the container give orders to the engine, with your logins at registries".to_owned()
        }
        SocketWay::Address(address) => {
            format!("`{address}` is an engine without TLS: whoever reaches it is root of its machine")
        }
        SocketWay::VolumesFrom(service, _) => {
            format!("the volumes of `{service}` hold a socket that takes orders as root of the machine")
        }
    }
}

/// What to do: for programs that are made to work through the socket, a proxy before it.
fn help_for(stack: &Stack, socket: &ControlSocket<'_>) -> String {
    let image = stack.pulled_image_of(socket.service);
    let sections = image.as_ref().and_then(|image| sockets::sections_for(image.normalized()));
    let is_manager = image.as_ref().is_some_and(|image| sockets::is_manager(image.normalized()));
    match (&socket.way, sections) {
        (SocketWay::Socket { engine: "Docker", .. } | SocketWay::ApiSocket, Some(sections)) => proxy(sections),
        (SocketWay::Socket { .. }, _) if is_manager => {
            "it is made to rule the engine: publish its ports for `127.0.0.1` alone, or behind a login, and say at the \
             line why it stays"
                .to_owned()
        }
        (SocketWay::Socket { path, .. }, _) if is_of_windows(path) => {
            "take it away: who writes to it can start containers with every drive of the machine".to_owned()
        }
        (SocketWay::Socket { .. } | SocketWay::ApiSocket, _) => {
            "take it away; what only has to look at containers or start a few can ask a proxy such as \
             `tecnativa/docker-socket-proxy`, which hands on what it is told to"
                .to_owned()
        }
        (SocketWay::Directory(_), _) => {
            "mount only what the program reads below it, or run it as another user than root".to_owned()
        }
        (SocketWay::Address(_), _) => {
            "use a connection that asks who is there, `ssh://user@host`, or TLS:\nDOCKER_HOST: tcp://host:2376\n\
             DOCKER_TLS_VERIFY: \"1\""
                .to_owned()
        }
        (SocketWay::VolumesFrom(..), _) => "name the volumes that it needs under `volumes`".to_owned(),
    }
}

fn is_of_windows(path: &str) -> bool {
    path.contains('\\')
}

/// The service that hands on some sections of Docker's interface.
fn proxy(sections: &[&str]) -> String {
    let sections: String = sections.iter().map(|section| format!("      {section}: 1\n")).collect();
    format!(
        "put a proxy before it that hands on no more than it asks for, and tell it `tcp://docker-proxy:2375`:\n\
         services:\n  docker-proxy:\n    image: tecnativa/docker-socket-proxy:0.3.0\n    environment:\n{sections}    \
         volumes:\n      - /var/run/docker.sock:/var/run/docker.sock:ro\n    networks:\n      - docker-proxy\n\
         networks:\n  docker-proxy:\n    internal: true"
    )
}

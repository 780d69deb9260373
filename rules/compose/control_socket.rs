//! Containers that can reach the engine that started them.

use crate::knowledge::services;
use crate::knowledge::sockets::{self, AddressSetting};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{Connection, ControlSocket, SocketWay, Stack};
use crate::syntax::compose::ast::Service;

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
    let peers: &[&str] = match &socket.way {
        SocketWay::Socket { path, .. } if path.contains("docker.sock") => RULE.aliases,
        SocketWay::Socket { .. } | SocketWay::Directory(_) => &["CL-0001"],
        SocketWay::ApiSocket | SocketWay::Address(_) | SocketWay::VolumesFrom(..) => &[],
    };
    let finding = checker.report_at(socket.place, message_of(&socket.way)).aliases(peers).help(help_for(stack, socket));
    let finding = if is_of_user(&socket.way) { finding.severity(Severity::Warning) } else { finding };
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
            format!("`{path}` lets the container give orders to {engine}, as {}", sockets::rights_at(path))
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
    let service = socket.service;
    let image = stack.written_repository_of(service).filter(|_| service.build.is_none());
    let is_manager = image.and_then(services::lookup).is_some_and(|known| known.rules_engine);
    let is_unknown = service.image.as_ref().is_some_and(|image| !image.is_known());
    let client =
        image.filter(|_| !is_of_user(&socket.way)).and_then(|image| Some((image, sockets::sections_for(image)?)));
    match (&socket.way, client) {
        (SocketWay::Socket { engine: "Docker", .. } | SocketWay::ApiSocket, Some((image, sections)))
            if service.network_mode.is_none() || is_on_host(stack, service) =>
        {
            proxy(stack, service, sockets::address_setting_of(image), sections)
        }
        (SocketWay::Socket { .. }, _) if is_manager => {
            "it is made to rule the engine: publish its ports for `127.0.0.1` alone, or behind a login, and say at the \
             line why it stays"
                .to_owned()
        }
        (SocketWay::Socket { path, .. }, _) if path.contains('\\') => {
            "take it away: who writes to it can start containers with every drive of the machine".to_owned()
        }
        (SocketWay::Socket { .. } | SocketWay::ApiSocket, _) => {
            let unless = if is_unknown { " unless the program manages the engine" } else { "" };
            format!(
                "take it away{unless}; what only has to look at containers or start a few can ask a proxy such as \
             `tecnativa/docker-socket-proxy`, which hands on what it is told to"
            )
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

fn is_on_host(stack: &Stack, service: &Service) -> bool {
    stack.networks_of(service) == Connection::Host
}

fn is_of_user(way: &SocketWay<'_>) -> bool {
    matches!(way, SocketWay::Socket { path, .. } if sockets::is_of_user(path))
}

/// The service that hands on some sections of Docker's interface, and what changes in the one that asks for them. One
/// on the network of the machine reaches it by a port of that.
fn proxy(stack: &Stack, service: &Service, setting: AddressSetting, sections: &[&str]) -> String {
    let joins = !is_on_host(stack, service);
    let address = if joins { "tcp://docker-proxy:2375" } else { "tcp://127.0.0.1:2375" };
    let (told, environment) = match setting {
        AddressSetting::Variable(name) => (String::new(), format!("    environment:\n      {name}: {address}\n")),
        AddressSetting::Flag(flag) => (format!(", with `{flag}={address}` in its command"), String::new()),
        AddressSetting::OwnFile => {
            (format!(", with `{address}` as address of the engine in its own file"), String::new())
        }
    };
    let own: Vec<&str> = service.networks.iter().map(|attachment| attachment.network.value.as_str()).collect();
    let own = if own.is_empty() { vec!["default"] } else { own };
    let own: String = own.iter().map(|name| format!("      - {name}\n")).collect();
    let sections: String = sections.iter().map(|section| format!("      {section}: 1\n")).collect();
    let (joined, reached, network) = match joins {
        true => (
            format!("    networks:\n{own}      - docker-proxy\n"),
            "    networks:\n      - docker-proxy",
            "\nnetworks:\n  docker-proxy:\n    internal: true",
        ),
        false => (String::new(), "    ports:\n      - \"127.0.0.1:2375:2375\"", ""),
    };
    let asks = match joined.is_empty() && environment.is_empty() {
        true => String::new(),
        false => format!("  {}:\n{environment}{joined}", service.name.value),
    };
    format!(
        "take it away, and put a proxy before the engine that hands on no more than it asks for{told}:\nservices:\n{asks}  \
         docker-proxy:\n    image: tecnativa/docker-socket-proxy:0.3.0\n    environment:\n{sections}    volumes:\n      \
         - /var/run/docker.sock:/var/run/docker.sock:ro\n{reached}{network}"
    )
}

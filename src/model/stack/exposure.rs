//! What the machine publishes of services, and which of them nobody from outside has a reason to reach.
//!
//! Databases, caches, brokers, search engines and tools to manage them are for other services; some of them ask nobody
//! for a password. An image that is not known is told by the port it listens on. Start with [`Stack::inner_port_of`].

use std::collections::HashSet;

use super::{Stack, published_on_all_interfaces};
use crate::knowledge::ports;
use crate::knowledge::services::{self, KnownService, ServiceKind};
use crate::syntax::compose::Value;
use crate::syntax::compose::ast::{Namespace, Port, Service, Variable};
use crate::text::Place;

/// A port that only other services have a reason to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InnerPort {
    /// What listens there: `a database`.
    pub what: &'static str,
    /// Why it lets everybody in, as one clause; `None` where it asks for a password, or may.
    pub open: Option<&'static str>,
}

/// The port of Docker's interface without encryption, which gives whoever reaches it the whole machine.
const DOCKER: u16 = 2375;
/// Ports of MQTT: devices reach their broker from outside.
const MQTT: &[u16] = &[1883, 8883];

/// Images that take all mail of a project and show it to whoever asks.
const MAIL_CATCHERS: &[&str] = &["axllent/mailpit", "mailhog/mailhog"];

impl Stack {
    /// The ports that the machine publishes for a service: those of a service without a network of its own are not.
    pub fn published_ports_of<'a>(&self, service: &'a Service) -> &'a [Port] {
        match service.network_mode.as_ref().map(|mode| &mode.value) {
            None | Some(Namespace::Bridge | Namespace::Other(_)) => &service.ports,
            Some(Namespace::Host | Namespace::None | Namespace::Service(_) | Namespace::Container(_)) => &[],
        }
    }

    /// What listens behind a port, where only other services have a reason to reach it.
    pub fn inner_port_of(&self, service: &Service, port: &Port) -> Option<InnerPort> {
        let target = port.target.value;
        if MQTT.contains(&target) || port.protocol() != "tcp" {
            return None;
        }
        if target == DOCKER {
            let open = Some("whoever reaches it has the whole machine");
            return Some(InnerPort { what: "the interface of a Docker engine", open });
        }
        let what = match self.known_service(service) {
            Some(known) => what_is(known, target)?,
            None => what_listens_on(target)?,
        };
        Some(InnerPort { what, open: self.open_door_of(service) })
    }

    /// The ports of a service that are surely open to everybody who reaches the machine; of an item that is several
    /// ports, the first.
    pub fn ports_open_to_all<'a>(&self, service: &'a Service) -> Vec<&'a Port> {
        let items = service.value.get("ports").map(Value::items).unwrap_or_default();
        let mut seen: HashSet<Place> =
            items.iter().filter(|item| has_empty_part(item)).map(|item| item.place).collect();
        let ports = self.published_ports_of(service).iter();
        let mut open: Vec<&Port> = ports.filter(|port| is_open_to_all(port)).collect();
        open.retain(|port| seen.insert(port.place));
        open
    }

    /// Why a data store lets everybody in.
    fn open_door_of(&self, service: &Service) -> Option<&'static str> {
        let image = self.pulled_image_of(service)?;
        let known = services::lookup(image.normalized())?;
        let is_open = |(allowed, set): &(&str, &str)| {
            let is_set = service.environment.iter().any(|variable| sets_password(variable, set));
            !is_set && service.environment.iter().any(|variable| is_on(variable, allowed))
        };
        if EMPTY_PASSWORDS.iter().any(is_open) && service.env_files.is_empty() {
            return Some("its password may be empty");
        }
        let value = |name: &str| service.variable(name).and_then(Variable::known);
        if value("POSTGRES_HOST_AUTH_METHOD") == Some("trust") {
            return Some("it trusts everybody");
        }
        if known.kind == ServiceKind::SearchEngine && value("xpack.security.enabled") == Some("false") {
            return Some("its security is turned off");
        }
        let by_itself = match known.names.first().copied()? {
            "memcached" => true,
            "redis" | "valkey/valkey" => !is_told(service, &["requirepass", "acl", ".conf", "user"]),
            "mongo" => {
                !has_variable(service, "MONGO_INITDB_ROOT_") && !is_told(service, &["auth", "keyFile", "config", "-f"])
            }
            _ => false,
        };
        (by_itself && service.env_files.is_empty() && service.entrypoint.is_none())
            .then_some("it asks nobody for a password")
    }
}

/// Whether it is one of the ports of the web: whoever publishes them wants them reached.
pub fn is_for_the_web(port: &Port) -> bool {
    let published = port.published.as_ref().map(|published| published.value);
    published.is_some_and(|range| !range.is_range() && matches!(range.first, 80 | 443))
}

fn is_open_to_all(port: &Port) -> bool {
    let is_published = port.published.as_ref().is_none_or(|published| published.is_known());
    published_on_all_interfaces(port) && port.target.is_known() && is_published
}

/// Whether a part of a short form is a variable that came to nothing: an address or a port that should be there.
fn has_empty_part(item: &Value) -> bool {
    let Some(target) = item.get("target").and_then(Value::as_scalar) else { return false };
    let mut depth = 0_usize;
    let mut colons = 0;
    for byte in target.written.bytes() {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b':' if depth == 0 => colons += 1,
            _ => {}
        }
    }
    let has = |key: &str| item.get(key).and_then(Value::to_text).is_some_and(|text| !text.is_empty());
    (colons > 0 && !has("published")) || (colons == 2 && !has("host_ip"))
}

/// Whether a service takes all mail of a project and shows it to whoever asks.
pub fn is_mail_catcher(known: &KnownService) -> bool {
    known.names.iter().any(|name| MAIL_CATCHERS.contains(name))
}

/// What a known service is, where only others have a reason to reach it.
fn what_is(known: &KnownService, port: u16) -> Option<&'static str> {
    if is_mail_catcher(known) {
        return Some("a mailbox that keeps every mail of the project");
    }
    what(known.kind, known.ports.contains(&port))
}

/// What a service of that kind is, where only others have a reason to reach it.
fn what(kind: ServiceKind, is_known_port: bool) -> Option<&'static str> {
    match kind {
        ServiceKind::Database => Some("a database"),
        ServiceKind::Cache => Some("a cache"),
        ServiceKind::Queue => Some("a message broker"),
        ServiceKind::SearchEngine => Some("a search engine"),
        ServiceKind::AdminTool => Some("a tool to manage other services"),
        ServiceKind::MonitoringAgent => is_known_port.then_some("a monitoring agent"),
        ServiceKind::ObjectStore
        | ServiceKind::Proxy
        | ServiceKind::WebServer
        | ServiceKind::Monitoring
        | ServiceKind::Identity
        | ServiceKind::Application => None,
    }
}

/// What listens on a port that is known for nothing else.
fn what_listens_on(port: u16) -> Option<&'static str> {
    let is_data = |kind| matches!(kind, ServiceKind::Database | ServiceKind::Cache | ServiceKind::Queue);
    let mut rows = services::services().filter(|row| is_data(row.kind) && row.ports.first() == Some(&port));
    rows.next().filter(|_| !ports::may_be_http(port)).and_then(|row| what(row.kind, true))
}

/// Variables that allow a password to be empty, each with the end of the name of one that sets it all the same.
const EMPTY_PASSWORDS: &[(&str, &str)] = &[
    ("ALLOW_EMPTY_PASSWORD", "PASSWORD"),
    ("MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", "ROOT_PASSWORD"),
    ("MYSQL_ALLOW_EMPTY_PASSWORD", "ROOT_PASSWORD"),
];

/// Whether a variable sets a password, or may: itself or by a file.
fn sets_password(variable: &Variable, end: &str) -> bool {
    let name = variable.name.value.as_str();
    name.strip_suffix("_FILE").unwrap_or(name).ends_with(end)
        && !name.contains("ALLOW_EMPTY")
        && variable.known() != Some("")
}

fn is_on(variable: &Variable, name: &str) -> bool {
    variable.name.value == name && variable.known().is_some_and(|value| !matches!(value, "" | "0" | "no" | "false"))
}

fn has_variable(service: &Service, start: &str) -> bool {
    service.environment.iter().any(|variable| variable.name.value.starts_with(start))
}

/// Whether the command holds one of these words, or may.
fn is_told(service: &Service, words: &[&str]) -> bool {
    let Some(command) = &service.command else { return false };
    command.texts().any(|text| text.contains('$') || words.iter().any(|word| text.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::what_listens_on;

    #[test]
    fn ports_tell_what_listens() {
        assert_eq!(what_listens_on(5432), Some("a database"));
        assert_eq!(what_listens_on(6379), Some("a cache"));
        assert_eq!(what_listens_on(5672), Some("a message broker"));
        assert_eq!(what_listens_on(8080), None);
    }
}

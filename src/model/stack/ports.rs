//! Ports that services listen on, and what the machine publishes.

use std::net::IpAddr;

use super::Stack;
use crate::knowledge::servers;
use crate::knowledge::services;
use crate::syntax::compose::ast::{Port, PortRange, Service};
use crate::text::Place;

/// A port that a service listens on, as far as something says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listening {
    /// The port of the container.
    pub port: u16,
    /// `tcp` or `udp`
    pub protocol: String,
    /// What says so.
    pub source: ListeningSource,
    /// Where that is written.
    pub place: Place,
}

/// What says that a service listens on a port; what is surer comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListeningSource {
    /// It is published.
    Published,
    /// It is exposed.
    Exposed,
    /// The program of the command listens there unless told otherwise.
    Command,
    /// The image listens there unless told otherwise.
    Image,
}

impl Stack {
    /// The ports that a service listens on: what is published and exposed, and what its command or image is known for.
    pub fn listening_ports_of(&self, service: &Service) -> Vec<Listening> {
        let mut ports: Vec<Listening> = service.ports.iter().map(published).collect();
        ports.extend(service.expose.iter().filter_map(|item| {
            let (range, protocol) = item.value.split_once('/').unwrap_or((&item.value, "tcp"));
            let range = PortRange::parse(range).filter(|range| !range.is_range())?;
            let (port, protocol) = (range.first, protocol.to_owned());
            Some(Listening { port, protocol, source: ListeningSource::Exposed, place: item.place })
        }));
        ports.extend(of_command(service).or_else(|| self.of_image(service)));
        ports
    }

    /// What the image is known for, as long as its own command runs.
    fn of_image(&self, service: &Service) -> Option<Listening> {
        let image = self.pulled_image_of(service)?;
        let port = services::default_port(image.normalized(), image.tag())?;
        let place = service.image.as_ref()?.place;
        Some(Listening { port, protocol: "tcp".to_owned(), source: ListeningSource::Image, place })
    }
}

fn published(port: &Port) -> Listening {
    let protocol = port.protocol().to_owned();
    Listening { port: port.target.value, protocol, source: ListeningSource::Published, place: port.target.place }
}

/// What the program of the command is known for.
fn of_command(service: &Service) -> Option<Listening> {
    let command = service.command.as_ref()?;
    let words: Vec<Option<&str>> = command.texts().map(Some).collect();
    let (server, _) = servers::find(&words)?;
    let port = server.default_port.filter(|_| !is_told_a_port(service, server))?;
    let protocol = "tcp".to_owned();
    Some(Listening { port, protocol, source: ListeningSource::Command, place: command.place })
}

/// Whether a flag or a variable names another port than the one the server takes by itself.
fn is_told_a_port(service: &Service, server: &servers::Server) -> bool {
    let words = service.command.iter().flat_map(|command| command.texts());
    let flags = || server.port.flags.iter().chain(server.bind);
    let variables = || server.port.variables.iter().chain(server.bind_variables);
    let mut names = words.map(servers::flag_name);
    names.any(|name| flags().any(|flag| *flag == name))
        || service.environment.iter().any(|variable| variables().any(|name| *name == variable.name.value))
        || server.operand == servers::Operand::Address
}

/// Whether a port is published for everybody who reaches the machine: without an address, or with one that stands for
/// all of them. One that hangs on a variable that nothing sets is not known to be.
pub fn published_on_all_interfaces(port: &Port) -> bool {
    match &port.host_ip {
        None => true,
        Some(address) => address.is_known() && stands_for_all(&address.value),
    }
}

/// Whether an address stands for every one of the machine, in any spelling.
fn stands_for_all(address: &str) -> bool {
    let address = address.trim().trim_start_matches('[').trim_end_matches(']');
    match address.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => address.is_unspecified(),
        Ok(IpAddr::V6(address)) => {
            address.is_unspecified() || address.to_ipv4_mapped().is_some_and(|address| address.is_unspecified())
        }
        Err(_) => matches!(address, "" | "*" | "0"),
    }
}

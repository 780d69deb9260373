//! Ways from a container to the engine that started it.
//!
//! Start with [`Stack::control_sockets`].

use std::collections::{HashMap, HashSet, VecDeque};

use super::{Connection, Stack};
use crate::knowledge::images::{self, DefaultUser};
use crate::knowledge::sockets;
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::{Mount, MountKind, Service, Variable};
use crate::text::Place;

/// A way from a container to an engine.
#[derive(Clone, Debug)]
pub struct ControlSocket<'a> {
    /// Whose container.
    pub service: &'a Service,
    /// Where it is written.
    pub place: Place,
    /// What it is.
    pub way: SocketWay<'a>,
}

/// How a container reaches an engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SocketWay<'a> {
    /// The socket itself.
    Socket {
        /// Where it stands on the machine, as far as that is known.
        path: String,
        /// What answers there.
        engine: &'static str,
        /// Whether it is mounted read-only, which changes nothing.
        is_read_only: bool,
    },
    /// A directory that sockets stand in.
    Directory(String),
    /// `use_api_socket`.
    ApiSocket,
    /// An address of another machine, or of this one, without TLS.
    Address(&'a str),
    /// The volumes of another service, in which it stands.
    VolumesFrom(&'a str, Place),
}

impl Stack {
    /// Every way from a container to an engine. Proxies that stand before one are left out: theirs is what they are
    /// for.
    pub fn control_sockets(&self) -> Vec<ControlSocket<'_>> {
        let mut found: Vec<ControlSocket<'_>> = Vec::new();
        let names = self.names_on_networks();
        for service in self.services() {
            let is_proxy = self.image_of(service).is_some_and(|image| sockets::is_proxy(image.normalized()));
            if !is_proxy {
                found.extend(self.own_sockets(service, &names));
            }
        }
        found.extend(self.inherited_sockets(&found));
        found
    }

    /// Whether a service mounts the socket of an engine itself.
    pub fn mounts_control_socket(&self, service: &Service) -> bool {
        service.volumes.iter().any(|mount| named_socket(mount).is_some()) || Service::is_set(&service.use_api_socket)
    }

    /// Those that a service says itself.
    fn own_sockets<'a>(
        &'a self,
        service: &'a Service,
        names: &HashSet<&str>,
    ) -> impl Iterator<Item = ControlSocket<'a>> {
        let named = service.volumes.iter().filter_map(named_socket);
        let paths = self.host_paths(service).filter_map(|path| match sockets::engine_of(&path.path) {
            Some(engine) if path.mount.host_path().is_none() => {
                let way = SocketWay::Socket { path: path.path, engine, is_read_only: path.is_read_only };
                Some((path.place, way))
            }
            None if self.may_open_sockets(service) && sockets::is_directory_of_socket(&path.path) => {
                Some((path.place, SocketWay::Directory(path.path)))
            }
            Some(_) | None => None,
        });
        let secrets = service.secrets.iter().filter_map(|grant| self.project.secrets.get(&grant.source.value));
        let configs = service.configs.iter().filter_map(|grant| self.project.configs.get(&grant.source.value));
        let files = secrets.chain(configs).filter_map(|object| {
            let file = object.file.as_ref()?;
            let engine = sockets::engine_of(&file.value)?;
            Some((file.place, SocketWay::Socket { path: file.value.clone(), engine, is_read_only: true }))
        });
        let api = service.use_api_socket.as_ref().filter(|flag| flag.value && flag.is_known());
        let api = api.map(|flag| (flag.place, SocketWay::ApiSocket));
        let address = self.open_address(service, names);
        let ways = named.chain(paths).chain(files).chain(api).chain(address);
        ways.map(move |(place, way)| ControlSocket { service, place, way })
    }

    /// The address of an engine that a service is told to ask without TLS. One that names a service of the project is
    /// that of a proxy, or of an engine that runs in a container itself.
    fn open_address<'a>(&self, service: &'a Service, names: &HashSet<&str>) -> Option<(Place, SocketWay<'a>)> {
        let address = service.variable("DOCKER_HOST")?;
        let is_set = |name: &str| service.variable(name).and_then(Variable::known).is_some_and(|text| !text.is_empty());
        let text = address.known()?;
        let host_and_port = text.strip_prefix("tcp://")?;
        let host = host_and_port.rsplit_once(':').map_or(host_and_port, |(host, _)| host);
        let is_local = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
        let is_machine = !is_local || self.networks_of(service) == Connection::Host;
        let has_tls = is_set("DOCKER_TLS_VERIFY") || is_set("DOCKER_CERT_PATH") || host_and_port.ends_with(":2376");
        let place = address.value.as_ref()?.place;
        let is_open = !has_tls && is_machine && !host.is_empty() && !names.contains(host);
        is_open.then_some((place, SocketWay::Address(text)))
    }

    /// Every name that services answer to on networks of the project.
    fn names_on_networks(&self) -> HashSet<&str> {
        let names = self.services().flat_map(|service| {
            let aliases = service.networks.iter().flat_map(|attachment| &attachment.aliases);
            let names = [&service.container_name, &service.hostname].into_iter().flatten();
            names.chain(aliases).chain([&service.name]).map(|name| name.value.as_str())
        });
        names.collect()
    }

    /// Whether the user of a service can open sockets that belong to root: it is not known to be another one.
    fn may_open_sockets(&self, service: &Service) -> bool {
        if !service.group_add.is_empty() {
            return true;
        }
        if let Some(user) = &service.user {
            return !user.is_known() || is_root(&user.value);
        }
        let Some(image) = self.pulled_image_of(service) else { return true };
        let name = image.name();
        let user = images::lookup(&name, image.tag()).map(|image| image.facts.user);
        !matches!(user, Some(DefaultUser::Named { uid, .. }) if uid != 0)
    }

    /// Those that come with the volumes of other services, through as many of them as there are.
    fn inherited_sockets<'a>(&'a self, own: &[ControlSocket<'a>]) -> Vec<ControlSocket<'a>> {
        let mut users: HashMap<&str, Vec<(&'a Service, Place)>> = HashMap::new();
        for service in self.services() {
            for link in service.volumes_from.iter().filter(|link| !link.is_container) {
                users.entry(&link.name.value).or_default().push((service, link.name.place));
            }
        }
        let mounted = own.iter().filter(|socket| !matches!(socket.way, SocketWay::Address(_)));
        let mut queue: VecDeque<(&'a Service, Place)> = mounted.map(|socket| (socket.service, socket.place)).collect();
        let mut seen: HashSet<&str> = queue.iter().map(|(service, _)| service.name.value.as_str()).collect();
        let mut found = Vec::new();
        while let Some((owner, origin)) = queue.pop_front() {
            let name = owner.name.value.as_str();
            for (service, place) in users.get(name).into_iter().flatten().copied() {
                if seen.insert(service.name.value.as_str()) {
                    found.push(ControlSocket { service, place, way: SocketWay::VolumesFrom(name, origin) });
                    queue.push_back((service, origin));
                }
            }
        }
        found
    }
}

/// A mount that names a socket, whatever stands before its name; one whose source is not known is told by where it
/// is put.
fn named_socket(mount: &Mount) -> Option<(Place, SocketWay<'_>)> {
    if !matches!(mount.kind, MountKind::Bind | MountKind::NamedPipe) {
        return None;
    }
    let known = mount.source.as_ref().filter(|source| source.is_known());
    let guesses = mount.source.iter().chain([&mount.target]);
    let path = known.or_else(|| guesses.into_iter().find(|path| is_socket(path)))?;
    let engine = sockets::engine_of(&path.value)?;
    let way = SocketWay::Socket { path: path.value.clone(), engine, is_read_only: mount.is_read_only() };
    Some((path.place, way))
}

fn is_socket(path: &Located<String>) -> bool {
    sockets::engine_of(&path.value).is_some()
}

/// Whether `user:` names root, by name or by a number as Go reads it; the group does not count.
pub fn is_root(user: &str) -> bool {
    let name = user.split(':').next().unwrap_or_default().trim();
    let digits = name.strip_prefix(['+', '-']).unwrap_or(name);
    name == "root" || (!digits.is_empty() && digits.bytes().all(|byte| byte == b'0'))
}

#[cfg(test)]
mod tests {
    use super::{SocketWay, is_root};
    use crate::model::stack::Stack;
    use crate::syntax::compose::testing;
    use crate::text::FileId;

    fn ways(text: &str) -> Vec<String> {
        let stack = Stack::new(FileId(0), vec![FileId(0)], testing::value(text), Vec::new(), Vec::new());
        let name = |way: &SocketWay<'_>| match way {
            SocketWay::Socket { engine, .. } => (*engine).to_owned(),
            SocketWay::Directory(path) => path.clone(),
            SocketWay::ApiSocket => "api".to_owned(),
            SocketWay::Address(address) => (*address).to_owned(),
            SocketWay::VolumesFrom(service, _) => format!("from {service}"),
        };
        let ways = stack.control_sockets().into_iter();
        ways.map(|socket| format!("{}: {}", socket.service.name.value, name(&socket.way))).collect()
    }

    #[test]
    fn root_has_many_spellings() {
        for user in ["root", "0", "0:0", "root:app", "+0", "-0", "000:1000"] {
            assert!(is_root(user), "{user}");
        }
        for user in ["", ":0", "app", "1000:0", "app:root", "Root", "-"] {
            assert!(!is_root(user), "{user}");
        }
    }

    #[test]
    fn volumes_hand_sockets_on() {
        let text = "services:\n  a: {use_api_socket: true}\n  b: {volumes_from: [a]}\n  c: {volumes_from: ['b:ro', 'container:a']}\n  d: {volumes_from: [e]}\n  e: {volumes_from: [d]}\n";
        assert_eq!(ways(text), ["a: api", "b: from a", "c: from b"]);
    }

    #[test]
    fn addresses_of_services_are_those_of_proxies() {
        let one =
            |host: &str| ways(&format!("services: {{a: {{environment: {{DOCKER_HOST: '{host}'}}}}, docker: {{}}}}"));
        assert_eq!(one("tcp://172.17.0.1:2375"), ["a: tcp://172.17.0.1:2375"]);
        for host in [
            "tcp://docker:2375",
            "tcp://build.example.com:2376",
            "unix:///x.sock",
            "ssh://me@host",
            "tcp://localhost:2375",
        ] {
            assert!(one(host).is_empty(), "{host}");
        }
    }
}

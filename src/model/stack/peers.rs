//! Which services ask which: the hosts and ports that variables and commands of a service name.
//!
//! Addresses (`postgres://app@db:5432/shop`), pairs (`db:5432`) and variables for hosts (`DB_HOST`, with the port in
//! `DB_PORT`) are read; what else a word may mean is not guessed. Start with [`Stack::peers_of`] and
//! [`Stack::endpoints_of`].

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::{Connection, Stack};
use crate::knowledge::endpoints::{self, Found};
use crate::syntax::compose::ast::{CommandLine, Link, Service};
use crate::syntax::compose::{Located, Value, ValueKind};
use crate::text::Place;

/// A host that a service asks, as it is written.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// The host.
    pub host: String,
    /// Where it is written.
    pub place: Place,
    /// The port, where one is written.
    pub port: Option<(u16, Place)>,
    /// `postgres` of `postgres://`
    pub scheme: Option<String>,
    /// The variable that holds it; `None` in a command.
    pub variable: Option<String>,
    /// Where the Dockerfile says so, in place of the Compose file.
    pub origin: Option<Place>,
}

/// A service that another one asks.
#[derive(Clone, Debug)]
pub struct Peer<'a> {
    /// The one that is asked.
    pub service: &'a Service,
    /// As what, where and on which port.
    pub endpoint: Cow<'a, Endpoint>,
}

/// What is asked of every service, made once for a project.
#[derive(Debug, Default)]
pub(super) struct PeerIndex {
    /// The numbers of the services that answer to each name.
    names: HashMap<String, Vec<usize>>,
    /// The numbers of the data stores by the port that clients use.
    stores: HashMap<u16, Vec<usize>>,
    /// What may be a port in what is said of each service.
    numbers: Vec<Vec<u16>>,
}

/// Keys of services whose numbers are ports of the machine, or of whoever asks.
const OTHER_NUMBERS: &[&str] = &["depends_on", "healthcheck", "ports"];

/// More edges are not followed to find out whether one service waits for another.
const MOST_EDGES: usize = 2_000;

impl Stack {
    /// The hosts that the variables and commands of a service name, in the order they are written.
    pub fn endpoints_of(&self, service: &Service) -> &[Endpoint] {
        self.kept(service).map(|kept| kept.endpoints.get(|| found_endpoints(service)).as_slice()).unwrap_or_default()
    }

    /// The other services of the project that a service asks, and that can run together with it.
    pub fn peers_of(&self, service: &Service) -> Vec<Peer<'_>> {
        let endpoints = self.endpoints_of(service);
        let numbers = || {
            let called = |endpoint: &Endpoint| Some(self.peer_called(service, &endpoint.host)?.number);
            let peers = endpoints.iter().enumerate().map(|(at, endpoint)| Some((called(endpoint)?, at)));
            peers.flatten().collect()
        };
        let peers = self.kept(service).into_iter().flat_map(|kept| kept.peers.get(numbers));
        let peer = |(peer, at): &(usize, usize)| {
            let (_, service) = self.project.services.get_index(*peer)?;
            Some(Peer { service, endpoint: Cow::Borrowed(endpoints.get(*at)?) })
        };
        peers.filter_map(peer).collect()
    }

    /// The one service that a name stands for to another one; `None` for itself, and where several answer to it.
    pub(in crate::model) fn peer_called(&self, service: &Service, name: &str) -> Option<&Service> {
        let is_link = |link: &&Link| link.alias.as_ref().is_some_and(|alias| alias.value == name);
        if service.extra_hosts.iter().any(|host| host.name.value == name)
            || service.external_links.iter().any(|link| is_link(&link) || link.name.value == name)
        {
            return None;
        }
        if let Some(link) = service.links.iter().find(is_link) {
            return self.service(&link.name.value);
        }
        let numbers = self.peer_index().names.get(name)?.iter();
        let mut named = numbers.filter_map(|number| self.project.services.get_index(*number)).map(|(_, it)| it);
        let (first, others) = (named.next()?, named.next());
        let is_other = first.name.value != service.name.value && others.is_none();
        (is_other && self.can_run_together(service, first)).then_some(first)
    }

    /// Whether two services are members of one group that find each other by themselves: they run the same image, or
    /// each asks the other.
    pub fn are_of_one_kind(&self, one: &Service, other: &Service) -> bool {
        let image = |service: &Service| service.image.as_ref().map(|image| image.value.clone());
        let asking = self.asking.get(|| self.asking_pairs());
        let asks = |from: &Service, to: &Service| asking.contains(&(from.number, to.number));
        one.image.is_some() && image(one) == image(other) || asks(one, other) && asks(other, one)
    }

    /// By their numbers, which service asks which.
    fn asking_pairs(&self) -> HashSet<(usize, usize)> {
        let services = self.services().enumerate();
        let pairs = services.flat_map(|(from, service)| {
            let peers = self.peers_of(service).into_iter();
            peers.map(move |peer| (from, peer.service.number))
        });
        pairs.collect()
    }

    /// The data stores whose clients use a port.
    pub fn data_stores_on(&self, port: u16) -> impl Iterator<Item = &Service> {
        let numbers = self.peer_index().stores.get(&port).map(Vec::as_slice).unwrap_or_default();
        numbers.iter().filter_map(|number| self.project.services.get_index(*number)).map(|(_, service)| service)
    }

    /// Whether a number stands anywhere in what is said of a service, but for ports of the machine and its health check.
    pub fn names_number(&self, service: &Service, number: u16) -> bool {
        self.peer_index().numbers.get(service.number).is_none_or(|numbers| numbers.binary_search(&number).is_ok())
    }

    fn peer_index(&self) -> &PeerIndex {
        self.peer_index.get(|| PeerIndex::of(self))
    }

    /// Whether a service waits for another one in the end: through `depends_on`, links and shared namespaces.
    pub fn waits_for(&self, service: &Service, other: &Service) -> bool {
        let mut seen: HashSet<&str> = HashSet::new();
        let mut open = vec![service.name.value.as_str()];
        let mut followed = 0;
        while let Some(next) = open.pop().and_then(|name| self.service(name)) {
            for edge in self.dependencies_of(next) {
                followed += 1;
                let name = edge.to.name.value.as_str();
                if name == other.name.value || followed > MOST_EDGES {
                    return true;
                }
                if seen.insert(name) {
                    open.push(name);
                }
            }
        }
        false
    }

    /// Whether nothing that is written lets a service reach another one by its name: they share no network, by key
    /// or by the name that Docker gets, and neither is on one from elsewhere, where anybody may answer to the name.
    pub fn cannot_reach(&self, service: &Service, other: &Service) -> bool {
        match (self.networks_of(service), self.networks_of(other)) {
            (Connection::Networks(one), Connection::Networks(two)) => {
                let real = |key: &str| {
                    let network = self.project.networks.get(key);
                    let name = network.and_then(|network| network.name.as_ref());
                    name.map_or_else(|| key.to_owned(), |name| format!("={}", name.value))
                };
                let is_open = |key: &&str| {
                    self.project.networks.get(*key).is_some_and(|network| {
                        network.is_external() || network.name.as_ref().is_some_and(|name| !name.is_known())
                    })
                };
                let reached: HashSet<String> = one.iter().map(|key| real(key)).collect();
                !one.iter().any(is_open) && !two.iter().any(|key| reached.contains(&real(key)))
            }
            // Names of services are known on networks of the project alone.
            (Connection::Host, Connection::Networks(_)) | (Connection::Networks(_), Connection::Host) => true,
            _ => false,
        }
    }
}

/// The hosts that a service names.
fn found_endpoints(service: &Service) -> Vec<Endpoint> {
    let mut found = Vec::new();
    for variable in &service.environment {
        let name = variable.name.value.as_str();
        let Some(value) = &variable.value else { continue };
        let written = service.at(&["environment", name]);
        let text = Text { located: value, value: written.filter(|written| written.place == value.place) };
        let hosts = endpoints::in_variable(name, &value.value);
        let port = endpoints::port_variable(name).and_then(|name| port_of(service, &name));
        for host in hosts {
            let mut endpoint = text.endpoint(&host, Some(name));
            endpoint.port = endpoint.port.or(port.filter(|_| host.is_bare));
            found.push(endpoint);
        }
    }
    let lines = [&service.entrypoint, &service.command].into_iter().flatten();
    for word in lines.flat_map(|line: &CommandLine| &line.words) {
        let text = Text { located: word, value: None };
        found.extend(endpoints::in_word(&word.value).iter().map(|host| text.endpoint(host, None)));
    }
    found
}

/// A text of the file, and the way back from its bytes to there.
struct Text<'a> {
    located: &'a Located<String>,
    value: Option<&'a Value>,
}

impl Text<'_> {
    fn part(&self, range: Range<usize>) -> Place {
        self.value.map_or_else(|| self.located.part(range.clone()), |value| value.part(range.clone()))
    }

    fn endpoint(&self, found: &Found<'_>, variable: Option<&str>) -> Endpoint {
        let port = found.port.as_ref().map(|(port, range)| (*port, self.part(range.clone())));
        Endpoint {
            host: found.host.to_owned(),
            place: self.part(found.range.clone()),
            port,
            scheme: found.scheme.map(str::to_owned),
            variable: variable.map(str::to_owned),
            origin: None,
        }
    }
}

/// The port that a variable of a service holds.
fn port_of(service: &Service, name: &str) -> Option<(u16, Place)> {
    let variable = service.variable(name)?;
    let port = variable.known()?.trim().parse().ok()?;
    Some((port, variable.value.as_ref()?.place))
}

impl PeerIndex {
    fn of(stack: &Stack) -> Self {
        let mut index = Self::default();
        for (number, service) in stack.services().enumerate() {
            let aliases = service.networks.iter().flat_map(|attachment| &attachment.aliases);
            let own = [Some(&service.name), service.container_name.as_ref()].into_iter().flatten();
            for name in own.chain(aliases) {
                let numbers = index.names.entry(name.value.clone()).or_default();
                if numbers.last() != Some(&number) {
                    numbers.push(number);
                }
            }
            let known = stack.known_service(service).filter(|_| stack.is_data_store(service));
            if let Some(port) = known.and_then(|known| known.ports.first()) {
                index.stores.entry(*port).or_default().push(number);
            }
            let members = service.value.as_mapping().into_iter().flat_map(|mapping| mapping.iter());
            let mut numbers = Vec::new();
            for (_, member) in members.filter(|(key, _)| !OTHER_NUMBERS.contains(key)) {
                gather_numbers(&member.value, &mut numbers);
            }
            numbers.sort_unstable();
            numbers.dedup();
            index.numbers.push(numbers);
        }
        index
    }
}

/// As deep as the value is, which its reader bounds.
fn gather_numbers(value: &Value, found: &mut Vec<u16>) {
    match &value.kind {
        ValueKind::Scalar(_) => {
            let text = value.to_text().unwrap_or_default();
            found.extend(text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse::<u16>().ok()));
        }
        ValueKind::Sequence(items) => items.iter().for_each(|item| gather_numbers(item, found)),
        ValueKind::Mapping(mapping) => mapping.iter().for_each(|(_, member)| gather_numbers(&member.value, found)),
    }
}

#[cfg(test)]
mod tests {
    use crate::model::stack::Stack;
    use crate::syntax::compose::testing;
    use crate::text::FileId;

    fn peers(services: &str) -> Vec<(String, Option<u16>)> {
        let text = format!("services: {{{services}}}");
        let stack = Stack::new(FileId(0), vec![FileId(0)], testing::value(&text), Vec::new(), Vec::new());
        let Some(service) = stack.service("app") else { return Vec::new() };
        let peers = stack.peers_of(service);
        peers.iter().map(|it| (it.service.name.value.clone(), it.endpoint.port.map(|(port, _)| port))).collect()
    }

    #[test]
    fn services_are_found_by_their_names() {
        let db = |port| vec![("db".to_owned(), port)];
        let app = |keys: &str| peers(&format!("app: {{image: a, {keys}}}, db: {{image: b, container_name: store}}"));
        assert_eq!(app("environment: {URL: 'postgres://u:p@db:5432/x'}"), db(Some(5432)));
        assert_eq!(app("environment: {DB_HOST: store, DB_PORT: '5433'}"), db(Some(5433)));
        assert_eq!(app("command: [wait-for-it, 'db:5432']"), db(Some(5432)));
        assert_eq!(app("links: ['db:data'], environment: {DB_HOST: data}"), db(None));
        for keys in [
            "environment: {URL: 'http://app:80'}",
            "environment: {NAME: db}",
            "environment: {DB_HOST: db}, extra_hosts: {db: 10.0.0.1}",
        ] {
            assert!(app(keys).is_empty(), "{keys}");
        }
    }
}

//! Which services keep data, which stand in front, and who asks for whom.
//!
//! Made once for a project, so that every question is quick. A service names another one in what it waits for, and in
//! its variables and commands. Start with [`Stack::tiers`].

use std::collections::{HashMap, HashSet};

use super::{Connection, Stack};
use crate::knowledge::services::ServiceKind;
use crate::syntax::compose::ast::{Network, Service};

/// The services of a project by what they are for.
#[derive(Debug)]
pub struct Tiers<'a> {
    stack: &'a Stack,
    index: &'a TierIndex,
}

/// What is asked of every service, made once for a project.
#[derive(Debug, Default)]
pub(super) struct TierIndex {
    /// Every name that a data store is reached by.
    stores: HashSet<String>,
    /// The numbers of the services on each network, in their order.
    members: HashMap<String, Vec<usize>>,
    /// The numbers of the services that name a data store.
    asking: HashSet<usize>,
}

impl TierIndex {
    fn of(stack: &Stack) -> Self {
        let mut index = Self::default();
        for service in stack.services() {
            if stack.is_data_store(service) {
                index.stores.extend(names(service).map(str::to_owned));
            }
            if let Connection::Networks(networks) = stack.networks_of(service) {
                for network in networks {
                    index.members.entry(network.to_owned()).or_default().push(service.number);
                }
            }
        }
        let asking = stack.services().filter(|service| names_one(stack, service, |name| index.stores.contains(name)));
        index.asking = asking.map(|service| service.number).collect();
        index
    }
}

impl Stack {
    /// What its services are for.
    pub fn tiers(&self) -> Tiers<'_> {
        Tiers { stack: self, index: self.tier_index.get(|| TierIndex::of(self)) }
    }

    /// Whether a service keeps or hands on data that only other services ask for.
    pub fn is_data_store(&self, service: &Service) -> bool {
        self.known_service(service).is_some_and(|known| known.kind.is_data_store())
    }
}

impl<'a> Tiers<'a> {
    /// The services on a network of the project.
    pub fn members(&self, network: &str) -> Vec<&'a Service> {
        let numbers = self.index.members.get(network).into_iter().flatten();
        numbers
            .filter_map(|number| self.stack.project.services.get_index(*number))
            .map(|(_, service)| service)
            .collect()
    }

    /// Whether the project has more than the network that Compose makes unasked.
    pub fn has_networks(&self) -> bool {
        let is_own = |network: &Network| network.key.value != "default" || network.is_external();
        let is_elsewhere = |service: &Service| {
            matches!(self.stack.networks_of(service), Connection::Other(_) | Connection::Container(_))
        };
        self.stack.project.networks.values().any(is_own) || self.stack.services().any(is_elsewhere)
    }

    /// Whether a service names a data store.
    pub fn asks_for_data(&self, service: &Service) -> bool {
        self.index.asking.contains(&service.number)
    }

    /// The services that name a store, in their order: those that have a network of their own, in place of those that
    /// share it.
    pub fn users_of(&self, store: &Service) -> Vec<&'a Service> {
        let names: HashSet<&str> = names(store).collect();
        let users = self.stack.services().filter(|service| service.name.value != store.name.value);
        let users = users.filter(|service| names_one(self.stack, service, |name| names.contains(name)));
        let mut seen = HashSet::from([store.name.value.as_str()]);
        let owners = users.map(|user| self.stack.network_owner(user));
        owners.filter(|owner| seen.insert(&owner.name.value)).collect()
    }

    /// Whether a service is reached from outside and names no data store: one whose variables are all here.
    pub fn is_open_without_data(&self, service: &Service) -> bool {
        let is_kind = |kind| matches!(kind, ServiceKind::Proxy | ServiceKind::WebServer);
        !self.stack.published_ports_of(service).is_empty()
            && service.env_files.is_empty()
            && !self.asks_for_data(service)
            && self.stack.known_service(service).is_none_or(|known| is_kind(known.kind))
    }

    /// Whether such a service surely hands requests on: it is known to, or it needs something else that names a data
    /// store.
    pub fn is_front(&self, service: &Service) -> bool {
        let is_other = |other: &Service| !is_same_image(other, service);
        let mut others = self.stack.dependencies_of(service).map(|edge| edge.to);
        self.is_open_without_data(service)
            && (self.stack.known_service(service).is_some()
                || others.any(|other| is_other(other) && self.asks_for_data(other)))
    }
}

/// Whether a service names one of some names: in what it waits for, its variables, commands and labels.
fn names_one(stack: &Stack, service: &Service, is_store: impl Fn(&str) -> bool) -> bool {
    if stack.dependencies_of(service).any(|edge| is_store(&edge.to.name.value)) {
        return true;
    }
    let values = service.environment.iter().filter_map(|variable| variable.value.as_ref());
    let commands = [&service.command, &service.entrypoint].into_iter().flatten();
    let words = commands.flat_map(|command| &command.words);
    let labels = service.labels.iter().filter_map(|label| label.value.as_ref());
    let mut texts = values.chain(words).chain(labels);
    let is_in_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    texts.any(|text| {
        let mut parts = text.value.split(|c| !is_in_name(c));
        parts.any(|part| is_store(part) || part.split('.').next().is_some_and(&is_store))
    })
}

/// The names that others reach a service by.
fn names(service: &Service) -> impl Iterator<Item = &str> {
    let aliases = service.networks.iter().flat_map(|attachment| &attachment.aliases);
    let names = [Some(&service.name), service.container_name.as_ref(), service.hostname.as_ref()];
    names.into_iter().flatten().chain(aliases).map(|name| name.value.as_str())
}

fn is_same_image(one: &Service, other: &Service) -> bool {
    let image = |service: &Service| service.image.as_ref().map(|image| image.value.clone());
    one.image.is_some() && image(one) == image(other)
}

//! Which networks services are on, and which of them reach each other.
//!
//! A service without networks and without a mode is on `default`; one with `service:name` is wherever that one is.
//! Start with [`Stack::networks_of`].
//! Source: <https://github.com/compose-spec/compose-spec/blob/main/05-services.md#network_mode>

use std::collections::BTreeSet;

use super::Stack;
use crate::syntax::compose::ast::{Namespace, Service};

/// What a container is connected to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Connection<'a> {
    /// Networks of the project, by key; `default` where nothing is written.
    Networks(BTreeSet<&'a str>),
    /// The machine's own network.
    Host,
    /// Docker's default network, without names.
    Bridge,
    /// Nothing.
    None,
    /// What a container is connected to that is none of the project's services, or that has this name.
    Container(&'a str),
    /// A mode that is not known: the name of a network outside of the project, a service that does not exist.
    Other(&'a str),
}

impl Stack {
    /// What a service is connected to; services that share a namespace have the same answer.
    pub fn networks_of<'a>(&'a self, service: &'a Service) -> Connection<'a> {
        let mut service = service;
        // Chains of `service:` are as long as there are services at most; what is longer goes in a circle.
        for _ in 0..=self.project.services.len().min(LONGEST_CHAIN) {
            match service.network_mode.as_ref().map(|mode| &mode.value) {
                None if service.provider.is_some() => return Connection::None,
                None => return Connection::Networks(attached(service)),
                Some(Namespace::Host) => return Connection::Host,
                Some(Namespace::None) => return Connection::None,
                Some(Namespace::Bridge) => return Connection::Bridge,
                Some(Namespace::Container(name)) => return Connection::Container(name),
                Some(Namespace::Other(name)) => return Connection::Other(name),
                Some(Namespace::Service(name)) => match self.service(name) {
                    Some(other) => service = other,
                    None => return Connection::Other(name),
                },
            }
        }
        Connection::Other(&service.name.value)
    }

    /// Whether one can reach the other by network: they are on a network of the project together, or both on that of
    /// the machine, or share one namespace.
    pub fn shares_network(&self, one: &Service, other: &Service) -> bool {
        match (self.networks_of(one), self.networks_of(other)) {
            (Connection::Networks(one), Connection::Networks(other)) => !one.is_disjoint(&other),
            (Connection::Host, Connection::Host) | (Connection::Bridge, Connection::Bridge) => true,
            (Connection::Container(one), Connection::Container(other))
            | (Connection::Other(one), Connection::Other(other)) => one == other,
            _ => false,
        }
    }

    /// The service whose network namespace a service uses: itself, where it has one of its own.
    pub fn network_owner<'a>(&'a self, service: &'a Service) -> &'a Service {
        let mut owner = service;
        for _ in 0..LONGEST_CHAIN {
            let Some(Namespace::Service(name)) = owner.network_mode.as_ref().map(|mode| &mode.value) else { break };
            let Some(next) = self.service(name) else { break };
            owner = next;
        }
        owner
    }
}

/// Longer chains of `service:` are not followed.
const LONGEST_CHAIN: usize = 100;

/// The networks of a service with a network of its own.
fn attached(service: &Service) -> BTreeSet<&str> {
    match service.networks.is_empty() {
        true => BTreeSet::from(["default"]),
        false => service.networks.iter().map(|attachment| attachment.network.value.as_str()).collect(),
    }
}

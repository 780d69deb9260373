//! Networks, and how services are attached to them.

use super::super::Located;
use super::Pair;
use crate::text::Place;

/// A network that a service is attached to.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    /// The network's key.
    pub network: Located<String>,
    /// Further names of the service there.
    pub aliases: Vec<Located<String>>,
    /// Its fixed address there.
    pub ipv4_address: Option<Located<String>>,
    /// Its fixed IPv6 address there.
    pub ipv6_address: Option<Located<String>>,
    /// Its link-local addresses there.
    pub link_local_ips: Vec<Located<String>>,
    /// Its hardware address there.
    pub mac_address: Option<Located<String>>,
    /// The name of the interface in the container.
    pub interface_name: Option<Located<String>>,
    /// Which network is attached first: the greatest.
    pub priority: Option<Located<f64>>,
    /// Which network has the default gateway: the greatest.
    pub gateway_priority: Option<Located<f64>>,
    /// Options for the driver.
    pub driver_opts: Vec<Pair>,
    /// Key and options; in a list the item.
    pub place: Place,
}

/// A network of the project.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// What it is called in the project.
    pub key: Located<String>,
    /// What Docker calls it, where that is not made of the project's name and the key.
    pub name: Option<Located<String>>,
    /// `bridge`, `overlay`, `host` and the like.
    pub driver: Option<Located<String>>,
    /// Options for the driver.
    pub driver_opts: Vec<Pair>,
    /// Whether it is not made by this project.
    pub external: Option<Located<bool>>,
    /// Whether it has no way out.
    pub internal: Option<Located<bool>>,
    /// Whether containers from outside of Swarm may join.
    pub attachable: Option<Located<bool>>,
    /// Whether containers have IPv4 addresses.
    pub enable_ipv4: Option<Located<bool>>,
    /// Whether containers have IPv6 addresses.
    pub enable_ipv6: Option<Located<bool>>,
    /// Who gives addresses.
    pub ipam_driver: Option<Located<String>>,
    /// Which addresses there are.
    pub subnets: Vec<Subnet>,
    /// Labels.
    pub labels: Vec<Pair>,
    /// Its body; of one without, its key.
    pub place: Place,
}

/// An item of `ipam.config:`.
#[derive(Clone, Debug, PartialEq)]
pub struct Subnet {
    /// `172.28.0.0/16`
    pub subnet: Option<Located<String>>,
    /// The part of it that containers get addresses from.
    pub ip_range: Option<Located<String>>,
    /// The address of the gateway.
    pub gateway: Option<Located<String>>,
    /// Addresses of other machines, by name.
    pub auxiliary_addresses: Vec<Pair>,
    /// All of it.
    pub place: Place,
}

impl Network {
    /// Whether it is made outside of this project.
    pub fn is_external(&self) -> bool {
        self.external.as_ref().is_some_and(|external| external.value)
    }

    /// Whether it has no way out.
    pub fn is_internal(&self) -> bool {
        self.internal.as_ref().is_some_and(|internal| internal.value)
    }
}

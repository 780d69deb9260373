//! Fixed addresses of services, and the subnets they are from.
//!
//! Docker Compose passes both on; the engine refuses what does not fit when networks and containers are made. Networks
//! from elsewhere, those with addresses from another driver than Docker's own, and subnets that hang on a variable that
//! nothing sets are left out. Start with [`Stack::address_clashes`] and [`Stack::overlapping_subnets`].

use std::collections::{HashMap, HashSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::Stack;
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::{Network, Service, Subnet};
use crate::text::Place;

/// Addresses from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    is_v4: bool,
    first: u128,
    last: u128,
}

/// An address that a service cannot have.
#[derive(Debug)]
pub struct AddressClash<'a> {
    /// The address.
    pub address: &'a Located<String>,
    /// The key of the network.
    pub network: &'a str,
    /// Why not.
    pub reason: AddressReason<'a>,
}

/// Why a service cannot have an address.
#[derive(Debug)]
pub enum AddressReason<'a> {
    /// It is none of that version.
    NotAnAddress {
        /// Whether it should be one of IPv4.
        is_v4: bool,
    },
    /// The network has no subnets of its own with addresses of that version.
    NoSubnet(Place),
    /// It is in none of the network's subnets, of which this is the first.
    Outside(&'a Located<String>),
    /// The gateway has it.
    Gateway {
        /// Where the gateway's address is written, or the subnet whose first one it is.
        place: Place,
        /// Whether it is written.
        is_written: bool,
    },
    /// Another service has it.
    Taken {
        /// The service that asks for it.
        service: &'a str,
        /// The service that has it.
        by: &'a str,
        /// Where that is written.
        place: Place,
    },
    /// Several containers of the service would have it.
    Replicas(&'a Located<i64>),
}

/// Two networks that ask for the same addresses.
#[derive(Debug)]
pub struct Overlap<'a> {
    /// The subnet of the one, with the key of its network.
    pub one: (&'a Located<String>, &'a str),
    /// The subnet of the other.
    pub other: (&'a Located<String>, &'a str),
}

/// How many pairs of services are looked at to learn whether two networks are there at once.
const MOST_PAIRS: usize = 100;

impl Block {
    /// Reads `172.28.0.0/16`.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, length) = text.split_once('/')?;
        let (address, length) = (address.parse::<IpAddr>().ok()?, length.parse::<u32>().ok()?);
        let (is_v4, number) = number(address);
        let bits = if is_v4 { 32 } else { 128 };
        let free = bits_free(bits, length)?;
        let first = number & !free;
        Some(Self { is_v4, first, last: first | free })
    }

    /// Whether an address is in it.
    pub fn contains(self, address: IpAddr) -> bool {
        let (is_v4, number) = number(address);
        is_v4 == self.is_v4 && (self.first..=self.last).contains(&number)
    }

    /// Its second address, which is the gateway's unless another one is said.
    fn default_gateway(self) -> IpAddr {
        let number = self.first.saturating_add(1);
        if self.is_v4 { Ipv4Addr::from(number as u32).into() } else { Ipv6Addr::from(number).into() }
    }
}

fn number(address: IpAddr) -> (bool, u128) {
    match address {
        IpAddr::V4(address) => (true, u128::from(u32::from(address))),
        IpAddr::V6(address) => (false, u128::from(address)),
    }
}

/// The bits behind a prefix, all set.
fn bits_free(bits: u32, length: u32) -> Option<u128> {
    match bits.checked_sub(length)? {
        128 => Some(u128::MAX),
        free => Some((1_u128 << free) - 1),
    }
}

impl Stack {
    /// Fixed addresses that their services cannot have, in the order they are written.
    pub fn address_clashes(&self) -> Vec<AddressClash<'_>> {
        let mut found = Vec::new();
        let made = self.project.networks.iter().filter(|(_, network)| gives_addresses(network));
        let made = made.filter_map(|(key, network)| Some((key.as_str(), (network, blocks(network)?))));
        let made: HashMap<&str, (&Network, Vec<KnownBlock<'_>>)> = made.collect();
        let mut taken: HashMap<(&str, IpAddr), Vec<(&Service, Place)>> = HashMap::new();
        for service in self.services() {
            for attachment in &service.networks {
                let network = attachment.network.value.as_str();
                for (address, is_v4) in [(&attachment.ipv4_address, true), (&attachment.ipv6_address, false)] {
                    let known = address.as_ref().filter(|address| address.is_known() && !address.value.is_empty());
                    let Some(address) = known else { continue };
                    let parsed = address.value.parse::<IpAddr>().ok().filter(|parsed| parsed.is_ipv4() == is_v4);
                    let reason = match parsed {
                        None => Some(AddressReason::NotAnAddress { is_v4 }),
                        Some(parsed) => made
                            .get(network)
                            .and_then(|(made, blocks)| reason(made, blocks, parsed))
                            .or_else(|| replicas(service))
                            .or_else(|| {
                                self.taken(service, address.place, taken.entry((network, parsed)).or_default())
                            }),
                    };
                    found.extend(reason.map(|reason| AddressClash { address, network, reason }));
                }
            }
        }
        found
    }

    /// The service that has the address already.
    fn taken<'a>(
        &self,
        service: &'a Service,
        place: Place,
        others: &mut Vec<(&'a Service, Place)>,
    ) -> Option<AddressReason<'a>> {
        let by = others.iter().take(10).find(|(other, _)| self.can_run_together(service, other)).copied();
        others.push((service, place));
        let (by, place) = by?;
        Some(AddressReason::Taken { service: &service.name.value, by: &by.name.value, place })
    }

    /// Subnets of different networks that have addresses in common and are there at once.
    pub fn overlapping_subnets(&self) -> Vec<Overlap<'_>> {
        let mut users: HashMap<&str, Vec<&Service>> = HashMap::new();
        for service in self.services() {
            for attachment in &service.networks {
                users.entry(&attachment.network.value).or_default().push(service);
            }
        }
        let used = self.project.networks.iter().filter(|(key, _)| users.contains_key(key.as_str()));
        let made = used.filter(|(_, network)| gives_addresses(network) && is_bridge(network));
        let mut all: Vec<(Block, &Located<String>, &str)> = Vec::new();
        for (key, network) in made {
            let known = blocks(network).unwrap_or_default();
            all.extend(known.into_iter().map(|(text, block, _)| (block, text, key.as_str())));
        }
        all.sort_by_key(|(block, text, _)| (block.is_v4, block.first, text.place));
        let mut found = Vec::new();
        let mut widest: Option<(Block, &Located<String>, &str)> = None;
        for (block, text, key) in all {
            if let Some((before, other, name)) = widest
                && before.is_v4 == block.is_v4
                && block.first <= before.last
                && name != key
                && self.are_there_at_once(users.get(name), users.get(key))
            {
                let (first, last) =
                    if other.place <= text.place { ((other, name), (text, key)) } else { ((text, key), (other, name)) };
                found.push(Overlap { one: first, other: last });
            }
            if widest.is_none_or(|(before, _, _)| before.is_v4 != block.is_v4 || block.last > before.last) {
                widest = Some((block, text, key));
            }
        }
        found
    }

    /// Whether a service of the one can run together with one of the other.
    fn are_there_at_once(&self, one: Option<&Vec<&Service>>, other: Option<&Vec<&Service>>) -> bool {
        let pairs =
            one.into_iter().flatten().flat_map(|one| other.into_iter().flatten().map(move |other| (one, other)));
        pairs.take(MOST_PAIRS).any(|(one, other)| self.can_run_together(one, other))
    }
}

/// What a network has against an address.
fn reason<'a>(network: &'a Network, blocks: &[KnownBlock<'a>], address: IpAddr) -> Option<AddressReason<'a>> {
    let mut fitting = blocks.iter().filter(|(_, block, _)| block.is_v4 == address.is_ipv4()).peekable();
    let Some((first, _, _)) = fitting.peek() else { return Some(AddressReason::NoSubnet(network.key.place)) };
    let first = *first;
    let Some((text, block, subnet)) = fitting.find(|(_, block, _)| block.contains(address)) else {
        return Some(AddressReason::Outside(first));
    };
    if let Some(gateway) = &subnet.gateway {
        let is_same = gateway.value.parse() == Ok(address);
        return is_same.then_some(AddressReason::Gateway { place: gateway.place, is_written: true });
    }
    let has_default = is_bridge(network) && !network.is_internal() && subnet.ip_range.is_none();
    let is_same = has_default && block.default_gateway() == address;
    is_same.then_some(AddressReason::Gateway { place: text.place, is_written: false })
}

/// A subnet as it is written, as addresses, and all that is said of it.
type KnownBlock<'a> = (&'a Located<String>, Block, &'a Subnet);

/// Whether Docker makes the network and gives its addresses itself.
fn gives_addresses(network: &Network) -> bool {
    let driver = network.ipam_driver.as_ref().map_or("default", |driver| driver.value.as_str());
    !network.is_external() && matches!(driver, "default" | "")
}

fn is_bridge(network: &Network) -> bool {
    network.driver.as_ref().is_none_or(|driver| matches!(driver.value.as_str(), "bridge" | "default" | ""))
}

/// The subnets of a network; `None` where one of them is not known.
fn blocks(network: &Network) -> Option<Vec<KnownBlock<'_>>> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for subnet in &network.subnets {
        let Some(text) = &subnet.subnet else { continue };
        let block = Block::parse(&text.value).filter(|_| text.is_known())?;
        if seen.insert(text.value.as_str()) {
            found.push((text, block, subnet));
        }
    }
    Some(found)
}

fn replicas(service: &Service) -> Option<AddressReason<'_>> {
    Stack::replicas_of(service).filter(|count| count.value > 1 && count.is_known()).map(AddressReason::Replicas)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> Block {
        Block::parse(text).unwrap()
    }

    #[test]
    fn blocks_contain_their_addresses() {
        for (text, inside, outside) in [
            ("172.28.0.0/16", "172.28.255.255", "172.29.0.0"),
            ("10.0.0.17/24", "10.0.0.1", "10.0.1.1"),
            ("2001:db8::/64", "2001:db8::1", "2001:db8:1::1"),
            ("0.0.0.0/0", "1.2.3.4", "::1"),
            ("::/0", "::1", "1.2.3.4"),
        ] {
            assert!(block(text).contains(inside.parse().unwrap()), "{text} {inside}");
            assert!(!block(text).contains(outside.parse().unwrap()), "{text} {outside}");
        }
        for text in ["172.28.0.0", "172.28.0.0/33", "x/16", "172.28.0.0/", ""] {
            assert_eq!(Block::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_gateway_is_the_second_address() {
        assert_eq!(block("10.5.0.0/24").default_gateway(), "10.5.0.1".parse::<IpAddr>().unwrap());
        assert_eq!(block("fd00::/64").default_gateway(), "fd00::1".parse::<IpAddr>().unwrap());
    }
}

//! Ports of the machine that two containers ask for.
//!
//! Only one of them can start. Ports that Docker chooses, itself or out of a range, are never the same; addresses are
//! compared, and services that never run together do not count. Start with [`Stack::port_clashes`].

use std::collections::HashMap;
use std::net::IpAddr;

use super::Stack;
use crate::syntax::compose::ast::{Port, Service};

/// Two ports that are one.
#[derive(Clone, Copy, Debug)]
pub struct PortClash<'a> {
    /// The later one.
    pub port: &'a Port,
    /// Its service.
    pub service: &'a Service,
    /// The one that has it first.
    pub other_port: &'a Port,
    /// The service of that.
    pub other: &'a Service,
}

/// The addresses of the machine that a port is opened on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Interface {
    All,
    AllOfV4,
    AllOfV6,
    One(IpAddr),
}

/// A port that somebody has.
type Taken<'a> = (Interface, &'a Port, &'a Service);

/// With more than these of one port, which can then not clash with each other, the others are not compared.
const MOST_COMPARED: usize = 100;

impl Stack {
    /// Every port that an earlier one is in the way of, with the first of those.
    pub fn port_clashes(&self) -> Vec<PortClash<'_>> {
        let mut taken: HashMap<(&str, u16), Vec<Taken<'_>>> = HashMap::new();
        let mut found = Vec::new();
        for service in self.services().filter(|service| Stack::is_started(service)) {
            for port in self.published_ports_of(service) {
                let (Some(number), Some(interface)) = (fixed(port), interface(port)) else { continue };
                let others = taken.entry((port.protocol(), number)).or_default();
                let in_the_way = |other: &&Taken<'_>| {
                    other.0.overlaps(interface)
                        && (other.2.name.value == service.name.value || self.can_run_together(other.2, service))
                };
                match others.iter().find(in_the_way) {
                    Some((_, other_port, other)) => found.push(PortClash { port, service, other_port, other }),
                    None if others.len() < MOST_COMPARED => others.push((interface, port, service)),
                    None => {}
                }
            }
        }
        found
    }
}

/// The port of the machine, where it is one and surely that.
fn fixed(port: &Port) -> Option<u16> {
    let published = port.published.as_ref().filter(|published| published.is_known() && !published.value.is_range())?;
    Some(published.value.first).filter(|number| *number != 0)
}

fn interface(port: &Port) -> Option<Interface> {
    let Some(address) = &port.host_ip else { return Some(Interface::All) };
    let text = address.value.trim_start_matches('[').trim_end_matches(']');
    let address: IpAddr = text.parse().ok().filter(|_| address.is_known())?;
    Some(match address {
        IpAddr::V4(number) if number.is_unspecified() => Interface::AllOfV4,
        IpAddr::V6(number) if number.is_unspecified() => Interface::AllOfV6,
        one => Interface::One(one),
    })
}

impl Interface {
    fn overlaps(self, other: Self) -> bool {
        match (self, other) {
            (Self::All, _) | (_, Self::All) | (Self::AllOfV4, Self::AllOfV4) | (Self::AllOfV6, Self::AllOfV6) => true,
            (Self::AllOfV4, Self::AllOfV6) | (Self::AllOfV6, Self::AllOfV4) => false,
            (Self::AllOfV4, Self::One(one)) | (Self::One(one), Self::AllOfV4) => one.is_ipv4(),
            (Self::AllOfV6, Self::One(one)) | (Self::One(one), Self::AllOfV6) => one.is_ipv6(),
            (Self::One(one), Self::One(other)) => one == other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Interface;

    #[test]
    fn addresses_overlap() {
        let one = |text: &str| Interface::One(text.parse().unwrap());
        assert!(Interface::All.overlaps(one("127.0.0.1")) && one("::1").overlaps(Interface::AllOfV6));
        assert!(!one("127.0.0.1").overlaps(Interface::AllOfV6) && !one("127.0.0.1").overlaps(one("127.0.0.2")));
        assert!(!Interface::AllOfV4.overlaps(Interface::AllOfV6) && Interface::AllOfV4.overlaps(Interface::All));
    }
}

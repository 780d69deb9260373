//! Ports of a container, and where the machine publishes them.

use std::fmt;

use super::super::Located;
use crate::text::Place;

/// An item of `ports:`.
#[derive(Clone, Debug, PartialEq)]
pub struct Port {
    /// The address of the machine; every one where nothing is written.
    pub host_ip: Option<Located<String>>,
    /// The port of the machine; any free one where nothing is written, and out of a range the first that is free.
    pub published: Option<Located<PortRange>>,
    /// The port of the container.
    pub target: Located<u16>,
    /// `tcp` where nothing is written.
    pub protocol: Option<Located<String>>,
    /// `host` or `ingress`
    pub mode: Option<Located<String>>,
    /// What it is for, for people.
    pub name: Option<Located<String>>,
    /// `http` and the like.
    pub app_protocol: Option<Located<String>>,
    /// All of it; of a short form that is several ports, the whole item.
    pub place: Place,
}

/// Ports from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PortRange {
    /// The first.
    pub first: u16,
    /// The last.
    pub last: u16,
}

impl Port {
    /// `tcp`, `udp` or `sctp`; what is not written is `tcp`.
    pub fn protocol(&self) -> &str {
        self.protocol.as_ref().map_or("tcp", |protocol| protocol.value.as_str())
    }
}

impl PortRange {
    /// Reads `80` or `80-90`.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        (first <= last).then_some(Self { first, last })
    }

    /// Whether it is more than one.
    pub fn is_range(self) -> bool {
        self.first != self.last
    }
}

impl fmt::Display for PortRange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.first)?;
        if self.is_range() {
            write!(formatter, "-{}", self.last)?;
        }
        Ok(())
    }
}

impl fmt::Display for Port {
    /// As the short form: `127.0.0.1:8080:80/udp`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(address) = &self.host_ip {
            match address.value.contains(':') {
                true => write!(formatter, "[{}]:", address.value)?,
                false => write!(formatter, "{}:", address.value)?,
            }
        }
        match &self.published {
            Some(published) => write!(formatter, "{}:", published.value)?,
            None if self.host_ip.is_some() => formatter.write_str(":")?,
            None => {}
        }
        write!(formatter, "{}", self.target.value)?;
        if self.protocol() != "tcp" {
            write!(formatter, "/{}", self.protocol())?;
        }
        Ok(())
    }
}

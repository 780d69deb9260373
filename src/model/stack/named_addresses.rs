//! Where values of a project name addresses.
//!
//! An address that a name server is reached by, or that a command or a variable holds, cannot be left to Docker. Start
//! with [`Stack::is_named_elsewhere`].

use std::collections::{HashMap, HashSet};
use std::net::{IpAddr, SocketAddr};

use super::Stack;
use crate::syntax::compose::{Located, Value, ValueKind};
use crate::text::Place;

/// The addresses that values name, with the places of these.
pub(super) type NamedAddresses = HashMap<IpAddr, HashSet<Place>>;

impl Stack {
    /// Whether a value other than this one names its address.
    pub fn is_named_elsewhere(&self, address: &Located<String>) -> bool {
        let Ok(parsed) = address.value.parse::<IpAddr>() else { return false };
        let named = self.named_addresses.get(|| {
            let mut found = NamedAddresses::new();
            gather(&self.value, &mut found);
            found
        });
        named.get(&parsed).is_some_and(|places| places.iter().any(|place| *place != address.place))
    }
}

/// As deep as the value is, which its reader bounds.
fn gather(value: &Value, found: &mut NamedAddresses) {
    match &value.kind {
        ValueKind::Scalar(_) => {
            for address in addresses_in(&value.to_text().unwrap_or_default()) {
                found.entry(address).or_default().insert(value.place);
            }
        }
        ValueKind::Sequence(items) => items.iter().for_each(|item| gather(item, found)),
        ValueKind::Mapping(mapping) => mapping.iter().for_each(|(_, member)| gather(&member.value, found)),
    }
}

/// The addresses in a text, with and without ports; subnets are none.
fn addresses_in(text: &str) -> Vec<IpAddr> {
    let is_in_address = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '/' | '-' | '_');
    let words = text.split(|c| !is_in_address(c)).filter(|word| word.contains(['.', ':']));
    words.filter_map(address_of).collect()
}

fn address_of(word: &str) -> Option<IpAddr> {
    let word = word.rsplit_once("//").map_or(word, |(_, rest)| rest);
    let (word, rest) = word.split_once('/').unwrap_or((word, ""));
    let is_length = !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
    let is_whole = |length: &str| matches!(length, "32" | "128");
    if is_length && !is_whole(rest) {
        return None;
    }
    let word = word.trim_end_matches(['.', ':']);
    let parsed = word.parse().ok().or_else(|| word.parse().ok().map(|socket: SocketAddr| socket.ip()));
    // `name:172.28.0.10` and `172.28.0.10:80:80`.
    parsed.or_else(|| word.split(':').filter(|part| part.contains('.')).find_map(|part| part.parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_texts() {
        let address: IpAddr = "172.28.0.10".parse().unwrap();
        for text in [
            "172.28.0.10",
            "172.28.0.10:53",
            "--dns=172.28.0.10",
            "tcp://172.28.0.10:2375/x",
            "dns:172.28.0.10",
            "ip route add default via 172.28.0.10 dev eth0",
            "172.28.0.10/32",
        ] {
            assert_eq!(addresses_in(text), [address], "{text}");
        }
        assert_eq!(addresses_in("[fd00::10]:53"), ["fd00::10".parse::<IpAddr>().unwrap()]);
        for text in ["172.28.0.0/16", "172.28.0.101", "1.2.3", "example/database:4.2.0"] {
            assert!(!addresses_in(text).contains(&address), "{text}");
        }
    }
}

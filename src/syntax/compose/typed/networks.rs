//! Networks and attachments.

use super::super::ast::{Attachment, Network, Subnet};
use super::super::{Located, Member, Value};
use super::read::{self, Keys};
use crate::text::Place;

/// `networks:` of a service.
pub(super) fn attachments(value: Option<&Value>) -> Vec<Attachment> {
    let Some(value) = value else { return Vec::new() };
    match value.as_mapping() {
        Some(mapping) => {
            let entry = |(name, member): (&str, &Member)| {
                let place = read::whole(member.key, member.value.place);
                attachment(read::located(name, member.key), &member.value, place)
            };
            mapping.iter().map(entry).collect()
        }
        None => {
            let item = |item: &Value| Some(attachment(read::text(item)?, item, item.place));
            value.items().iter().filter_map(item).collect()
        }
    }
}

fn attachment(network: Located<String>, value: &Value, place: Place) -> Attachment {
    let keys = Keys::of(value);
    Attachment {
        network,
        aliases: keys.texts("aliases"),
        ipv4_address: keys.text("ipv4_address"),
        ipv6_address: keys.text("ipv6_address"),
        link_local_ips: keys.texts("link_local_ips"),
        mac_address: keys.text("mac_address"),
        interface_name: keys.text("interface_name"),
        priority: keys.number("priority"),
        gateway_priority: keys.number("gw_priority"),
        driver_opts: keys.pairs("driver_opts"),
        place,
    }
}

/// A network of the project.
pub(super) fn network(name: &str, member: &Member) -> Network {
    let keys = Keys::of(&member.value);
    let ipam = keys.body("ipam");
    let subnets = ipam.into_iter().flat_map(|ipam| ipam.items("config"));
    Network {
        key: read::located(name, member.key),
        name: keys.external_name(),
        driver: keys.text("driver"),
        driver_opts: keys.pairs("driver_opts"),
        external: keys.external(),
        internal: keys.flag("internal"),
        attachable: keys.flag("attachable"),
        enable_ipv4: keys.flag("enable_ipv4"),
        enable_ipv6: keys.flag("enable_ipv6"),
        ipam_driver: ipam.and_then(|ipam| ipam.text("driver")),
        subnets: subnets.map(subnet).collect(),
        labels: keys.pairs("labels"),
        place: read::body(member),
    }
}

fn subnet(value: &Value) -> Subnet {
    let keys = Keys::of(value);
    Subnet {
        subnet: keys.text("subnet"),
        ip_range: keys.text("ip_range"),
        gateway: keys.text("gateway"),
        auxiliary_addresses: keys.pairs("aux_addresses"),
        place: value.place,
    }
}

//! Which published ports everybody reaches.

use std::net::IpAddr;

use crate::syntax::compose::ast::Port;

/// Whether a port is published for everybody who reaches the machine: without an address, or with one that stands for
/// all of them. One that hangs on a variable that nothing sets is not known to be.
pub fn published_on_all_interfaces(port: &Port) -> bool {
    match &port.host_ip {
        None => true,
        Some(address) => address.is_known() && stands_for_all(&address.value),
    }
}

/// Whether an address stands for every one of the machine, in any spelling.
fn stands_for_all(address: &str) -> bool {
    let address = address.trim().trim_start_matches('[').trim_end_matches(']');
    match address.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => address.is_unspecified(),
        Ok(IpAddr::V6(address)) => {
            address.is_unspecified() || address.to_ipv4_mapped().is_some_and(|address| address.is_unspecified())
        }
        Err(_) => matches!(address, "" | "*" | "0"),
    }
}

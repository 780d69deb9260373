//! Rules that read Compose files.

mod clashing_host_port;
mod container_link;
mod disabled_logging;
mod foreign_log_option;
mod ignored_ports;
mod interactive_terminal;
mod nameless_network;
mod obsolete_version;
mod port_on_all_interfaces;
mod privileged_host_port;
mod published_data_port;
mod reachable_data_network;
mod shared_data_network;
mod single_network;
mod static_address;
mod unencrypted_connection;
mod unrotated_logs;
mod unsuited_network_driver;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &clashing_host_port::RULE,
    &container_link::RULE,
    &disabled_logging::RULE,
    &foreign_log_option::RULE,
    &ignored_ports::RULE,
    &interactive_terminal::RULE,
    &nameless_network::RULE,
    &obsolete_version::RULE,
    &port_on_all_interfaces::RULE,
    &privileged_host_port::RULE,
    &published_data_port::RULE,
    &reachable_data_network::RULE,
    &shared_data_network::RULE,
    &single_network::RULE,
    &static_address::RULE,
    &unencrypted_connection::RULE,
    &unrotated_logs::RULE,
    &unsuited_network_driver::RULE,
];

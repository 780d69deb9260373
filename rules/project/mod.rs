//! Rules that read files together: a Compose file, the Dockerfiles of its services, their contexts.

mod endless_dependency;
mod flattened_copy;
mod healthcheck_without_test;
mod loopback_peer;
mod missing_copy_source;
mod missing_service_healthcheck_tool;
mod needed_file_ignored;
mod secret_file_in_context;
mod undeclared_dependency;
mod unfiltered_copy;
mod unknown_build_target;
mod unreachable_peer;
mod unstartable_script;
mod wrong_healthcheck_port;
mod wrong_peer_port;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &endless_dependency::RULE,
    &flattened_copy::RULE,
    &healthcheck_without_test::RULE,
    &loopback_peer::RULE,
    &missing_copy_source::RULE,
    &missing_service_healthcheck_tool::RULE,
    &needed_file_ignored::RULE,
    &secret_file_in_context::RULE,
    &undeclared_dependency::RULE,
    &unfiltered_copy::RULE,
    &unknown_build_target::RULE,
    &unreachable_peer::RULE,
    &unstartable_script::RULE,
    &wrong_healthcheck_port::RULE,
    &wrong_peer_port::RULE,
];

//! Rules that read files together: a Compose file, the Dockerfiles of its services, their contexts.

mod appended_port;
mod blocked_stop_signal;
mod development_target;
mod end_of_life_base_argument;
mod endless_dependency;
mod flattened_copy;
mod healthcheck_without_test;
mod ignored_command;
mod late_browser_variable;
mod loopback_peer;
mod loopback_service_address;
mod lost_image_command;
mod mismatched_platform;
mod misplaced_context;
mod missing_build_input;
mod missing_copy_source;
mod missing_dockerfile;
mod missing_secret_file;
mod missing_service_healthcheck_tool;
mod missing_startup_variable;
mod mount_over_build;
mod moving_base_argument;
mod needed_file_ignored;
mod published_debugger;
mod repeated_build;
mod repeated_variable;
mod secret_build_argument;
mod secret_file_in_context;
mod secret_given_twice;
mod shared_image_name;
mod unanswered_port;
mod undeclared_dependency;
mod undocumented_variable;
mod unfiltered_copy;
mod unknown_build_target;
mod unknown_service_user;
mod unreachable_peer;
mod unstartable_script;
mod unused_build_input;
mod unwatched_path;
mod unwritable_volume;
mod wrong_healthcheck_port;
mod wrong_peer_port;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &appended_port::RULE,
    &blocked_stop_signal::RULE,
    &development_target::RULE,
    &end_of_life_base_argument::RULE,
    &endless_dependency::RULE,
    &flattened_copy::RULE,
    &healthcheck_without_test::RULE,
    &ignored_command::RULE,
    &late_browser_variable::RULE,
    &loopback_peer::RULE,
    &loopback_service_address::RULE,
    &lost_image_command::RULE,
    &mismatched_platform::RULE,
    &misplaced_context::RULE,
    &missing_build_input::RULE,
    &missing_copy_source::RULE,
    &missing_dockerfile::RULE,
    &missing_secret_file::RULE,
    &missing_service_healthcheck_tool::RULE,
    &missing_startup_variable::RULE,
    &mount_over_build::RULE,
    &moving_base_argument::RULE,
    &needed_file_ignored::RULE,
    &published_debugger::RULE,
    &repeated_build::RULE,
    &repeated_variable::RULE,
    &secret_build_argument::RULE,
    &secret_file_in_context::RULE,
    &secret_given_twice::RULE,
    &shared_image_name::RULE,
    &unanswered_port::RULE,
    &undeclared_dependency::RULE,
    &undocumented_variable::RULE,
    &unfiltered_copy::RULE,
    &unknown_build_target::RULE,
    &unknown_service_user::RULE,
    &unreachable_peer::RULE,
    &unstartable_script::RULE,
    &unused_build_input::RULE,
    &unwatched_path::RULE,
    &unwritable_volume::RULE,
    &wrong_healthcheck_port::RULE,
    &wrong_peer_port::RULE,
];

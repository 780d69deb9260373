//! Rules that read a Compose file.

mod abrupt_stop;
mod cgroup_parent;
mod clashing_address;
mod clashing_host_port;
mod container_link;
mod contradicting_limits;
mod contradicting_restart;
mod created_host_directory;
mod dangerous_device;
mod disabled_logging;
mod disabled_service_healthcheck;
mod drive_letter_volume;
mod executable_tmpfs;
mod exposed_build;
mod fixed_port_with_replicas;
mod foreign_log_option;
mod heap_above_limit;
mod ignored_mount_option;
mod ignored_ports;
mod interactive_terminal;
mod missing_resource_limits;
mod missing_restart_policy;
mod misspelt_value;
mod nameless_network;
mod obsolete_version;
mod password_in_connection_url;
mod port_on_all_interfaces;
mod privileged_host_port;
mod published_data_port;
mod reachable_data_network;
mod secret_beside_file_support;
mod secret_in_environment;
mod sensitive_host_path;
mod service_without_healthcheck;
mod shadowed_mount;
mod shared_data_network;
mod shared_mount_propagation;
mod single_network;
mod small_shared_memory;
mod ssh_in_service;
mod static_address;
mod unawaited_dependency;
mod unbounded_tmpfs;
mod uncapped_restart;
mod unencrypted_connection;
mod unhealthy_dependency;
mod unlimited_files;
mod unrotated_logs;
mod unsuited_network_driver;
mod unusable_secret;
mod unused_secret;
mod weak_service_healthcheck;
mod writable_config_mount;
mod changed_project_name;
mod coerced_scalar;
mod host_expanded_variable;
mod ineffective_key;
mod obsolete_version;
mod swallowed_dollar;
mod truncated_command;
mod unexpanded_key;
mod unquoted_port;
mod unset_variable;
mod control_socket;
mod dangerous_capability;
mod disabled_confinement;
mod host_namespace;
mod missing_scratch_space;
mod obsolete_version;
mod privileged_container;
mod root_service_user;
mod unhardened_service;
mod anonymous_volume;
mod bind_mounted_database;
mod contradicting_pull_policy;
mod deprecated_key;
mod development_setting;
mod disabled_attestation;
mod end_of_life_service_image;
mod legacy_file_name;
mod missing_project_name;
mod mixed_image_tags;
mod moving_service_image;
mod obsolete_version;
mod personal_host_path;
mod shared_database_volume;
mod undigested_service_image;
mod unpersisted_data;
mod untagged_build;
mod untrusted_service_image;
mod unused_declaration;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &abrupt_stop::RULE,
    &cgroup_parent::RULE,
    &clashing_address::RULE,
    &clashing_host_port::RULE,
    &container_link::RULE,
    &contradicting_limits::RULE,
    &contradicting_restart::RULE,
    &created_host_directory::RULE,
    &dangerous_device::RULE,
    &disabled_logging::RULE,
    &disabled_service_healthcheck::RULE,
    &drive_letter_volume::RULE,
    &executable_tmpfs::RULE,
    &exposed_build::RULE,
    &fixed_port_with_replicas::RULE,
    &foreign_log_option::RULE,
    &heap_above_limit::RULE,
    &ignored_mount_option::RULE,
    &ignored_ports::RULE,
    &interactive_terminal::RULE,
    &missing_resource_limits::RULE,
    &missing_restart_policy::RULE,
    &misspelt_value::RULE,
    &nameless_network::RULE,
    &obsolete_version::RULE,
    &password_in_connection_url::RULE,
    &port_on_all_interfaces::RULE,
    &privileged_host_port::RULE,
    &published_data_port::RULE,
    &reachable_data_network::RULE,
    &secret_beside_file_support::RULE,
    &secret_in_environment::RULE,
    &sensitive_host_path::RULE,
    &service_without_healthcheck::RULE,
    &shadowed_mount::RULE,
    &shared_data_network::RULE,
    &shared_mount_propagation::RULE,
    &single_network::RULE,
    &small_shared_memory::RULE,
    &ssh_in_service::RULE,
    &static_address::RULE,
    &unawaited_dependency::RULE,
    &unbounded_tmpfs::RULE,
    &uncapped_restart::RULE,
    &unencrypted_connection::RULE,
    &unhealthy_dependency::RULE,
    &unlimited_files::RULE,
    &unrotated_logs::RULE,
    &unsuited_network_driver::RULE,
    &unusable_secret::RULE,
    &unused_secret::RULE,
    &weak_service_healthcheck::RULE,
    &writable_config_mount::RULE,
    &changed_project_name::RULE,
    &coerced_scalar::RULE,
    &host_expanded_variable::RULE,
    &ineffective_key::RULE,
    &obsolete_version::RULE,
    &swallowed_dollar::RULE,
    &truncated_command::RULE,
    &unexpanded_key::RULE,
    &unquoted_port::RULE,
    &unset_variable::RULE,
    &control_socket::RULE,
    &dangerous_capability::RULE,
    &disabled_confinement::RULE,
    &host_namespace::RULE,
    &missing_scratch_space::RULE,
    &obsolete_version::RULE,
    &privileged_container::RULE,
    &root_service_user::RULE,
    &unhardened_service::RULE,
    &anonymous_volume::RULE,
    &bind_mounted_database::RULE,
    &contradicting_pull_policy::RULE,
    &deprecated_key::RULE,
    &development_setting::RULE,
    &disabled_attestation::RULE,
    &end_of_life_service_image::RULE,
    &legacy_file_name::RULE,
    &missing_project_name::RULE,
    &mixed_image_tags::RULE,
    &moving_service_image::RULE,
    &obsolete_version::RULE,
    &personal_host_path::RULE,
    &shared_database_volume::RULE,
    &undigested_service_image::RULE,
    &unpersisted_data::RULE,
    &untagged_build::RULE,
    &untrusted_service_image::RULE,
    &unused_declaration::RULE,
];

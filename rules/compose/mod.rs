//! Rules that read a Compose file.

mod abrupt_stop;
mod anonymous_volume;
mod bind_mounted_database;
mod broken_interpolation;
mod cgroup_parent;
mod changed_project_name;
mod clashing_address;
mod clashing_host_port;
mod coerced_scalar;
mod conflicting_keys;
mod container_link;
mod contradicting_limits;
mod contradicting_pull_policy;
mod contradicting_restart;
mod control_socket;
mod created_host_directory;
mod dangerous_capability;
mod dangerous_device;
mod dependency_cycle;
mod deprecated_key;
mod development_setting;
mod disabled_attestation;
mod disabled_confinement;
mod disabled_logging;
mod disabled_service_healthcheck;
mod drive_letter_volume;
mod end_of_life_service_image;
mod executable_tmpfs;
mod exposed_build;
mod fixed_port_with_replicas;
mod foreign_log_option;
mod heap_above_limit;
mod host_expanded_variable;
mod host_namespace;
mod ignored_mount_option;
mod ignored_ports;
mod inactive_dependency;
mod ineffective_key;
mod interactive_terminal;
mod invalid_container_name;
mod invalid_value;
mod invalid_yaml;
mod legacy_file_name;
mod missing_file;
mod missing_project_name;
mod missing_resource_limits;
mod missing_restart_policy;
mod missing_scratch_space;
mod missing_variable;
mod misspelt_value;
mod mixed_image_tags;
mod moving_build_context;
mod moving_service_image;
mod nameless_network;
mod not_a_project;
mod obsolete_version;
mod password_in_connection_url;
mod personal_host_path;
mod port_on_all_interfaces;
mod privileged_container;
mod privileged_host_port;
mod published_data_port;
mod reachable_data_network;
mod repeated_item;
mod root_service_user;
mod secret_beside_file_support;
mod secret_in_environment;
mod sensitive_host_path;
mod service_without_healthcheck;
mod shadowed_mount;
mod shared_container_name;
mod shared_data_network;
mod shared_database_volume;
mod shared_mount_propagation;
mod shared_mount_target;
mod single_network;
mod small_shared_memory;
mod ssh_in_service;
mod static_address;
mod swallowed_dollar;
mod truncated_command;
mod unawaited_dependency;
mod unbounded_tmpfs;
mod uncapped_restart;
mod undefined_reference;
mod undigested_service_image;
mod unencrypted_connection;
mod unexpanded_key;
mod ungated_tool;
mod unhardened_service;
mod unhealthy_dependency;
mod unknown_key;
mod unlimited_files;
mod unpersisted_data;
mod unquoted_port;
mod unread_secret;
mod unrotated_logs;
mod unset_variable;
mod unsuited_network_driver;
mod untagged_build;
mod untrusted_service_image;
mod unusable_secret;
mod unused_declaration;
mod unused_secret;
mod weak_service_healthcheck;
mod writable_config_mount;
mod wrong_type;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &abrupt_stop::RULE,
    &anonymous_volume::RULE,
    &bind_mounted_database::RULE,
    &broken_interpolation::RULE,
    &cgroup_parent::RULE,
    &changed_project_name::RULE,
    &clashing_address::RULE,
    &clashing_host_port::RULE,
    &coerced_scalar::RULE,
    &conflicting_keys::RULE,
    &container_link::RULE,
    &contradicting_limits::RULE,
    &contradicting_pull_policy::RULE,
    &contradicting_restart::RULE,
    &control_socket::RULE,
    &created_host_directory::RULE,
    &dangerous_capability::RULE,
    &dangerous_device::RULE,
    &dependency_cycle::RULE,
    &deprecated_key::RULE,
    &development_setting::RULE,
    &disabled_attestation::RULE,
    &disabled_confinement::RULE,
    &disabled_logging::RULE,
    &disabled_service_healthcheck::RULE,
    &drive_letter_volume::RULE,
    &end_of_life_service_image::RULE,
    &executable_tmpfs::RULE,
    &exposed_build::RULE,
    &fixed_port_with_replicas::RULE,
    &foreign_log_option::RULE,
    &heap_above_limit::RULE,
    &host_expanded_variable::RULE,
    &host_namespace::RULE,
    &ignored_mount_option::RULE,
    &ignored_ports::RULE,
    &inactive_dependency::RULE,
    &ineffective_key::RULE,
    &interactive_terminal::RULE,
    &invalid_container_name::RULE,
    &invalid_value::RULE,
    &invalid_yaml::RULE,
    &legacy_file_name::RULE,
    &missing_file::RULE,
    &missing_project_name::RULE,
    &missing_resource_limits::RULE,
    &missing_restart_policy::RULE,
    &missing_scratch_space::RULE,
    &missing_variable::RULE,
    &misspelt_value::RULE,
    &mixed_image_tags::RULE,
    &moving_build_context::RULE,
    &moving_service_image::RULE,
    &nameless_network::RULE,
    &not_a_project::RULE,
    &obsolete_version::RULE,
    &password_in_connection_url::RULE,
    &personal_host_path::RULE,
    &port_on_all_interfaces::RULE,
    &privileged_container::RULE,
    &privileged_host_port::RULE,
    &published_data_port::RULE,
    &reachable_data_network::RULE,
    &repeated_item::RULE,
    &root_service_user::RULE,
    &secret_beside_file_support::RULE,
    &secret_in_environment::RULE,
    &sensitive_host_path::RULE,
    &service_without_healthcheck::RULE,
    &shadowed_mount::RULE,
    &shared_container_name::RULE,
    &shared_data_network::RULE,
    &shared_database_volume::RULE,
    &shared_mount_propagation::RULE,
    &shared_mount_target::RULE,
    &single_network::RULE,
    &small_shared_memory::RULE,
    &ssh_in_service::RULE,
    &static_address::RULE,
    &swallowed_dollar::RULE,
    &truncated_command::RULE,
    &unawaited_dependency::RULE,
    &unbounded_tmpfs::RULE,
    &uncapped_restart::RULE,
    &undefined_reference::RULE,
    &undigested_service_image::RULE,
    &unencrypted_connection::RULE,
    &unexpanded_key::RULE,
    &ungated_tool::RULE,
    &unhardened_service::RULE,
    &unhealthy_dependency::RULE,
    &unknown_key::RULE,
    &unlimited_files::RULE,
    &unpersisted_data::RULE,
    &unquoted_port::RULE,
    &unread_secret::RULE,
    &unrotated_logs::RULE,
    &unset_variable::RULE,
    &unsuited_network_driver::RULE,
    &untagged_build::RULE,
    &untrusted_service_image::RULE,
    &unusable_secret::RULE,
    &unused_declaration::RULE,
    &unused_secret::RULE,
    &weak_service_healthcheck::RULE,
    &writable_config_mount::RULE,
    &wrong_type::RULE,
];

//! Rules that read a Compose file.

mod abrupt_stop;
mod cgroup_parent;
mod clashing_address;
mod contradicting_limits;
mod contradicting_restart;
mod created_host_directory;
mod dangerous_device;
mod disabled_service_healthcheck;
mod drive_letter_volume;
mod executable_tmpfs;
mod exposed_build;
mod fixed_port_with_replicas;
mod heap_above_limit;
mod ignored_mount_option;
mod missing_resource_limits;
mod missing_restart_policy;
mod misspelt_value;
mod obsolete_version;
mod password_in_connection_url;
mod secret_beside_file_support;
mod secret_in_environment;
mod sensitive_host_path;
mod service_without_healthcheck;
mod shadowed_mount;
mod shared_mount_propagation;
mod small_shared_memory;
mod ssh_in_service;
mod unawaited_dependency;
mod unbounded_tmpfs;
mod uncapped_restart;
mod unhealthy_dependency;
mod unlimited_files;
mod unusable_secret;
mod unused_secret;
mod weak_service_healthcheck;
mod writable_config_mount;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &abrupt_stop::RULE,
    &cgroup_parent::RULE,
    &clashing_address::RULE,
    &contradicting_limits::RULE,
    &contradicting_restart::RULE,
    &created_host_directory::RULE,
    &dangerous_device::RULE,
    &disabled_service_healthcheck::RULE,
    &drive_letter_volume::RULE,
    &executable_tmpfs::RULE,
    &exposed_build::RULE,
    &fixed_port_with_replicas::RULE,
    &heap_above_limit::RULE,
    &ignored_mount_option::RULE,
    &missing_resource_limits::RULE,
    &missing_restart_policy::RULE,
    &misspelt_value::RULE,
    &obsolete_version::RULE,
    &password_in_connection_url::RULE,
    &secret_beside_file_support::RULE,
    &secret_in_environment::RULE,
    &sensitive_host_path::RULE,
    &service_without_healthcheck::RULE,
    &shadowed_mount::RULE,
    &shared_mount_propagation::RULE,
    &small_shared_memory::RULE,
    &ssh_in_service::RULE,
    &unawaited_dependency::RULE,
    &unbounded_tmpfs::RULE,
    &uncapped_restart::RULE,
    &unhealthy_dependency::RULE,
    &unlimited_files::RULE,
    &unusable_secret::RULE,
    &unused_secret::RULE,
    &weak_service_healthcheck::RULE,
    &writable_config_mount::RULE,
];

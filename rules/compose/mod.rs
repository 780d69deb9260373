//! Rules that read Compose files.

mod clashing_address;
mod created_host_directory;
mod drive_letter_volume;
mod fixed_port_with_replicas;
mod ignored_mount_option;
mod misspelt_value;
mod obsolete_version;
mod shadowed_mount;
mod unusable_secret;
mod cgroup_parent;
mod dangerous_device;
mod executable_tmpfs;
mod exposed_build;
mod obsolete_version;
mod password_in_connection_url;
mod secret_beside_file_support;
mod secret_in_environment;
mod sensitive_host_path;
mod shared_mount_propagation;
mod ssh_in_service;
mod unused_secret;
mod writable_config_mount;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &clashing_address::RULE,
    &created_host_directory::RULE,
    &drive_letter_volume::RULE,
    &fixed_port_with_replicas::RULE,
    &ignored_mount_option::RULE,
    &misspelt_value::RULE,
    &obsolete_version::RULE,
    &shadowed_mount::RULE,
    &unusable_secret::RULE,
    &cgroup_parent::RULE,
    &dangerous_device::RULE,
    &executable_tmpfs::RULE,
    &exposed_build::RULE,
    &obsolete_version::RULE,
    &password_in_connection_url::RULE,
    &secret_beside_file_support::RULE,
    &secret_in_environment::RULE,
    &sensitive_host_path::RULE,
    &shared_mount_propagation::RULE,
    &ssh_in_service::RULE,
    &unused_secret::RULE,
    &writable_config_mount::RULE,
];

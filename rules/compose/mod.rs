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
];

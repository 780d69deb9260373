//! Rules that read Compose files.

mod broken_interpolation;
mod conflicting_keys;
mod dependency_cycle;
mod inactive_dependency;
mod invalid_value;
mod invalid_yaml;
mod missing_file;
mod missing_variable;
mod not_a_project;
mod obsolete_version;
mod repeated_item;
mod shared_container_name;
mod shared_mount_target;
mod undefined_reference;
mod unknown_key;
mod wrong_type;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &broken_interpolation::RULE,
    &conflicting_keys::RULE,
    &dependency_cycle::RULE,
    &inactive_dependency::RULE,
    &invalid_value::RULE,
    &invalid_yaml::RULE,
    &missing_file::RULE,
    &missing_variable::RULE,
    &not_a_project::RULE,
    &obsolete_version::RULE,
    &repeated_item::RULE,
    &shared_container_name::RULE,
    &shared_mount_target::RULE,
    &undefined_reference::RULE,
    &unknown_key::RULE,
    &wrong_type::RULE,
];

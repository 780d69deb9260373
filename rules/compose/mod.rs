//! Rules that read Compose files.

mod control_socket;
mod dangerous_capability;
mod disabled_confinement;
mod host_namespace;
mod missing_scratch_space;
mod obsolete_version;
mod privileged_container;
mod root_service_user;
mod unhardened_service;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &control_socket::RULE,
    &dangerous_capability::RULE,
    &disabled_confinement::RULE,
    &host_namespace::RULE,
    &missing_scratch_space::RULE,
    &obsolete_version::RULE,
    &privileged_container::RULE,
    &root_service_user::RULE,
    &unhardened_service::RULE,
];

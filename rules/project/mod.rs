//! Rules that read files together: a Compose file, the Dockerfiles of its services, their contexts.

mod blocked_stop_signal;
mod ignored_command;
mod loopback_service_address;
mod lost_image_command;
mod mount_over_build;
mod unknown_build_target;
mod unknown_service_user;
mod unwritable_volume;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &blocked_stop_signal::RULE,
    &ignored_command::RULE,
    &loopback_service_address::RULE,
    &lost_image_command::RULE,
    &mount_over_build::RULE,
    &unknown_build_target::RULE,
    &unknown_service_user::RULE,
    &unwritable_volume::RULE,
];

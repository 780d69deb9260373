//! Rules that read files together: a Compose file, the Dockerfiles of its services, their contexts.

mod development_target;
mod end_of_life_base_argument;
mod mismatched_platform;
mod missing_build_input;
mod missing_dockerfile;
mod moving_base_argument;
mod repeated_build;
mod secret_build_argument;
mod shared_image_name;
mod unknown_build_target;
mod unused_build_input;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &development_target::RULE,
    &end_of_life_base_argument::RULE,
    &mismatched_platform::RULE,
    &missing_build_input::RULE,
    &missing_dockerfile::RULE,
    &moving_base_argument::RULE,
    &repeated_build::RULE,
    &secret_build_argument::RULE,
    &shared_image_name::RULE,
    &unknown_build_target::RULE,
    &unused_build_input::RULE,
];

//! Rules that read a Dockerfile.

mod end_of_life_image;
mod entrypoint_discards_command;
mod last_user_root;
mod latest_tag;
mod missing_healthcheck;
mod missing_healthcheck_tool;
mod root_user;
mod shell_form_command;
mod unknown_user;
mod untagged_image;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &end_of_life_image::RULE,
    &entrypoint_discards_command::RULE,
    &last_user_root::RULE,
    &latest_tag::RULE,
    &missing_healthcheck::RULE,
    &missing_healthcheck_tool::RULE,
    &root_user::RULE,
    &shell_form_command::RULE,
    &unknown_user::RULE,
    &untagged_image::RULE,
];

//! Rules that read a Dockerfile.

mod add_instead_of_copy;
mod end_of_life_image;
mod entrypoint_discards_command;
mod global_argument_in_stage;
mod last_user_root;
mod latest_tag;
mod missing_healthcheck;
mod missing_healthcheck_tool;
mod parse_error;
mod relative_workdir;
mod root_user;
mod secret_file_copied;
mod secret_in_variable;
mod shell_form_command;
mod unknown_instruction;
mod unknown_stage;
mod unknown_user;
mod unrendered_template;
mod untagged_image;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &add_instead_of_copy::RULE,
    &end_of_life_image::RULE,
    &entrypoint_discards_command::RULE,
    &global_argument_in_stage::RULE,
    &last_user_root::RULE,
    &latest_tag::RULE,
    &missing_healthcheck::RULE,
    &missing_healthcheck_tool::RULE,
    &parse_error::RULE,
    &relative_workdir::RULE,
    &root_user::RULE,
    &secret_file_copied::RULE,
    &secret_in_variable::RULE,
    &shell_form_command::RULE,
    &unknown_instruction::RULE,
    &unknown_stage::RULE,
    &unknown_user::RULE,
    &unrendered_template::RULE,
    &untagged_image::RULE,
];

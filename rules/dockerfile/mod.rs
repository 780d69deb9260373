//! Rules that read a Dockerfile.

mod add_instead_of_copy;
mod global_argument_in_stage;
mod latest_tag;
mod parse_error;
mod relative_workdir;
mod unknown_instruction;
mod unknown_stage;
mod unrendered_template;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &add_instead_of_copy::RULE,
    &global_argument_in_stage::RULE,
    &latest_tag::RULE,
    &parse_error::RULE,
    &relative_workdir::RULE,
    &unknown_instruction::RULE,
    &unknown_stage::RULE,
    &unrendered_template::RULE,
];

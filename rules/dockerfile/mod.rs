//! Rules that read a Dockerfile.

mod latest_tag;
mod parse_error;
mod unknown_instruction;
mod unrendered_template;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &latest_tag::RULE,
    &parse_error::RULE,
    &unknown_instruction::RULE,
    &unrendered_template::RULE,
];

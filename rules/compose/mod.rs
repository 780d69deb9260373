//! Rules that read Compose files.

mod changed_project_name;
mod coerced_scalar;
mod host_expanded_variable;
mod ineffective_key;
mod obsolete_version;
mod swallowed_dollar;
mod truncated_command;
mod unexpanded_key;
mod unquoted_port;
mod unset_variable;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &changed_project_name::RULE,
    &coerced_scalar::RULE,
    &host_expanded_variable::RULE,
    &ineffective_key::RULE,
    &obsolete_version::RULE,
    &swallowed_dollar::RULE,
    &truncated_command::RULE,
    &unexpanded_key::RULE,
    &unquoted_port::RULE,
    &unset_variable::RULE,
];

//! Rules that read Compose files.

mod misspelt_value;
mod obsolete_version;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &misspelt_value::RULE,
    &obsolete_version::RULE,
];

//! Rules that read Compose files.

mod anonymous_volume;
mod obsolete_version;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &anonymous_volume::RULE,
    &obsolete_version::RULE,
];

//! Rules that read Compose files.

mod clashing_host_port;
mod obsolete_version;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &clashing_host_port::RULE,
    &obsolete_version::RULE,
];

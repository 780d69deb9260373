//! Rules that read Compose files.

mod obsolete_version;
mod sensitive_host_path;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[&obsolete_version::RULE, &sensitive_host_path::RULE];

//! Rules that read files together: a Compose file, the Dockerfiles of its services, their contexts.

mod appended_port;
mod missing_secret_file;
mod missing_startup_variable;
mod published_debugger;
mod repeated_variable;
mod secret_given_twice;
mod unanswered_port;
mod undocumented_variable;
mod unknown_build_target;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &appended_port::RULE,
    &missing_secret_file::RULE,
    &missing_startup_variable::RULE,
    &published_debugger::RULE,
    &repeated_variable::RULE,
    &secret_given_twice::RULE,
    &unanswered_port::RULE,
    &undocumented_variable::RULE,
    &unknown_build_target::RULE,
];

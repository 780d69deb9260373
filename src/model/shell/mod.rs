//! What ShellCheck would say of the scripts of a step.
//!
//! Start with `Build::shell_findings`; `checks` looks for what the library does not, `meant` knows what is meant as it stands.

pub(super) mod checks;
pub(super) mod findings;
pub(super) mod meant;

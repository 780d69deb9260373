//! The shell inside RUN, CMD, ENTRYPOINT and HEALTHCHECK, in a few small types of our own.
//!
//! Knows POSIX-like shells; PowerShell and cmd must never be handed in. Start with [`parse`], then
//! [`Script::commands`]. The parser underneath is a library that only the private half of this module
//! sees: `read` calls it and recovers from errors, `statements` and `words` turn its tree into ours.

mod compounds;
mod cook;
mod cut;
pub mod lint;
mod read;
mod redirects;
mod statements;
#[cfg(test)]
mod tests;
mod tree;
mod variables;
mod walk;
mod words;

use super::Joined;

pub use tree::{
    Assignment, Command, Compound, CompoundKind, Connector, List, Nesting, Pipeline, Place, Redirect, RedirectKind,
    Script, SimpleCommand,
};

/// Which grammar a script is read with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// `sh` and its family (dash, ash, POSIX): braces stand for themselves. What only bash understands is
    /// read all the same, since `sh` is bash in some images.
    #[default]
    Sh,
    /// bash: `{a,b}` expands.
    Bash,
}

/// Reads a script. Never fails; what could not be read is told by [`Script::error`].
///
/// Heredocs that belong to the script are part of its text.
pub fn parse(script: &Joined, dialect: Dialect) -> Script {
    read::read(script, dialect, 0)
}

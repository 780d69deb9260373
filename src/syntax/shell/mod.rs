//! The shell inside RUN, CMD, ENTRYPOINT and HEALTHCHECK, in a few small types of our own.
//!
//! Knows POSIX-like shells; PowerShell and cmd must never be handed in. Start with [`parse`]. The parser
//! underneath is a library that only the private half of this module sees.

mod tree;

pub use tree::{
    Assignment, Command, Compound, CompoundKind, Connector, List, Nesting, Pipeline, Place, Redirect, RedirectKind,
    Script, SimpleCommand,
};

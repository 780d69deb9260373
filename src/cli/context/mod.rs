//! `plimsoll context`: what a builder receives, and the folder on disk that it is taken from.
//!
//! Start with [`run`]. [`Disk`] is the build context of every command.

mod disk;
mod filter;

pub use disk::Disk;

use super::arguments::ContextArguments;
use super::{Failure, Outcome};

/// Prints what there is in a build context.
pub fn run(arguments: &ContextArguments) -> Result<Outcome, Failure> {
    filter::run(&arguments.ignore_file, &arguments.paths_from)
}

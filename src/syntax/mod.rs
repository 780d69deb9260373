//! Layer 1: text to typed trees and problems.
//!
//! Parsing never fails and never does IO: it returns [`Parsed`], a tree of whatever could be read and a
//! list of problems. Knows nothing of rules or settings. Start with [`dockerfile::parse`].

pub mod compose;
pub mod dockerfile;
pub mod dockerignore;
pub mod expand;
pub mod hcl;
pub mod image_ref;
mod joined;
mod problem;
pub mod shell;
mod word;
pub mod yaml;

pub use joined::Joined;
pub use problem::{Parsed, Problem, ProblemKind};
pub use word::{Operator, Part, PartKind, Quoting, Variable, Word};

//! Compose files: from YAML to values with places, and from values to a typed tree.
//!
//! The way of a file: [`lower`] follows aliases and merge keys of its YAML and types its scalars, [`interpolate`]
//! replaces variables; files are merged by [`merge`], brought to their long forms by [`canonical`], checked against the
//! tables of [`schema`], and made into the typed [`ast`] by [`typed`]. Every [`Value`] keeps where it
//! was written. Does no IO and knows no rules: which files there are is for `model::stack` to say.
//! Source: <https://github.com/compose-spec/compose-spec>, as Docker Compose reads it.

pub mod ast;
pub mod byte_sizes;
pub mod canonical;
pub mod dotenv;
pub mod durations;
mod embedding;
pub mod environment;
pub mod interpolate;
pub mod lower;
#[cfg(test)]
mod lower_tests;
mod members;
pub mod merge;
pub mod parts;
mod path;
pub mod ports;
mod problem;
pub mod project_name;
mod scalars;
pub mod schema;
mod template;
#[cfg(test)]
pub(crate) mod testing;
mod timestamps;
pub mod typed;
mod value;
pub mod volumes;
pub mod words;

pub use embedding::Embedding;
pub use environment::Environment;
pub use problem::{ComposeProblem, ComposeProblemKind};
pub use value::{Data, Directive, Located, Mapping, Member, Piece, Provenance, Scalar, Value, ValueKind, VariableUse};

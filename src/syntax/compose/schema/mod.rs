//! The keys and types of the Compose specification, and whether a value keeps to them.
//!
//! [`PROJECT`] is the table of a whole file, written in the words of [`Shape`] and [`Keys`]. [`cast`] makes booleans and
//! numbers of the texts that variables leave, [`check`] says where Docker Compose refuses what is there and stays silent
//! where it does not, however odd the value. Both walk the merged value, whose short forms are still short. Knows no
//! references and no rules. Source: <https://github.com/compose-spec/compose-spec/blob/main/schema/compose-spec.json>.

mod advice;
mod build;
mod cast;
mod check;
mod deploy;
mod messages;
mod mounts;
mod nearby;
mod old_keys;
mod project;
mod service;
mod shape;
mod shapes;
#[cfg(test)]
mod tests;

pub use cast::cast;
pub use check::check;
pub use project::PROJECT;
pub use service::{holds_container_name, is_of_containers};
pub use shape::{Items, Key, Keys, Kind, Map, Names, Numbers, Others, Pattern, Range, Shape, Target, Texts};

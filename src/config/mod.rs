//! Layer 4: `plimsoll.toml`, from text to what it asks for.
//!
//! Knows TOML, the keys there are, and what rules say of themselves; does no IO: `cli` finds and reads the
//! file. A mistake is told with its place and the nearest right word, and all of them at once. Start with
//! [`Config::parse`]; `keys` lists what can be written, and [`schema`] prints the same list as JSON Schema.

mod keys;
mod patterns;
mod read;
mod schema;
#[cfg(test)]
mod tests;

use crate::lint::names::Name;
use crate::lint::options::OptionValues;
use crate::lint::{Policy, Profile, Severity};
use crate::text::Span;

pub use patterns::Patterns;
pub use schema::schema;

/// The file's name.
pub const FILE_NAME: &str = "plimsoll.toml";

/// What a configuration asks for; `None` and empty lists where it says nothing.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The set of rules to start from.
    pub profile: Option<Profile>,
    /// These findings alone.
    pub select: Vec<Name>,
    /// Further findings, beyond the profile or what is selected.
    pub extend_select: Vec<Name>,
    /// What is left out.
    pub ignore: Vec<Name>,
    /// The least severity that makes a run fail; `Some(None)`: `never`.
    pub fail_on: Option<Option<Severity>>,
    /// Files that are not checked.
    pub exclude: Patterns,
    /// What is left out in some files.
    pub per_file_ignores: Vec<(Patterns, Vec<Name>)>,
    /// Whether comments may suppress findings.
    pub inline_ignores: Option<bool>,
    /// How bad some findings are.
    pub severities: Vec<(Name, Severity)>,
    /// What is set for rules.
    pub options: OptionValues,
}

/// A mistake in a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where it is.
    pub span: Span,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Config {
    /// What it asks for, as a policy.
    pub fn policy(&self) -> Policy {
        let defaults = Policy::default();
        Policy {
            profile: self.profile.unwrap_or(defaults.profile),
            select: self.select.clone(),
            extend_select: self.extend_select.clone(),
            ignore: self.ignore.clone(),
            severities: self.severities.clone(),
            options: self.options.clone(),
            fail_on: self.fail_on.unwrap_or(defaults.fail_on),
            inline_ignores: self.inline_ignores.unwrap_or(defaults.inline_ignores),
            today: None,
        }
    }
}

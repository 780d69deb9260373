//! The environment of a container.

use super::super::{Located, Scalar};
use crate::text::Place;

/// A variable of `environment:`.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Its name, on its own place.
    pub name: Located<String>,
    /// Its value; `None` where it is taken from where Compose runs, and left out where it is not set there.
    pub value: Option<Located<String>>,
    /// Its value as it is written, with the variables in it.
    pub written: Option<Scalar>,
    /// Name and value: in a list the item.
    pub place: Place,
    /// Whether it is an item of a list, `NAME=value` or `NAME` alone, and not a member of a mapping.
    pub is_item: bool,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a variable comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// `environment:` of a Compose file.
    #[default]
    Inline,
    /// A file of `env_file:`.
    EnvironmentFile,
}

/// An item of `env_file:`.
#[derive(Clone, Debug, PartialEq)]
pub struct EnvironmentFile {
    /// The file.
    pub path: Located<String>,
    /// Whether it has to be there; it has where nothing is written.
    pub required: Option<Located<bool>>,
    /// `raw` where it is taken as it is.
    pub format: Option<Located<String>>,
    /// All of it.
    pub place: Place,
}

impl Variable {
    /// What it is set to, where that is sure enough to judge: it does not hang on a variable that nothing sets.
    pub fn known(&self) -> Option<&str> {
        self.value.as_ref().filter(|value| value.is_known()).map(|value| value.value.as_str())
    }

    /// Whether its value holds a variable of Compose.
    pub fn is_interpolated(&self) -> bool {
        self.written.as_ref().is_some_and(|scalar| !scalar.variables.is_empty())
    }
}

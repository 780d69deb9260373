//! Names with values: labels, arguments, options.

use super::super::Located;
use crate::text::Place;

/// A name with its value, from a mapping or a `name=value` item.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The name, on its own place.
    pub name: Located<String>,
    /// The value; `None` where none is written.
    pub value: Option<Located<String>>,
    /// Both; in a list the item.
    pub place: Place,
}

impl Pair {
    /// The value of a name in a list of pairs.
    pub fn find<'a>(pairs: &'a [Self], name: &str) -> Option<&'a Self> {
        pairs.iter().find(|pair| pair.name.value == name)
    }
}

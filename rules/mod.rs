//! The knowledge: every rule with its page.
//!
//! Rules are filters over the resolved model. They see `lint`, `model`, `knowledge`, `syntax` and `text`,
//! and must never read source text, split lines, build raw offsets, look at settings or at one another.
//! Start with any pair of neighbours, and `README.md` for how to add one. Folders are by what a rule reads.

mod compose;
mod dockerfile;
mod dockerignore;
mod project;
mod suppression;

use crate::lint::Rule;

/// Every rule there is, in the order they are listed.
pub fn all() -> Vec<&'static Rule> {
    [dockerfile::RULES, compose::RULES, dockerignore::RULES, project::RULES, suppression::RULES].concat()
}

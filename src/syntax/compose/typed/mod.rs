//! From canonical values to the typed project.
//!
//! Total: what does not fit its type is left out, and everything else is there all the same. Takes long forms, and
//! those short ones that are easily told apart. Decides nothing about defaults. Start with [`project`].

mod grammar;
pub(super) mod read;

use super::Value;
use super::ast::Project;

/// Reads a project from its merged value in long forms.
pub fn project(root: &Value) -> Project {
    let _ = root;
    Project::default()
}

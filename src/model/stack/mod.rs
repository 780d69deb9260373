//! Compose files as one project: what `docker compose` would make of them.
//!
//! Knows which files belong together and what they come to once they are merged; reaches the disk only through
//! [`ProjectFiles`]. Knows no rules. Start with [`Stack`].

mod edited;
mod files;
pub mod load;
pub mod names;

pub use edited::EditedFiles;
pub use files::{FileError, ProjectFiles};

use crate::syntax::compose::{ComposeProblem, Value};
use crate::text::{FileId, Place};

/// A merged Compose project.
#[derive(Debug)]
pub struct Stack {
    /// The file that the project is named by: the first of those that were merged.
    pub main: FileId,
    /// Every file that was read for it, in the order they were met: Compose files, included and extended ones,
    /// environment files.
    pub files: Vec<FileId>,
    /// Everything, merged and in its long forms.
    pub value: Value,
    /// What keeps Docker Compose from loading it. What is in `value` is what could be read all the same.
    pub problems: Vec<ComposeProblem>,
    /// What could not be looked at.
    pub gaps: Vec<StackGap>,
}

/// A part of a project that could not be read: what it would have said is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackGap {
    /// What asks for it.
    pub place: Place,
    /// The file or address, as it is written.
    pub what: String,
    /// Why it could not be read, as one clause.
    pub reason: String,
}

/// How a project is loaded.
#[derive(Clone, Debug, Default)]
pub struct LoadOptions {
    /// The name of the project, in place of what the files and the folder say.
    pub name: Option<String>,
    /// Active profiles; `*` stands for all of them. `None` looks at every service, as a linter does.
    pub profiles: Option<Vec<String>>,
    /// Variables of the environment; empty where nothing of the machine may decide.
    pub environment: Vec<(String, String)>,
    /// Whether `.env` beside the project is read.
    pub reads_environment_file: bool,
    /// Whether every service's `env_file` is read into its `environment`.
    pub resolves_environment: bool,
}

//! Compose files as one project: what `docker compose` would make of them.
//!
//! Knows which files belong together and what they come to once they are merged; reaches the disk only through
//! [`ProjectFiles`]. What rules ask about services are methods of [`Stack`], one module a subject. Knows no rules.
//! Start with [`Stack`].

mod activation;
mod consistency;
mod dependencies;
mod edited;
mod env_files;
mod extends;
mod files;
mod host_paths;
mod images;
mod include;
mod lifetime;
mod limits;
pub mod load;
#[cfg(test)]
mod load_tests;
mod logging;
mod lost_mounts;
pub mod names;
mod naming;
mod networks;
mod normalise;
mod paths;
mod ports;
mod profiles;
mod references;
mod resets;
mod service_consistency;
mod templates;
#[cfg(test)]
mod tests;
mod told;
mod validation;

pub use dependencies::{Edge, EdgeKind};
pub use edited::EditedFiles;
pub use files::{FileError, ProjectFiles};
pub use host_paths::HostPath;
pub use limits::Limits;
pub use logging::LogGrowth;
pub use networks::Connection;
pub use ports::{Listening, ListeningSource, published_on_all_interfaces};

use crate::syntax::compose::ast::{Project, Service};
use crate::syntax::compose::{ComposeProblem, Value, typed};
use crate::text::{FileId, Place};
use dependencies::Edges;

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
    /// The same as types: what rules read.
    pub project: Project,
    /// What keeps Docker Compose from loading it. What is in `value` is what could be read all the same.
    pub problems: Vec<ComposeProblem>,
    /// What could not be looked at.
    pub gaps: Vec<StackGap>,
    edges: Edges,
}

impl Stack {
    /// A project from its merged value in long forms.
    pub fn new(
        main: FileId,
        files: Vec<FileId>,
        value: Value,
        problems: Vec<ComposeProblem>,
        gaps: Vec<StackGap>,
    ) -> Self {
        let project = typed::project(&value);
        let edges = Edges::of(&project);
        Self { main, files, value, project, problems, gaps, edges }
    }

    /// Says which of the files are those of `env_file`: variables that stand in them are not written inline.
    #[must_use]
    pub fn with_environment_files(mut self, is_environment_file: impl Fn(FileId) -> bool) -> Self {
        typed::mark_environment_files(&mut self.project, is_environment_file);
        self
    }

    /// Every service, in the order they are written.
    pub fn services(&self) -> impl ExactSizeIterator<Item = &Service> {
        self.project.services.values()
    }

    /// The service of that name.
    pub fn service(&self, name: &str) -> Option<&Service> {
        self.project.services.get(name)
    }
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
    /// The name of the folder of the first file, where its path does not tell it.
    pub folder: Option<String>,
    /// Active profiles; `*` stands for all of them. `None` looks at every service, as a linter does.
    pub profiles: Option<Vec<String>>,
    /// Variables of the environment; empty where nothing of the machine may decide.
    pub environment: Vec<(String, String)>,
    /// Whether `.env` beside the project is read.
    pub reads_environment_file: bool,
    /// Whether every service's `env_file` is read into its `environment`.
    pub resolves_environment: bool,
}

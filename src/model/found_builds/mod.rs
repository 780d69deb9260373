//! Builds that a repository tells about outside of Compose: bake files and the commands of its pipelines.
//!
//! Each is plain data with the place that says it. Paths lead from the root of the repository, in which every
//! [`Source`] is named by such a path. What depends on a variable or an expression without a plain value is unknown;
//! nothing is guessed, and a build of which neither Dockerfile nor context is known is a gap. Does not ask the disk:
//! a named file need not exist. Start with [`of_bake`] and [`of_workflow`].

mod arguments;
mod bake;
mod command_line;
mod resolve;
mod root;
mod scripts;
#[cfg(test)]
mod tests;
mod told;
mod workflow;

pub use told::{Listed, Told};

use crate::text::{Source, Span};

/// A build of an image.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundBuild {
    /// What is built.
    pub dockerfile: Told<Dockerfile>,
    /// What `COPY` sees.
    pub context: Told<Context>,
    /// The stage that is built; `None`: the last.
    pub target: Told<Option<String>>,
    /// Build arguments; one without a value takes that of a variable of the same name around the build.
    pub arguments: Listed<(String, Told<Option<String>>)>,
    /// The platforms it is built for; none: that of the builder.
    pub platforms: Listed<String>,
    /// The names of the secrets that are handed in.
    pub secrets: Listed<String>,
    /// Contexts with a name, for `FROM` and `--from`.
    pub named_contexts: Listed<(String, Told<Context>)>,
    /// Who says so.
    pub said_by: Saying,
}

/// Where the text of a Dockerfile stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dockerfile {
    /// In a file of the repository.
    File(String),
    /// In the first of two files that exists: Podman prefers a `Containerfile` to a `Dockerfile`.
    FirstOf(String, String),
    /// In the bake file or the script itself.
    Inline,
    /// Not in the repository.
    Elsewhere,
}

/// What a build sees.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Context {
    /// A folder of the repository; `.` is its root.
    Folder(String),
    /// A folder of the repository as Git has it: ignore files do not apply, and what Git does not have is not there.
    Committed(String),
    /// Something else, as it is written: an address, an image, a target, a folder outside of the repository.
    Elsewhere(String),
    /// Nothing but the Dockerfile: `docker build - < Dockerfile`.
    Nothing,
}

/// Who says how something is built.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Saying {
    /// The file.
    pub file: String,
    /// The command, the step, or the name of the target.
    pub span: Span,
    /// What in the file.
    pub kind: SayingKind,
}

/// What in a file says how something is built.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SayingKind {
    /// A target of a bake file.
    Bake {
        /// Its name.
        target: String,
    },
    /// A step of a pipeline.
    Workflow {
        /// The key or name of the job; empty where the pipeline names none.
        job: String,
        /// The name of the step, where it has one.
        step: Option<String>,
    },
}

/// A bake that a pipeline runs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BakeCall {
    /// The folder it runs in.
    pub directory: Told<Context>,
    /// The files it reads, in their order; none: those with the usual names.
    pub files: Listed<String>,
    /// The targets and groups it builds; none: `default`.
    pub targets: Listed<String>,
    /// Who says so.
    pub said_by: Saying,
}

/// A file of which not everything could be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundGap {
    /// The file.
    pub file: String,
    /// Where the trouble is.
    pub span: Span,
    /// One clause, lower-case, no full stop.
    pub reason: String,
}

/// What some files tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The builds, in the order they are told.
    pub builds: Vec<FoundBuild>,
    /// Bakes, whose files tell more.
    pub bakes: Vec<BakeCall>,
    /// What could not be read.
    pub gaps: Vec<FoundGap>,
}

/// The builds of bake files that are read together, the first one first. Contexts lead from a folder of the repository:
/// that of the files, unless somebody runs them from another one.
pub fn of_bake(files: &[Source], folder: &str) -> Found {
    bake::builds(files, folder)
}

/// The builds that a pipeline runs, of whatever system its path belongs to.
pub fn of_workflow(source: &Source) -> Found {
    workflow::builds(source)
}

impl FoundBuild {
    /// The path of the Dockerfile, where it is known to be one of the repository.
    pub fn dockerfile_path(&self) -> Option<&str> {
        match self.dockerfile.value()? {
            Dockerfile::File(path) => Some(path),
            Dockerfile::FirstOf(..) | Dockerfile::Inline | Dockerfile::Elsewhere => None,
        }
    }

    /// Whether enough of it is known to be of use.
    fn is_useful(&self) -> bool {
        self.dockerfile != Told::Unknown || self.context != Told::Unknown
    }
}

impl Found {
    /// Adds a build; one of which nothing is known is a gap.
    fn add(&mut self, build: FoundBuild) {
        if build.is_useful() {
            self.builds.push(build);
            return;
        }
        let Saying { file, span, .. } = build.said_by;
        let reason = "neither the Dockerfile nor the context of this build is known".to_owned();
        self.gaps.push(FoundGap { file, span, reason });
    }

    /// Adds what other files tell.
    pub fn extend(&mut self, other: Self) {
        self.builds.extend(other.builds);
        self.bakes.extend(other.bakes);
        self.gaps.extend(other.gaps);
    }
}

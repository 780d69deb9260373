//! Files that are looked at together.

use std::path::PathBuf;
use std::sync::Arc;

use super::stack::{LoadOptions, ProjectFiles, Stack, load};
use super::{Build, BuildContext};
use crate::syntax::dockerfile::ast::Instruction;
use crate::syntax::{Parsed, Problem, ProblemKind, dockerfile, yaml};
pub use crate::text::FileId;
use crate::text::Source;

/// Files that are looked at together, and what they mean.
#[derive(Debug)]
pub struct Project {
    /// Everything that was read.
    pub files: Vec<File>,
    /// Each Dockerfile as it would be built.
    pub builds: Vec<Build>,
    /// What its Compose files come to, where it has any.
    pub stack: Option<Stack>,
}

/// A file that was read and parsed.
#[derive(Debug)]
pub struct File {
    /// Its place in the project.
    pub id: FileId,
    /// Its text.
    pub source: Source,
    /// What it is, with its tree.
    pub kind: FileKind,
    /// What the parser had to say.
    pub problems: Vec<Problem>,
}

/// What a file is.
#[derive(Debug)]
pub enum FileKind {
    /// A Dockerfile.
    Dockerfile(Arc<dockerfile::Dockerfile>),
    /// A Compose file.
    Compose(Arc<yaml::Yaml>),
    /// A file that sets variables: `.env`, or what an `env_file` names.
    Environment,
}

impl File {
    /// The tree of a Dockerfile.
    pub fn dockerfile(&self) -> Option<&Arc<dockerfile::Dockerfile>> {
        match &self.kind {
            FileKind::Dockerfile(tree) => Some(tree),
            FileKind::Compose(_) | FileKind::Environment => None,
        }
    }

    /// The tree of a Compose file.
    pub fn yaml(&self) -> Option<&Arc<yaml::Yaml>> {
        match &self.kind {
            FileKind::Compose(tree) => Some(tree),
            FileKind::Dockerfile(_) | FileKind::Environment => None,
        }
    }

    /// What the parser had to say of that kind.
    pub fn problems_of(&self, kind: ProblemKind) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(move |problem| problem.kind == kind)
    }

    /// Whether a flag of the instruction could not be read: then its value may stand among the arguments, and
    /// what is meant has to be said first.
    pub fn has_broken_flag(&self, instruction: &Instruction) -> bool {
        instruction.flags.iter().any(|flag| self.problems.iter().any(|problem| problem.span == flag.span))
    }
}

impl Project {
    /// Reads each source as a Dockerfile and resolves what they mean.
    pub fn of_dockerfiles(sources: Vec<Source>, context: &dyn BuildContext) -> Self {
        let files: Vec<File> = sources
            .into_iter()
            .enumerate()
            .map(|(index, source)| {
                let Parsed { tree, problems } = dockerfile::parse(source.text());
                File { id: FileId(index as u32), source, kind: FileKind::Dockerfile(Arc::new(tree)), problems }
            })
            .collect();
        let builds = files.iter().filter_map(|file| Build::resolve(file, context)).collect();
        Self { files, builds, stack: None }
    }

    /// Reads Compose files that are merged in this order, and every file that they ask for.
    pub fn of_compose(paths: &[PathBuf], files: &dyn ProjectFiles, options: &LoadOptions) -> Self {
        let (files, stack) = load::load(paths, files, options);
        Self { files, builds: Vec::new(), stack: Some(stack) }
    }

    /// A file by its id.
    pub fn file(&self, id: FileId) -> Option<&File> {
        self.files.get(id.0 as usize)
    }
}

//! Files that are looked at together.

use std::sync::Arc;

use super::{Build, BuildContext};
use crate::syntax::dockerfile::ast::Instruction;
use crate::syntax::{Parsed, Problem, ProblemKind, dockerfile};
pub use crate::text::FileId;
use crate::text::Source;

/// Files that are looked at together, and what they mean.
#[derive(Debug)]
pub struct Project {
    /// Everything that was read.
    pub files: Vec<File>,
    /// Each Dockerfile as it would be built.
    pub builds: Vec<Build>,
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
}

impl File {
    /// The tree of a Dockerfile.
    pub fn dockerfile(&self) -> &Arc<dockerfile::Dockerfile> {
        match &self.kind {
            FileKind::Dockerfile(tree) => tree,
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
        let builds = files.iter().map(|file| Build::resolve(file, context)).collect();
        Self { files, builds }
    }

    /// A file by its id.
    pub fn file(&self, id: FileId) -> Option<&File> {
        self.files.get(id.0 as usize)
    }
}

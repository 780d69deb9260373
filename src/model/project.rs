//! Files that are looked at together.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::containers::{self, ServiceBuild, ServiceUse, service_builds};
use super::stack::{LoadOptions, ProjectFiles, Stack, load};
use super::{Build, BuildContext, SharedContext};
use crate::syntax::dockerfile::ast::Instruction;
use crate::syntax::{Parsed, Problem, ProblemKind, dockerfile, yaml};
pub use crate::text::FileId;
use crate::text::Source;

/// Files that are looked at together, and what they mean.
#[derive(Debug)]
pub struct Project {
    /// Everything that was read.
    pub files: Vec<File>,
    /// Each Dockerfile as it would be built; of a Compose project, as its services build it.
    pub builds: Vec<Build>,
    /// How the images of services are made, in the order of the services that have a `build`.
    pub service_builds: Vec<ServiceBuild>,
    /// What COPY sees in those builds.
    pub contexts: Vec<SharedContext>,
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
    /// Whether it is here for what others say of it alone: its own rules are asked where it is the file in question.
    pub is_neighbour: bool,
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
                File {
                    id: FileId(index as u32),
                    source,
                    kind: FileKind::Dockerfile(Arc::new(tree)),
                    problems,
                    is_neighbour: false,
                }
            })
            .collect();
        let builds = files.iter().filter_map(|file| Build::resolve(file, context)).collect();
        Self { files, builds, service_builds: Vec::new(), contexts: Vec::new(), stack: None }
    }

    /// Reads a Dockerfile and resolves what it means to the services that build it.
    pub fn of_dockerfile(source: Source, uses: &Arc<[ServiceUse]>, context: &dyn BuildContext) -> Self {
        let Parsed { tree, problems } = dockerfile::parse(source.text());
        let kind = FileKind::Dockerfile(Arc::new(tree));
        let file = File { id: FileId(0), source, kind, problems, is_neighbour: false };
        let build = Build::resolve_as(&file, &containers::request_of(uses), context);
        let builds = build.into_iter().map(|build| Build { uses: Arc::clone(uses), ..build }).collect();
        Self { files: vec![file], builds, service_builds: Vec::new(), contexts: Vec::new(), stack: None }
    }

    /// Reads Compose files that are merged in this order, every file that they ask for, and what they build.
    pub fn of_compose(paths: &[PathBuf], files: &dyn ProjectFiles, options: &LoadOptions) -> Self {
        let (read, stack) = load::load(paths, files, options);
        let mut project = Self {
            files: read,
            builds: Vec::new(),
            service_builds: Vec::new(),
            contexts: Vec::new(),
            stack: Some(stack),
        };
        let folder = paths.first().and_then(|path| path.parent()).unwrap_or(Path::new(""));
        service_builds::attach(&mut project, folder, files);
        project
    }

    /// Forgets everything but the files: a report needs no more.
    pub fn drop_meaning(&mut self) {
        (self.builds, self.service_builds, self.contexts) = (Vec::new(), Vec::new(), Vec::new());
        self.stack = None;
    }

    /// A file by its id.
    pub fn file(&self, id: FileId) -> Option<&File> {
        self.files.get(id.0 as usize)
    }
}

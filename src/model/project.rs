//! Files that are looked at together.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::containers::{self, ContainerStart, ServiceBuild, ServiceUse, service_builds};
use super::context::{IgnoreFile, IgnoreKind, SeenContext};
use super::known::Known;
use super::stack::{LoadOptions, ProjectFiles, Stack, load, shown};
use super::{Build, BuildContext, NoContext, SharedContext};
use crate::syntax::compose::Embedding;
use crate::syntax::dockerfile::ast::Instruction;
use crate::syntax::dockerignore::Dockerignore;
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
    /// What the containers of its services start, in the order of the services.
    pub(super) starts: Vec<Known<Option<ContainerStart>>>,
    /// What COPY sees in those builds.
    pub contexts: Vec<SeenContext>,
    /// What its Compose files come to, where it has any.
    pub stack: Option<Stack>,
    /// Of an ignore file: whether builds further down are known, which have folders of their own.
    pub(super) has_builds_below: bool,
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
    /// Where its text is written, where it stands in another file of the project.
    pub embedding: Option<Embedding>,
    /// Whether it is there to develop or test with.
    pub(super) purpose: Known<bool>,
}

/// What a file is.
#[derive(Debug)]
pub enum FileKind {
    /// A Dockerfile.
    Dockerfile(Arc<dockerfile::Dockerfile>),
    /// A Compose file.
    Compose(Arc<yaml::Yaml>),
    /// An ignore file.
    Ignore(Arc<Dockerignore>),
    /// A file that sets variables: `.env`, or what an `env_file` names.
    Environment,
}

/// An ignore file that is looked at, and what may obey it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IgnoreRequest {
    /// Where it is.
    pub path: PathBuf,
    /// The folder that it holds for.
    pub folder: PathBuf,
    /// The Dockerfiles beside it, and those that are built in the folder.
    pub dockerfiles: Vec<IgnoredDockerfile>,
    /// Whether builds further down are known, which have folders of their own.
    pub has_builds_below: bool,
}

/// A Dockerfile that may obey an ignore file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IgnoredDockerfile {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it does.
    pub obeys: bool,
    /// The services that build it.
    pub uses: Arc<[ServiceUse]>,
}

impl File {
    /// A file that was parsed.
    pub fn new(id: FileId, source: Source, kind: FileKind, problems: Vec<Problem>) -> Self {
        Self { id, source, kind, problems, is_neighbour: false, embedding: None, purpose: Known::default() }
    }

    /// The same, here for what others say of it alone.
    pub(super) fn into_neighbour(self) -> Self {
        Self { is_neighbour: true, ..self }
    }

    /// Whether the rules about such files look at it: it is the file in question, or stands in that.
    pub fn is_looked_at(&self) -> bool {
        !self.is_neighbour || self.embedding.is_some()
    }

    /// The lines of an ignore file.
    pub fn ignore_file(&self) -> Option<&Arc<Dockerignore>> {
        match &self.kind {
            FileKind::Ignore(tree) => Some(tree),
            FileKind::Dockerfile(_) | FileKind::Compose(_) | FileKind::Environment => None,
        }
    }

    /// The tree of a Dockerfile.
    pub fn dockerfile(&self) -> Option<&Arc<dockerfile::Dockerfile>> {
        match &self.kind {
            FileKind::Dockerfile(tree) => Some(tree),
            FileKind::Compose(_) | FileKind::Ignore(_) | FileKind::Environment => None,
        }
    }

    /// The tree of a Compose file.
    pub fn yaml(&self) -> Option<&Arc<yaml::Yaml>> {
        match &self.kind {
            FileKind::Compose(tree) => Some(tree),
            FileKind::Dockerfile(_) | FileKind::Ignore(_) | FileKind::Environment => None,
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
                File::new(FileId(index as u32), source, FileKind::Dockerfile(Arc::new(tree)), problems)
            })
            .collect();
        let builds = files.iter().filter_map(|file| Build::resolve(file, context)).collect();
        Self { files, builds, ..Self::empty() }
    }

    /// Reads a Dockerfile and resolves what it means in its context and to the services that build it.
    pub fn of_dockerfile(source: Source, uses: &Arc<[ServiceUse]>, context: &SharedContext) -> Self {
        let mut project = Self::empty();
        project.add_dockerfile(source, false);
        project.add_context(context);
        project.resolve(FileId(0), uses, Some(0));
        project
    }

    /// Reads an ignore file that holds for a folder, and the Dockerfiles beside it and in that folder's builds.
    pub fn of_ignore_file(request: &IgnoreRequest, files: &dyn ProjectFiles) -> Self {
        let mut project = Self { has_builds_below: request.has_builds_below, ..Self::empty() };
        let Ok(bytes) = files.read(&request.path) else { return project };
        let name = request.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let kind = if name == ".dockerignore" { IgnoreKind::General } else { IgnoreKind::Specific };
        let obeyed = IgnoreFile::new(name, &shown(&request.path), kind, bytes);
        let context = files.context_obeying(&request.folder, obeyed.clone());
        project.add_ignore_file(obeyed, false);
        project.contexts.push(SeenContext { context, ignore_file: Some(FileId(0)) });
        for found in &request.dockerfiles {
            let Ok(bytes) = files.read(&found.path) else { continue };
            let id = project.add_dockerfile(Source::new(shown(&found.path), bytes), true);
            project.resolve(id, &found.uses, found.obeys.then_some(0));
        }
        project
    }

    fn empty() -> Self {
        Self {
            files: Vec::new(),
            builds: Vec::new(),
            service_builds: Vec::new(),
            contexts: Vec::new(),
            starts: Vec::new(),
            stack: None,
            has_builds_below: false,
        }
    }

    /// Reads a Dockerfile into it.
    pub(super) fn add_dockerfile(&mut self, source: Source, is_neighbour: bool) -> FileId {
        let id = FileId(self.files.len() as u32);
        let Parsed { tree, problems } = dockerfile::parse(source.text());
        self.add(File::new(id, source, FileKind::Dockerfile(Arc::new(tree)), problems), is_neighbour)
    }

    /// Reads a Dockerfile that stands in a Compose file into it.
    pub(super) fn add_embedded(&mut self, source: Source, embedding: Embedding) -> FileId {
        let around = self.file(embedding.place.file).is_some_and(File::is_for_development);
        let id = self.add_dockerfile(source, true);
        if let Some(file) = self.files.last_mut() {
            file.embedding = Some(embedding);
            if around {
                file.purpose.get(|| true);
            }
        }
        id
    }

    fn add_ignore_file(&mut self, file: IgnoreFile, is_neighbour: bool) -> FileId {
        let id = FileId(self.files.len() as u32);
        let IgnoreFile { source, tree, problems, .. } = file;
        self.add(File::new(id, source, FileKind::Ignore(Arc::new(tree)), problems), is_neighbour)
    }

    fn add(&mut self, file: File, is_neighbour: bool) -> FileId {
        let id = file.id;
        self.files.push(if is_neighbour { file.into_neighbour() } else { file });
        id
    }

    /// Takes in what builds see, with the ignore file that they obey.
    pub(super) fn add_context(&mut self, context: &SharedContext) -> usize {
        let ignore_file = context.ignore_file().map(|file| {
            let bytes = file.source.bytes().to_vec();
            self.add_ignore_file(IgnoreFile::new(file.path.clone(), &context.shown(&file.path), file.kind, bytes), true)
        });
        self.contexts.push(SeenContext { context: Arc::clone(context), ignore_file });
        self.contexts.len() - 1
    }

    /// Resolves a Dockerfile as those build it that use it.
    fn resolve(&mut self, file: FileId, uses: &Arc<[ServiceUse]>, context: Option<usize>) {
        let seen = context.and_then(|at| self.contexts.get(at));
        let Some(file) = self.file(file) else { return };
        let request = containers::request_of(uses);
        let build = match seen {
            Some(seen) => Build::resolve_as(file, &request, seen.context.as_ref()),
            None => Build::resolve_as(file, &request, &NoContext),
        };
        self.builds.extend(build.map(|build| Build { context, uses: Arc::clone(uses), ..build }));
    }

    /// Reads Compose files that are merged in this order, every file that they ask for, and what they build.
    pub fn of_compose(paths: &[PathBuf], files: &dyn ProjectFiles, options: &LoadOptions) -> Self {
        let (read, stack) = load::load(paths, files, options);
        let starts = stack.services().map(|_| Known::default()).collect();
        let mut project = Self { files: read, stack: Some(stack), starts, ..Self::empty() };
        let folder = paths.first().and_then(|path| path.parent()).unwrap_or(Path::new(""));
        service_builds::attach(&mut project, folder, files);
        project
    }

    /// Forgets everything but the files: a report needs no more.
    pub fn drop_meaning(&mut self) {
        (self.builds, self.service_builds, self.contexts) = (Vec::new(), Vec::new(), Vec::new());
        self.starts = Vec::new();
        self.stack = None;
    }

    /// A file by its id.
    pub fn file(&self, id: FileId) -> Option<&File> {
        self.files.get(id.0 as usize)
    }
}

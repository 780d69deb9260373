//! Which Dockerfile makes the image of which service.
//!
//! Follows `build:` to the folder and the Dockerfile as Docker Compose does, reads each Dockerfile once and resolves it
//! once for each way in which services ask for it. A service without `build` may run what another one builds. Start with
//! [`attach`].
//! Source: <https://github.com/compose-spec/compose-spec/blob/main/build.md>

use std::cell::OnceCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::absences::{self, Absence, Lost};
use super::{embedded_builds, siblings};
use crate::model::stack::{FileError, ProjectFiles, Stack, clean, is_remote, shown};
use crate::model::{Build, BuildRequest, FileId, Project};
use crate::syntax::compose::ast::{self, Service};
use crate::syntax::compose::{Embedding, Located};
use crate::text::{Place, Source};

/// The name that is meant where none is written.
const DEFAULT: &str = "Dockerfile";

/// How the image of a service is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceBuild {
    /// The number of the service.
    pub service: usize,
    /// The number of the service whose `build` it is: the same, or the one that builds an image of that name for both.
    pub builder: usize,
    /// What its COPY reads from.
    pub context: ContextOrigin,
    /// What it is made by.
    pub dockerfile: DockerfileOrigin,
    /// The Dockerfile as it is built for the service, in [`Project::builds`].
    pub build: Option<usize>,
    /// The contents of the context, in [`Project::contexts`].
    pub context_at: Option<usize>,
    /// Why there is no context or no Dockerfile, where that is so.
    pub absence: Option<Absence>,
}

/// Where the context of a build is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContextOrigin {
    /// A folder, by its path without detours.
    Folder(PathBuf),
    /// A folder that is not there.
    Missing(PathBuf),
    /// A repository or an archive elsewhere.
    Remote(String),
    /// What hangs on a variable that nothing sets.
    Unknown,
}

/// Where the Dockerfile of a build is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DockerfileOrigin {
    /// This file of the project.
    File(FileId),
    /// It stands in the Compose file; the file of the project is its text alone, which knows where it is written.
    Inline(FileId),
    /// There is none at this path.
    Missing(PathBuf),
    /// It cannot be read, because of that.
    Unreadable(PathBuf, String),
    /// It is elsewhere, or hangs on a variable that nothing sets.
    Unknown,
}

impl ServiceBuild {
    /// That of a service, among all of them in the order of the services.
    pub(super) fn of<'b>(builds: &'b [Self], service: &Service) -> Option<&'b Self> {
        builds.get(builds.binary_search_by_key(&service.number, |build| build.service).ok()?)
    }

    /// Its Dockerfile, where it could be read.
    pub fn file(&self) -> Option<FileId> {
        match self.dockerfile {
            DockerfileOrigin::File(file) | DockerfileOrigin::Inline(file) => Some(file),
            DockerfileOrigin::Missing(_) | DockerfileOrigin::Unreadable(..) | DockerfileOrigin::Unknown => None,
        }
    }
}

/// Finds and resolves what the services of a project build; paths start from the folder.
pub fn attach(project: &mut Project, folder: &Path, files: &dyn ProjectFiles) {
    let Some(stack) = project.stack.take() else { return };
    let mut finder = Finder {
        project,
        files,
        folder,
        dockerfiles: HashMap::new(),
        embedded: HashMap::new(),
        contexts: HashMap::new(),
        builds: HashMap::new(),
        submodules: OnceCell::new(),
    };
    for service in stack.services() {
        let Some(build) = &service.build else { continue };
        let found = finder.service_build(&stack, service, build);
        finder.project.service_builds.push(found);
    }
    siblings::add_shared(&mut project.service_builds, &stack);
    project.stack = Some(stack);
    embedded_builds::tell_uses(project);
}

struct Finder<'a> {
    project: &'a mut Project,
    files: &'a dyn ProjectFiles,
    folder: &'a Path,
    /// What is at each path.
    dockerfiles: HashMap<PathBuf, DockerfileOrigin>,
    /// What stands in Compose files: several services may have it through an anchor.
    embedded: HashMap<(Place, String), FileId>,
    /// The contents of each context, which hang on the Dockerfile too: it may have an ignore file of its own.
    contexts: HashMap<(PathBuf, PathBuf), usize>,
    /// What is resolved already.
    builds: HashMap<(FileId, Option<usize>, BuildRequest), usize>,
    /// The folders of submodules, once something is missing.
    submodules: OnceCell<Vec<PathBuf>>,
}

impl Finder<'_> {
    fn service_build(&mut self, stack: &Stack, service: &Service, build: &ast::Build) -> ServiceBuild {
        let context = self.context(build);
        let dockerfile = self.dockerfile(stack, &service.name.value, build, &context);
        let context_at = self.contents(&context, &dockerfile);
        let built = self.resolved(build, &dockerfile, context_at);
        let absence = self.absence(build, &context, &dockerfile);
        let (service, builder) = (service.number, service.number);
        ServiceBuild { service, builder, context, dockerfile, build: built, context_at, absence }
    }

    /// Why there is no context or no Dockerfile.
    fn absence(&self, build: &ast::Build, context: &ContextOrigin, dockerfile: &DockerfileOrigin) -> Option<Absence> {
        let is_missing =
            matches!(context, ContextOrigin::Missing(_)) || matches!(dockerfile, DockerfileOrigin::Missing(_));
        let text = |value: &'_ Option<Located<String>>, default: &str| match value {
            Some(value) => value.is_known().then(|| value.value.clone()),
            None => Some(default.to_owned()),
        };
        let written = text(&build.context, ".").filter(|_| is_missing)?;
        let name = text(&build.dockerfile, "Dockerfile").unwrap_or_default();
        let lost = Lost { folder: self.folder, context: &written, dockerfile: &name };
        let submodules = self.submodules.get_or_init(|| absences::submodules(self.folder, self.files));
        Some(absences::explain(&lost, submodules, self.files))
    }

    fn context(&self, build: &ast::Build) -> ContextOrigin {
        let Some(written) = &build.context else { return self.folder_at(".") };
        if !written.is_known() {
            return ContextOrigin::Unknown;
        }
        if is_remote(&written.value) {
            return ContextOrigin::Remote(written.value.clone());
        }
        // What another service of the project builds.
        if written.value.starts_with("service:") || written.value.starts_with("target:") {
            return ContextOrigin::Unknown;
        }
        self.folder_at(&written.value)
    }

    fn folder_at(&self, path: &str) -> ContextOrigin {
        if path.starts_with('~') || is_open(path) {
            return ContextOrigin::Unknown;
        }
        let folder = clean(&self.folder.join(path));
        match self.files.exists(&or_here(&folder)) {
            Some(false) => ContextOrigin::Missing(folder),
            Some(true) | None => ContextOrigin::Folder(folder),
        }
    }

    fn dockerfile(
        &mut self,
        stack: &Stack,
        service: &str,
        build: &ast::Build,
        context: &ContextOrigin,
    ) -> DockerfileOrigin {
        if let Some(inline) = &build.dockerfile_inline {
            return self.inline(stack, service, inline).unwrap_or(DockerfileOrigin::Unknown);
        }
        let ContextOrigin::Folder(folder) = context else { return DockerfileOrigin::Unknown };
        match &build.dockerfile {
            Some(written) if !written.is_known() || is_open(&written.value) => DockerfileOrigin::Unknown,
            Some(written) if is_remote(&written.value) => DockerfileOrigin::Unknown,
            Some(written) if written.value != DEFAULT => self.dockerfile_at(&clean(&folder.join(&written.value))),
            // Where none has the name that is meant without one, BuildKit looks for the same in small letters.
            Some(_) | None => match self.dockerfile_at(&clean(&folder.join(DEFAULT))) {
                missing @ DockerfileOrigin::Missing(_) => {
                    match self.dockerfile_at(&clean(&folder.join(DEFAULT.to_lowercase()))) {
                        DockerfileOrigin::Missing(_) => missing,
                        found => found,
                    }
                }
                found => found,
            },
        }
    }

    /// A Dockerfile that stands in a Compose file; `None` where it hangs on a variable that nothing sets.
    fn inline(&mut self, stack: &Stack, service: &str, text: &Located<String>) -> Option<DockerfileOrigin> {
        let key = (text.place, Some(text.value.clone()).filter(|_| text.is_known())?);
        if let Some(known) = self.embedded.get(&key) {
            return Some(DockerfileOrigin::Inline(*known));
        }
        let compose = self.project.file(stack.main).map(|file| file.source.name()).unwrap_or_default();
        let name = format!("{compose} (dockerfile_inline of {service})");
        let value = stack.service(service)?.value.at(&["build", "dockerfile_inline"])?;
        let around = self.project.file(text.place.file)?;
        let embedding = Embedding::of(value, around.source.text());
        let source = Source::new(name, text.value.clone().into_bytes());
        let id = self.project.add_embedded(source, embedding);
        self.embedded.insert(key, id);
        Some(DockerfileOrigin::Inline(id))
    }

    fn dockerfile_at(&mut self, path: &Path) -> DockerfileOrigin {
        if let Some(known) = self.dockerfiles.get(path) {
            return known.clone();
        }
        let origin = match self.files.read(path) {
            Ok(bytes) => DockerfileOrigin::File(self.project.add_dockerfile(Source::new(shown(path), bytes), true)),
            Err(FileError::Missing) => DockerfileOrigin::Missing(path.to_owned()),
            Err(FileError::Unknown) => DockerfileOrigin::Unknown,
            Err(FileError::Unreadable(reason)) => DockerfileOrigin::Unreadable(path.to_owned(), reason),
        };
        self.dockerfiles.insert(path.to_owned(), origin.clone());
        origin
    }

    /// The contents of a context.
    fn contents(&mut self, context: &ContextOrigin, dockerfile: &DockerfileOrigin) -> Option<usize> {
        let ContextOrigin::Folder(folder) = context else { return None };
        let path = match dockerfile {
            DockerfileOrigin::File(file) => PathBuf::from(self.project.file(*file)?.source.name()),
            DockerfileOrigin::Inline(_) => PathBuf::new(),
            DockerfileOrigin::Missing(_) | DockerfileOrigin::Unreadable(..) | DockerfileOrigin::Unknown => return None,
        };
        let key = (folder.clone(), path);
        if let Some(known) = self.contexts.get(&key) {
            return Some(*known);
        }
        let (folder, dockerfile) = &key;
        let at = self.project.add_context(&self.files.context(&or_here(folder), dockerfile));
        self.contexts.insert(key, at);
        Some(at)
    }

    /// The Dockerfile as the service asks for it.
    fn resolved(
        &mut self,
        build: &ast::Build,
        dockerfile: &DockerfileOrigin,
        context_at: Option<usize>,
    ) -> Option<usize> {
        let id = match dockerfile {
            DockerfileOrigin::File(id) | DockerfileOrigin::Inline(id) => *id,
            DockerfileOrigin::Missing(_) | DockerfileOrigin::Unreadable(..) | DockerfileOrigin::Unknown => return None,
        };
        let key = (id, context_at, request(build));
        if let Some(known) = self.builds.get(&key) {
            return Some(*known);
        }
        let file = self.project.file(id)?;
        let context = context_at.and_then(|at| self.project.contexts.get(at));
        let resolved = match context {
            Some(context) => Build::resolve_as(file, &key.2, context.context.as_ref()),
            None => Build::resolve_as(file, &key.2, &crate::model::NoContext),
        }?;
        let at = self.project.builds.len();
        self.project.builds.push(Build { context: context_at, ..resolved });
        self.builds.insert(key, at);
        Some(at)
    }
}

/// What a service asks of its Dockerfile.
pub(super) fn request(build: &ast::Build) -> BuildRequest {
    let known = |value: &Located<String>| value.is_known().then(|| value.value.clone());
    let argument = |pair: &ast::Pair| (pair.name.value.clone(), pair.value.as_ref().and_then(known));
    BuildRequest {
        is_told: true,
        target: build.target.as_ref().and_then(known).filter(|target| !target.is_empty()),
        arguments: build.args.iter().map(argument).collect(),
        contexts: super::named_contexts::of(build),
    }
}

/// Whether a path is not yet one of this machine: a template, or one of Windows.
fn is_open(path: &str) -> bool {
    path.contains(['\\', '{', '%', '<'])
}

/// A folder as it can be asked for: the empty path is the one that we are in.
fn or_here(folder: &Path) -> PathBuf {
    if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() }
}

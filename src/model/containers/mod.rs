//! Services together with what is built for them: what no file alone tells.
//!
//! `service_builds` finds the Dockerfile of each service and resolves it as that service asks for; a [`Container`] is
//! a service with its build, and what the two say together are its methods, one module a subject. Knows no rules; reads
//! through [`ProjectFiles`](super::stack::ProjectFiles) alone. Start with [`Container`].

mod absences;
mod arguments;
mod browser_variables;
mod command;
mod debuggers;
mod embedded_builds;
mod environment;
mod health;
mod inputs;
mod listening;
mod loopback;
mod mounts;
pub(super) mod named_contexts;
mod origins;
mod peers;
mod secrets;
pub(super) mod service_builds;
mod siblings;
mod start;
#[cfg(test)]
mod testing;
mod tools;
mod user;
mod uses;
mod watched;
#[cfg(test)]
mod wiring_tests;
mod writes;

pub use absences::Absence;
pub use arguments::{ChosenBase, MissingArgument};
pub use browser_variables::LateVariables;
pub use command::LostCommand;
pub use debuggers::WaitingDebugger;
pub use environment::Setting;
pub use inputs::{BuildInput, InputKind};
pub use listening::{Listener, Listening, MistakenPort};
pub use loopback::LoopbackPeer;
pub use mounts::{HiddenKind, HiddenPath, UnkeptVolume, UnwritableVolume};
pub use named_contexts::MissingContext;
pub use secrets::{MissingMount, MountKind};
pub use service_builds::{ContextOrigin, DockerfileOrigin, ServiceBuild};
pub use start::ContainerStart;
pub use user::{Account, ImageUser};
pub use uses::{ServiceUse, request_of};
pub use watched::{Unwatched, UnwatchedPath};
pub use writes::{WriteTeller, WrittenPath};

use super::stack::Stack;
use super::{Build, BuildContext, File, Project, Stage};
use crate::syntax::compose::ast::{self, Service};
use crate::text::{Place, Span};

/// A container as a project runs it: a service with the build of its image.
#[derive(Clone, Copy, Debug)]
pub struct Container<'p> {
    /// Everything that is looked at together.
    pub project: &'p Project,
    /// The services around it.
    pub stack: &'p Stack,
    /// What the Compose files say of it.
    pub service: &'p Service,
    /// How its image is made, by its own `build` or by that of a service that builds an image of the same name; `None`
    /// where it is pulled.
    pub image: Option<&'p ServiceBuild>,
}

impl<'p> Container<'p> {
    /// The containers of a project, in the order of its services.
    pub fn all(project: &'p Project) -> impl Iterator<Item = Self> {
        let stack = project.stack.as_ref();
        stack.into_iter().flat_map(move |stack| stack.services().map(move |service| Self::of(project, stack, service)))
    }

    fn of(project: &'p Project, stack: &'p Stack, service: &'p Service) -> Self {
        Self { project, stack, service, image: ServiceBuild::of(&project.service_builds, service) }
    }

    /// The container of another service of the project.
    pub fn sibling(&self, name: &str) -> Option<Self> {
        Some(Self::of(self.project, self.stack, self.stack.service(name)?))
    }

    /// The `build` that makes its image: its own, or that of another service.
    pub fn build_section(&self) -> Option<&'p ast::Build> {
        let (_, builder) = self.stack.project.services.get_index(self.image?.builder)?;
        builder.build.as_ref()
    }

    /// The Dockerfile as it is built for the service; `None` where there is none or it could not be read.
    pub fn build(&self) -> Option<&'p Build> {
        self.image?.build.and_then(|at| self.project.builds.get(at))
    }

    /// The stage that its image is made of.
    pub fn stage(&self) -> Option<(&'p Build, &'p Stage)> {
        let build = self.build()?;
        Some((build, build.target_stage()?))
    }

    /// The Dockerfile of its image.
    pub fn dockerfile(&self) -> Option<&'p File> {
        self.project.file(self.build()?.file)
    }

    /// What COPY sees when its image is built.
    pub fn context(&self) -> Option<&'p dyn BuildContext> {
        let seen = self.project.contexts.get(self.image?.context_at?)?;
        Some(seen.context.as_ref())
    }

    /// A place in its Dockerfile; of one that stands in the Compose file, there.
    pub fn place(&self, span: Span) -> Option<Place> {
        let file = self.project.file(self.image?.file()?)?;
        Some(file.embedding.as_ref().map_or(Place::new(file.id, span), |embedding| embedding.place_of(span)))
    }
}

//! What services say of the images that they make of a Dockerfile.
//!
//! A Dockerfile does not stand alone: a service may name its user, watch its health and start it in another way. What
//! every service says that runs its image need not stand in the Dockerfile. Start with [`Project::service_uses`] and
//! [`Build::is_left_to_services`].

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{Container, ContextOrigin, DockerfileOrigin};
use crate::model::commands::directories::below;
use crate::model::stack::HealthSignal;
use crate::model::{Build, BuildRequest, Project, Stage, StageId, StepId, is_root};
use crate::syntax::compose::ast::{Mount, MountKind, Service};

/// A service that builds a Dockerfile, or runs what another one builds: who it is, what it asks of the build, and what it says of its containers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceUse {
    // Who it is.
    /// The Compose file, as it is shown.
    pub compose: String,
    /// Whether that is there to develop or test with.
    pub is_for_development: bool,

    // What it asks of the build.
    /// The folder that it builds in; empty where that is none.
    pub context: PathBuf,
    /// Target, arguments and contexts.
    pub request: BuildRequest,
    /// The stage that it builds.
    pub target: Option<StageId>,
    /// The secrets that it lends to the build.
    secrets: BTreeSet<String>,

    // What it says of its containers, whatever the image says.
    /// Whether it says what they start.
    pub names_command: bool,
    /// Whether it says what starts in place of the ENTRYPOINT.
    pub replaces_entrypoint: bool,
    /// Whether an init process runs before all others.
    pub runs_init: bool,
    /// Whether it says how they are stopped.
    pub names_stop_signal: bool,
    /// Whether they run as somebody other than root.
    pub runs_without_root: bool,
    /// Whether it watches their health, or says that nobody shall.
    pub decides_health: bool,
    /// Their variables, from `environment` and `env_file`.
    variables: BTreeSet<String>,
    /// Where it mounts something that stays.
    mounts: Vec<String>,
}

impl ServiceUse {
    /// Whether it lends a secret to the build.
    pub fn lends(&self, secret: &str) -> bool {
        self.secrets.contains(secret)
    }

    /// Whether it sets a variable of its containers.
    pub fn sets(&self, name: &str) -> bool {
        self.variables.contains(name)
    }

    /// Whether a file of its containers is in a volume or in a folder of the machine.
    pub fn keeps(&self, path: &str) -> bool {
        self.mounts.iter().any(|target| below(path, target.trim_end_matches('/')).is_some())
    }
}

impl Project {
    /// The Dockerfiles that its services build, by their paths without detours, each with the service.
    pub fn service_uses(&self) -> Vec<(PathBuf, ServiceUse)> {
        Container::all(self).filter_map(|container| service_use(&container)).collect()
    }
}

fn service_use(container: &Container<'_>) -> Option<(PathBuf, ServiceUse)> {
    let image = container.image?;
    let DockerfileOrigin::File(dockerfile) = image.dockerfile else { return None };
    let ContextOrigin::Folder(_) = &image.context else { return None };
    let dockerfile = container.project.file(dockerfile)?;
    Some((PathBuf::from(dockerfile.source.name()), use_of(container)?))
}

/// What a service says of the image that it makes.
pub(super) fn use_of(container: &Container<'_>) -> Option<ServiceUse> {
    let service = container.service;
    let compose = container.project.file(service.name.place.file)?;
    let user = service.user.as_ref().filter(|user| user.is_known());
    let name = user.map(|user| user.value.split(':').next().unwrap_or_default());
    Some(ServiceUse {
        compose: compose.source.name().to_owned(),
        context: match &container.image?.context {
            ContextOrigin::Folder(context) => context.clone(),
            ContextOrigin::Missing(_) | ContextOrigin::Remote(_) | ContextOrigin::Unknown => PathBuf::new(),
        },
        request: super::service_builds::request(container.build_section()?),
        target: container.build().and_then(|build| build.target),
        is_for_development: compose.is_for_development(),
        decides_health: match container.stack.health_signal_of(service) {
            HealthSignal::Checked | HealthSignal::Disabled(_) => true,
            // A check without a test is for another rule to tell.
            HealthSignal::Absent | HealthSignal::Unknown => service.healthcheck.is_some(),
        },
        runs_without_root: name.is_some_and(|name| !name.is_empty() && !is_root(name)),
        runs_init: service.init.as_ref().is_some_and(|init| init.value),
        names_stop_signal: service.stop_signal.is_some(),
        names_command: service.command.is_some() || service.entrypoint.is_some(),
        replaces_entrypoint: service.entrypoint.is_some(),
        secrets: container.build_secrets().map(str::to_owned).collect(),
        variables: container.compose_variables().into_iter().map(|(name, _)| name.to_owned()).collect(),
        mounts: lasting_mounts(service),
    })
}

/// The paths at which a service mounts what stays.
fn lasting_mounts(service: &Service) -> Vec<String> {
    let stays = |mount: &&Mount| matches!(mount.kind, MountKind::Bind | MountKind::Volume);
    service.volumes.iter().filter(stays).map(|mount| mount.target.value.clone()).collect()
}

impl Build {
    /// Whether every service that builds this stage says what the Dockerfile does not, and there is one at all.
    pub fn is_left_to_services(&self, says: impl Fn(&ServiceUse) -> bool) -> bool {
        let mut users = self.uses.iter().filter(|service| service.target == self.target).peekable();
        users.peek().is_some() && users.all(says)
    }

    /// Whether every service that starts what the image starts says how its health is told: to those that start
    /// something else no check of the image would fit.
    pub fn health_is_left_to_services(&self) -> bool {
        self.is_left_to_services(|service| service.decides_health || service.names_command)
            && !self.is_left_to_services(|service| !service.decides_health)
    }

    /// Whether no service that builds this stage starts what one of its steps says: each has a command of its own for a
    /// CMD, and an entrypoint for an ENTRYPOINT.
    pub fn start_is_left_to_services(&self, stage: &Stage, step: StepId) -> bool {
        let is_entrypoint = self.start(stage).entrypoint.is_some_and(|entrypoint| entrypoint.id == step);
        self.is_left_to_services(|service| match is_entrypoint {
            true => service.replaces_entrypoint,
            false => service.names_command,
        })
    }
}

/// How to build a Dockerfile that services build: as those do that are not there to develop with, as far as they agree.
pub fn request_of(uses: &[ServiceUse]) -> BuildRequest {
    let shipped: Vec<&ServiceUse> = uses.iter().filter(|service| !service.is_for_development).collect();
    let Some((first, others)) = shipped.split_first() else { return BuildRequest::default() };
    let targets_agree = others.iter().all(|other| other.target == first.target);
    if !targets_agree {
        return BuildRequest::default();
    }
    let mut arguments = first.request.arguments.clone();
    arguments.retain(|name, value| others.iter().all(|other| other.request.arguments.get(name) == Some(value)));
    let mut contexts = first.request.contexts.clone();
    contexts.retain(|name, value| others.iter().all(|other| other.request.contexts.get(name) == Some(value)));
    BuildRequest { is_told: true, target: first.request.target.clone(), arguments, contexts }
}

//! What services hand to their builds, and what of it no Dockerfile takes.
//!
//! Arguments, secrets, keys and contexts alike: BuildKit drops what nothing asks for. What stands behind an anchor is
//! handed to several builds, of which one may take it. Start with [`Project::untaken_inputs`].

use std::collections::HashMap;

use super::secrets::{id_of, is_for_buildkit};
use super::{Container, ContextOrigin, MountKind};
use crate::model::{Build, Project};
use crate::text::Place;

/// What a service hands to its build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildInput {
    /// What it is.
    pub kind: InputKind,
    /// What the Dockerfile calls it.
    pub name: String,
    /// Its name in the Compose file.
    pub place: Place,
    /// The Dockerfile that does not take it, as it is shown.
    pub dockerfile: String,
    /// What the Dockerfile asks for of that kind and is not handed.
    pub asked: Vec<String>,
}

/// The kinds of what a build is handed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// `build.args`
    Argument,
    /// `build.secrets`
    Secret,
    /// `build.ssh`
    Key,
    /// `build.additional_contexts`
    Context,
}

impl InputKind {
    /// Whether a build may take something of that name.
    fn may_be_taken(self, build: &Build, name: &str) -> bool {
        match self {
            // What FROM uses and no ARG declares is told there, where the file is looked at for itself.
            Self::Argument => build.has_undeclared_in_from(name) || build.may_take_argument(name),
            Self::Secret => is_for_buildkit(name) || build.may_mount(MountKind::Secret, name),
            Self::Key => build.may_mount(MountKind::Key, name) || build.fetches_with_keys(),
            Self::Context => build.may_use_context(name),
        }
    }

    /// What a Dockerfile asks for of that kind.
    fn asked_by(self, build: &Build) -> Vec<String> {
        match self {
            Self::Argument => build.argument_names().map(str::to_owned).collect(),
            Self::Secret => build.mount_ids(MountKind::Secret),
            Self::Key => build.mount_ids(MountKind::Key),
            Self::Context => Vec::new(),
        }
    }
}

impl Project {
    /// What services hand to their builds and none of them takes, in the order of the services. What is handed to a
    /// build that cannot be read may be taken.
    pub fn untaken_inputs(&self) -> Vec<BuildInput> {
        let mut numbers: HashMap<Place, usize> = HashMap::new();
        let mut found: Vec<Option<BuildInput>> = Vec::new();
        for container in Container::all(self) {
            let all = handed(&container);
            for (kind, name, place) in all.iter().cloned() {
                let build = container.build().filter(|build| !build.stages.is_empty());
                let is_taken = build.is_none_or(|build| kind.may_be_taken(build, &name));
                let number = *numbers.entry(place).or_insert(found.len());
                let dockerfile = container.dockerfile().map(|file| file.source.name().to_owned()).unwrap_or_default();
                match found.get_mut(number) {
                    Some(known) if is_taken => *known = None,
                    Some(_) => {}
                    None if is_taken => found.push(None),
                    None => {
                        let mut asked = build.map(|build| kind.asked_by(build)).unwrap_or_default();
                        asked.retain(|wanted| !all.iter().any(|(other, given, _)| *other == kind && given == wanted));
                        found.push(Some(BuildInput { kind, name, place, dockerfile, asked }));
                    }
                }
            }
        }
        found.into_iter().flatten().collect()
    }
}

/// What a service hands to its build, each with its name and where it stands.
fn handed(container: &Container<'_>) -> Vec<(InputKind, String, Place)> {
    let Some(build) = &container.service.build else { return Vec::new() };
    let arguments = build.args.iter().map(|pair| (InputKind::Argument, pair.name.value.clone(), pair.name.place));
    let secrets = build.secrets.iter().map(|grant| (InputKind::Secret, id_of(grant).to_owned(), grant.source.place));
    // A repository that is built is fetched with the keys.
    let is_here = matches!(container.image.map(|image| &image.context), Some(ContextOrigin::Folder(_)));
    let keys = build.ssh.iter().filter(|_| is_here);
    let keys = keys.map(|pair| (InputKind::Key, pair.name.value.clone(), pair.name.place));
    // The image of another service also says what is built first.
    let is_order = |value: &str| value.starts_with("service:") || value.starts_with("target:");
    let contexts = build.additional_contexts.iter();
    let contexts = contexts.filter(|pair| !pair.value.as_ref().is_some_and(|value| is_order(&value.value)));
    let contexts = contexts.map(|pair| (InputKind::Context, pair.name.value.clone(), pair.name.place));
    arguments.chain(secrets).chain(keys).chain(contexts).collect()
}

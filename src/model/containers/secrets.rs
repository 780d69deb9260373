//! Secrets and keys of a build: what `RUN --mount` asks for and what `build.secrets` and `build.ssh` lend.
//!
//! A secret that is not lent is left out without a word, unless the mount is required. Start with
//! [`Container::missing_mounts`].
//! Source: <https://docs.docker.com/reference/dockerfile/#run---mounttypesecret>

use super::Container;
use crate::model::{Build, Missing, Step, StepId};
use crate::syntax::compose::ast::Grant;
use crate::syntax::dockerfile::ast::{Flag, Kind};
use crate::text::Span;

/// What BuildKit takes for its own requests, not for a mount.
const OF_BUILDKIT: &str = "GIT_AUTH_";

/// What is mounted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MountKind {
    /// `type=secret`
    Secret,
    /// `type=ssh`: an agent or a key.
    Key,
}

/// A mount of a build for which its service lends nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingMount {
    /// What is mounted.
    pub kind: MountKind,
    /// What it is called.
    pub id: String,
    /// The mount, in the Dockerfile.
    pub span: Span,
    /// Whether the build stops without it.
    pub is_required: bool,
    /// What its script relies on all the same.
    pub relied_on: Option<Missing>,
}

impl MountKind {
    fn of(mount: &Flag) -> Option<Self> {
        match mount.mount_type().as_str() {
            "secret" => Some(Self::Secret),
            "ssh" => Some(Self::Key),
            _ => None,
        }
    }
}

/// What a secret is called in its build.
pub(super) fn id_of(grant: &Grant) -> &str {
    grant.target.as_ref().map_or(grant.source.value.as_str(), |target| target.value.as_str())
}

impl Build {
    /// What a mount is called; `None` where it hangs on what only the build knows.
    fn mount_id(&self, step: &Step, mount: &Flag, kind: MountKind) -> Option<String> {
        let option = |key: &str| mount.mount_option(key).and_then(|option| option.value.as_ref());
        let expanded = |word| self.expanded(step, word);
        match (kind, option("source").or_else(|| option("id")), option("target")) {
            (_, Some(word), _) => expanded(word),
            (MountKind::Key, None, _) => Some("default".to_owned()),
            (MountKind::Secret, None, target) => {
                Some(expanded(target?)?.trim_end_matches('/').rsplit('/').next()?.to_owned())
            }
        }
    }

    /// What the mounts of all steps are called, as far as it is known.
    pub fn mount_ids(&self, kind: MountKind) -> Vec<String> {
        let mounts = self.steps.iter().flat_map(|step| {
            let mounts = self.instruction(step).into_iter().flat_map(|instruction| instruction.put_off().mounts());
            mounts.filter(|mount| MountKind::of(mount) == Some(kind)).map(move |mount| (step, mount))
        });
        let mut ids: Vec<String> = mounts.filter_map(|(step, mount)| self.mount_id(step, mount, kind)).collect();
        ids.sort();
        ids.dedup();
        ids
    }

    /// Whether a step may mount that.
    pub fn may_mount(&self, kind: MountKind, id: &str) -> bool {
        let asks = |step: &Step| {
            let Some(instruction) = self.instruction(step) else { return false };
            let mut mounts = instruction.put_off().mounts().filter(|mount| MountKind::of(mount) == Some(kind));
            mounts.any(|mount| self.mount_id(step, mount, kind).is_none_or(|own| own == id))
        };
        self.steps.iter().any(asks)
    }

    /// Whether a step may fetch a repository with the keys of the build.
    pub fn fetches_with_keys(&self) -> bool {
        self.dockerfile.instructions().any(|instruction| match &instruction.put_off().kind {
            Kind::Add(transfer) => transfer
                .sources
                .iter()
                .any(|source| ["git@", "ssh://", "$"].iter().any(|mark| source.raw.contains(mark))),
            _ => false,
        })
    }

    fn is_required(&self, step: StepId, mount: &Flag) -> bool {
        let Some(option) = mount.mount_option("required") else { return false };
        let value = option.value.as_ref().map(|word| self.step(step).and_then(|step| self.expanded(step, word)));
        // Alone, it stands for `required=true`.
        value.is_none_or(|value| value.is_some_and(|text| text == "true" || text == "1"))
    }
}

impl<'p> Container<'p> {
    /// What the secrets are called that its build is lent.
    pub fn build_secrets(&self) -> impl Iterator<Item = &'p str> + use<'p> {
        self.build_section().into_iter().flat_map(|build| &build.secrets).map(id_of)
    }

    /// Whether its build is lent what a mount asks for.
    fn lends(&self, kind: MountKind, id: &str) -> bool {
        let Some(build) = self.build_section() else { return true };
        match kind {
            MountKind::Secret => id.starts_with(OF_BUILDKIT) || build.secrets.iter().any(|grant| id_of(grant) == id),
            MountKind::Key => build.ssh.iter().any(|pair| pair.name.value == id),
        }
    }

    /// The mounts of its build for which it lends nothing; those that say that they may be missing are none.
    pub fn missing_mounts(&self) -> Vec<MissingMount> {
        let Some((build, target)) = self.stage() else { return Vec::new() };
        let needed = build.needed_by(target);
        let mut found: Vec<MissingMount> = Vec::new();
        for step in build.steps.iter().filter(|step| needed.contains(&step.stage)) {
            let Some(instruction) = build.instruction(step) else { continue };
            for mount in instruction.mounts() {
                let Some(missing) = self.missing_mount(build, step, mount) else { continue };
                let is_known = |other: &MissingMount| other.kind == missing.kind && other.id == missing.id;
                match found.iter_mut().find(|other| is_known(other)) {
                    Some(other) if missing.is_required && !other.is_required => *other = missing,
                    Some(other) if missing.relied_on.is_some() && other.relied_on.is_none() && !other.is_required => {
                        *other = missing;
                    }
                    Some(_) => {}
                    None => found.push(missing),
                }
            }
        }
        found
    }

    fn missing_mount(&self, build: &Build, step: &Step, mount: &Flag) -> Option<MissingMount> {
        let kind = MountKind::of(mount)?;
        let id = build.mount_id(step, mount, kind).filter(|id| !self.lends(kind, id))?;
        let is_required = build.is_required(step.id, mount);
        let may_miss = mount.mount_option("required").is_some() && !is_required;
        let unguarded = build.unguarded_mounts(step).into_iter().find(|it| it.flag.span == mount.span);
        // A program that looks for a file by itself may well do without.
        let relied_on = unguarded.filter(|it| it.place.is_some()).map(|it| it.missing);
        (!may_miss).then_some(MissingMount { kind, id, span: mount.span, is_required, relied_on })
    }
}

/// Whether BuildKit takes a secret for itself.
pub(super) fn is_for_buildkit(id: &str) -> bool {
    id.starts_with(OF_BUILDKIT)
}

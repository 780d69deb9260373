//! What the mounts of a container do to the files of its image: which they hide, and which nobody keeps.
//!
//! Knows what COPY and RUN of the Dockerfile are seen to write; what a program writes on its own is not here. Start with
//! [`Container::hidden_paths`], [`Container::unkept_volumes`] and [`Container::data_place`].

use std::path::{Path, PathBuf};

use super::{Container, ContextOrigin};
use crate::knowledge::places;
use crate::model::commands::directories::{below, joined};
use crate::model::installs::manifests::is_manifest;
use crate::model::stack::{DataPlace, clean, shown};
use crate::model::{Base, Build, Deed, Step, StepId, Writer, WrittenFiles};
use crate::syntax::compose::ast::Mount;
use crate::syntax::dockerfile::ast::Kind;
use crate::text::{Place, Span};

/// How many steps an image may have for its files to be followed, and how many of them are told.
const MOST_STEPS: usize = 500;

/// Programs that bring others along.
const FETCHERS: &[&str] = &["git", "curl", "wget"];

/// How many services that share a volume are asked whom they run as.
const MOST_USERS: usize = 50;

/// Something of an image that a mount hides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HiddenPath {
    /// Where it is.
    pub path: String,
    /// Why it matters.
    pub kind: HiddenKind,
    /// What wrote it, in the Dockerfile.
    pub span: Span,
}

/// What is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HiddenKind {
    /// What the build made; the machine has it only where somebody made it there as well.
    Product,
    /// What the build copied out of the very folder that is mounted over it.
    Sources,
}

/// A volume that the Dockerfile declares and the service leaves without a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnkeptVolume {
    /// Its path.
    pub path: String,
    /// The VOLUME in the Dockerfile.
    pub place: Option<Place>,
}

impl<'p> Container<'p> {
    /// The files of its image that a folder of the project hides, which is mounted over them.
    pub fn hidden_paths(&self, mount: &Mount) -> Vec<HiddenPath> {
        let Some((build, stage)) = self.stage() else { return Vec::new() };
        let Some(source) = self.folder_of(mount) else { return Vec::new() };
        let target = mount.target.value.trim_end_matches('/');
        let steps = build.image_steps(stage);
        if !target.starts_with('/') || steps.len() > MOST_STEPS {
            return Vec::new();
        }
        let mut files = WrittenFiles::default();
        let mut found = Vec::new();
        for step in steps {
            let copied = build.copied(step);
            if let Some(span) = copied.as_ref().and_then(|_| self.copied_over(build, step, &source, target)) {
                found.push(HiddenPath { path: target.to_owned(), kind: HiddenKind::Sources, span });
            }
            copied.iter().for_each(|copied| files.add_copied(step, copied));
            files.add_dependencies(build, step);
            for deed in build.deeds_of(step) {
                match deed.deed {
                    Deed::Remove | Deed::Move => files.forget(&deed.path),
                    Deed::Write | Deed::Change | Deed::Own | Deed::Mode => files.add_deed(build, step, &deed),
                }
            }
        }
        let products = files.at_or_below(target).into_iter().filter_map(|(path, written)| {
            let is_made = match written.writer {
                Writer::Source(_) => is_from_stage(build, written.step),
                Writer::Command(_) => true,
            };
            let is_below = path != target || written.is_tree;
            let is_hidden = is_made && is_below && !self.is_mounted_below(target, path);
            is_hidden.then(|| HiddenPath { path: path.to_owned(), kind: HiddenKind::Product, span: written.span() })
        });
        found.extend(products);
        found
    }

    /// Whether all that the Dockerfile copies to where something is mounted says what the program depends on, so that the
    /// image has no program without the mount.
    pub fn lacks_program_without(&self, mount: &Mount) -> bool {
        let Some((build, stage)) = self.stage() else { return false };
        let target = mount.target.value.trim_end_matches('/');
        let steps = build.image_steps(stage);
        if steps.iter().flat_map(|step| build.commands_of(step)).any(|command| command.is_any(FETCHERS)) {
            return false;
        }
        let mut is_any = false;
        for copied in steps.iter().filter_map(|step| build.copied(step)) {
            for item in &copied.items {
                let path = item.path.as_deref().unwrap_or(&copied.destination);
                if below(path, target).is_none() && below(target, path).is_none() {
                    continue;
                }
                let name = item.text.as_deref().and_then(|text| text.rsplit('/').next());
                if !copied.is_from_context() || !name.is_some_and(is_manifest) {
                    return false;
                }
                is_any = true;
            }
        }
        is_any
    }

    /// The folder of the project that a mount brings in, by its path from where Docker Compose is run.
    fn folder_of(&self, mount: &Mount) -> Option<PathBuf> {
        let path = mount.host_path().filter(|path| path.is_known() && mount.target.is_known())?;
        let is_beside =
            !path.value.is_empty() && !path.value.starts_with(['/', '~', '\\']) && !path.value.contains(':');
        let main = self.project.file(self.stack.main)?.source.name();
        let folder = Path::new(main).parent().unwrap_or(Path::new(""));
        is_beside.then(|| clean(&folder.join(&path.value)))
    }

    /// The source of a COPY that brings files of a folder to where the folder is mounted. What is not seen in the context
    /// is not copied.
    fn copied_over(&self, build: &Build, step: &Step, folder: &Path, target: &str) -> Option<Span> {
        let ContextOrigin::Folder(context) = &self.image?.context else { return None };
        let copied = build.copied(step).filter(|copied| copied.is_from_context())?;
        if copied.instruction.flag("exclude").is_some() {
            return None;
        }
        let is_it = |text: &str, path: &str| {
            let source = clean(&context.join(text.trim_start_matches('/')));
            match (below(target, path), below(path, target)) {
                (Some(rest), _) => clean(&source.join(rest)) == folder && self.brings_files(context, folder),
                (None, Some(rest)) => source == clean(&folder.join(rest)) && self.brings_files(context, &source),
                (None, None) => false,
            }
        };
        let found = copied.items.iter().find(|item| {
            let path = item.path.as_deref().unwrap_or(&copied.destination);
            item.text.as_deref().is_some_and(|text| is_it(text, path))
        });
        found.map(|item| item.source.span)
    }

    /// Whether the builder receives a file at or below a path, none that is there to keep data.
    fn brings_files(&self, context: &Path, path: &Path) -> bool {
        let Ok(path) = path.strip_prefix(context).map(shown) else { return false };
        let entry = self.context().and_then(|context| context.tree()).and_then(|tree| tree.entry(tree.find(&path)?));
        !places::is_store(&path) && entry.is_some_and(|entry| entry.received.files > 0)
    }

    /// Whether another mount, inside of that target, holds a path.
    fn is_mounted_below(&self, target: &str, path: &str) -> bool {
        let is_inner = |inner: &str| {
            let inner = inner.trim_end_matches('/');
            inner != target && below(inner, target).is_some() && below(path, inner).is_some()
        };
        let mounts = self.service.volumes.iter().map(|mount| mount.target.value.as_str());
        let memory = self.service.tmpfs.iter().map(|item| item.value.split(':').next().unwrap_or_default());
        !self.service.volumes_from.is_empty() || mounts.chain(memory).any(is_inner)
    }

    /// The volumes that its Dockerfile declares and that nothing of the service is mounted at.
    pub fn unkept_volumes(&self) -> Vec<UnkeptVolume> {
        let Some((build, stage)) = self.stage() else { return Vec::new() };
        let service = self.service;
        if !service.volumes_from.is_empty() || service.volumes.iter().any(|mount| !mount.target.is_known()) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for step in build.image_steps(stage) {
            let Some(Kind::Volume(volume)) = build.instruction(step).map(|known| &known.kind) else { continue };
            for word in &volume.paths {
                let Some(path) = build.expanded(step, word).filter(|path| path.starts_with('/')) else { continue };
                let path = joined("/", &path);
                let is_there = |target: &str| below(target, &path).is_some() || below(&path, target) == Some("");
                let mounts = service.volumes.iter().map(|mount| mount.target.value.trim_end_matches('/'));
                let memory = service.tmpfs.iter().map(|item| item.value.split(':').next().unwrap_or_default());
                if !mounts.chain(memory).any(is_there) {
                    found.push(UnkeptVolume { path, place: self.place(word.span) });
                }
            }
        }
        found
    }

    /// Whether what its image must keep is on a mount: that of an image that is built follows from its base.
    pub fn data_place(&self) -> DataPlace<'p> {
        if self.image.is_none() {
            return self.stack.data_place_of(self.service);
        }
        let Some((build, stage)) = self.stage() else { return DataPlace::Unknown };
        let start = build.start(stage);
        let Base::Image(image) = build.root_base(stage) else { return DataPlace::Unknown };
        let is_moved = ["PGDATA", "MYSQL_DATADIR"].iter().any(|name| build.variable_of_image(stage, name).is_some());
        // What starts something else keeps something else.
        if start.step().is_some() || is_moved || !self.unkept_volumes().is_empty() {
            return DataPlace::Unknown;
        }
        self.stack.data_place_in(self.service, image.value.normalized(), image.value.tag())
    }

    /// The volumes with a name that its user cannot write to: the directory belongs to root, in the image or because
    /// Docker makes it.
    pub fn unwritable_volumes(&self) -> Vec<UnwritableVolume<'p>> {
        let (service, stack) = (self.service, self.stack);
        let (Some((build, stage)), Some(user)) = (self.stage(), self.user()) else { return Vec::new() };
        let has_hooks = !service.post_start.is_empty() || !service.pre_start.is_empty();
        if crate::model::is_root(&user) || has_hooks || !service.volumes_from.is_empty() {
            return Vec::new();
        }
        let is_ours = |name: &str| {
            let volume = stack.project.volumes.get(name);
            volume.is_none_or(|volume| {
                volume.driver.is_none() && volume.driver_opts.is_empty() && volume.external.is_none()
            })
        };
        let mut found = Vec::new();
        for mount in service.volumes.iter().filter(|mount| mount.target.is_known() && !mount.is_read_only()) {
            let Some(name) = mount.volume().filter(|name| name.is_known() && is_ours(&name.value)) else { continue };
            let Some(owner) = build.owner_of(stage, mount.target.value.trim_end_matches('/')) else { continue };
            if crate::model::is_root(&owner.user) && !self.is_filled_by_others(&name.value) {
                let made_at = owner.made_by.and_then(|step| build.instruction(build.step(step)?));
                let is_there = owner.directory == mount.target.value.trim_end_matches('/');
                let made_at = made_at.filter(|_| is_there).and_then(|known| self.place(known.keyword.span));
                found.push(UnwritableVolume { mount, user: user.clone(), made_at, is_there });
            }
        }
        found
    }

    /// Whether another service mounts a volume as root, or as nobody knows whom: it may give it away.
    fn is_filled_by_others(&self, volume: &str) -> bool {
        let others = self.stack.users_of_volume(volume);
        let mut others = others.filter(|other| other.name.value != self.service.name.value).take(MOST_USERS);
        others.any(|other| {
            let user = self.sibling(&other.name.value).and_then(|other| other.user());
            user.is_none_or(|user| crate::model::is_root(&user))
        })
    }
}

/// A volume that the user of the container cannot write to.
#[derive(Clone, Debug)]
pub struct UnwritableVolume<'p> {
    /// The mount.
    pub mount: &'p Mount,
    /// Whom the container runs as.
    pub user: String,
    /// What makes the directory, in the Dockerfile.
    pub made_at: Option<Place>,
    /// Whether the image surely has the directory.
    pub is_there: bool,
}

/// Whether a COPY brings what another stage or image has.
fn is_from_stage(build: &Build, step: StepId) -> bool {
    let instruction = build.step(step).and_then(|step| build.instruction(step));
    instruction.is_some_and(|instruction| instruction.flag("from").is_some())
}

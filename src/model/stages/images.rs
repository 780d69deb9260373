//! The images that a build names, and where.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::knowledge::images::calendars::PACKAGE_ARCHIVES;
use crate::knowledge::images::{Family, Image, Versions, is_official, lookup};
use crate::model::{Base, Binding, Build, Source, SourceOrigin, Stage, StageId};
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::expand::{Value, expand_prefix};
use crate::syntax::image_ref::ImageRef;
use crate::syntax::{PartKind, Word};
use crate::text::Span;

/// An image and every place that names it.
#[derive(Debug)]
pub struct NamedImage<'a> {
    /// The image, variables replaced by their defaults.
    pub image: &'a ImageRef,
    /// The places; those in FROM first.
    pub uses: Vec<ImageUse<'a>>,
}

/// A place that names an image.
#[derive(Clone, Copy, Debug)]
pub struct ImageUse<'a> {
    /// The reference.
    pub span: Span,
    /// The stage that starts from it; `None` where files are copied or mounted from it.
    pub base_of: Option<&'a Stage>,
    /// The ARG above the first FROM that it ends with: the tag, or the whole name.
    pub default: Option<&'a Binding>,
}

/// Why an image without a version is a lesser matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionExcuse {
    /// No registry has it: whoever builds it on this machine names it.
    BuiltHere,
    /// Nobody looks after it any more: no version of it is a good one.
    Abandoned,
    /// Its name says which version it is.
    VersionInName,
}

/// Words of stage names that say a stage does something for the build and is no image to ship.
const TOOL_NAMES: &[&str] =
    &["artifact", "artifacts", "lint", "linter", "test", "tester", "testing", "tests", "upload", "uploader"];

impl NamedImage<'_> {
    /// Whether a stage starts from it.
    pub fn is_base(&self) -> bool {
        self.uses.iter().any(|place| place.base_of.is_some())
    }

    /// What is known of it.
    pub fn known(&self) -> Option<Image<'_>> {
        lookup(self.image.normalized(), self.image.tag())
    }

    /// Whether it surely comes from a registry. A name of one piece that is no official image was built on
    /// this machine, or is a build context that is given a name when it is built.
    pub fn is_published(&self) -> bool {
        self.image.normalized().contains('/') || is_official(self.image.normalized())
    }

    /// Whether it can be pulled under that name: `FROM REPLACE-ME` is refused, letters must be small.
    pub fn has_valid_name(&self) -> bool {
        !self.image.normalized().split('/').next_back().is_some_and(|name| name.contains(char::is_uppercase))
    }

    /// What makes a version of it say no more than its name; `None` where a version would say more.
    pub fn excuse(&self) -> Option<VersionExcuse> {
        if !self.is_published() {
            return Some(VersionExcuse::BuiltHere);
        }
        let known = self.known()?;
        if self.is_base() && known.has_ended() {
            return Some(VersionExcuse::Abandoned);
        }
        known.has_version_in_name().then_some(VersionExcuse::VersionInName)
    }

    /// Whether its makers publish no tag `latest`.
    pub fn has_no_latest(&self) -> bool {
        self.known().is_some_and(|known| matches!(known.family.versions, Versions::TagsWithoutLatest(_)))
    }

    /// The same image with its newest version named.
    pub fn newest(&self) -> Option<String> {
        let known = self.known()?;
        let by_tag = known.newest_tag().map(|tag| format!("{}:{tag}", self.image.name()));
        by_tag.or_else(|| known.newest_name().map(str::to_owned))
    }
}

impl Build {
    /// Every image that stages start, copy or mount from, in the order they are named.
    pub fn named_images(&self) -> Vec<NamedImage<'_>> {
        let bases = self.stages.iter().filter_map(|stage| {
            let Base::Image(image) = &stage.base else { return None };
            let default = self.default_behind(stage);
            Some((&image.value, ImageUse { span: image.span, base_of: Some(stage), default }))
        });
        let sources = self.steps.iter().flat_map(|step| &step.sources).filter_map(|source| {
            let SourceOrigin::Image(image) = &source.origin else { return None };
            Some((image, ImageUse { span: source.name.span, base_of: None, default: None }))
        });
        let mut places: HashMap<&ImageRef, usize> = HashMap::new();
        let mut found: Vec<NamedImage<'_>> = Vec::new();
        for (image, place) in bases.chain(sources) {
            let at = *places.entry(image).or_insert(found.len());
            match found.get_mut(at) {
                Some(named) => named.uses.push(place),
                None => found.push(NamedImage { image, uses: vec![place] }),
            }
        }
        found
    }

    /// The ARG above the first FROM whose default the reference of a stage ends with.
    fn default_behind(&self, stage: &Stage) -> Option<&Binding> {
        let Kind::From(from) = &self.from_instruction(stage)?.kind else { return None };
        let PartKind::Variable(variable) = &from.image.as_ref()?.parts.last()?.kind else { return None };
        let binding = self.global_binding(&variable.name)?;
        matches!(&binding.value, Value::Known(text) if !text.is_empty()).then_some(binding)
    }

    /// Whether the reference that a stage starts from begins with a variable.
    pub fn starts_with_variable(&self, stage: &Stage) -> bool {
        let first = self.from_image(stage).and_then(|word| word.parts.first());
        first.is_some_and(|part| matches!(part.kind, PartKind::Variable(_)))
    }

    /// The family of the image that the lineage of a stage starts from, also where only the build knows its tag.
    pub fn base_family(&self, stage: &Stage) -> Option<&'static Family> {
        match self.root_base(stage) {
            Base::Image(_) => self.base_image(stage).map(|image| image.family),
            Base::Dynamic(word) => {
                let global = |name: &str| self.global_binding(name).map_or(Value::Unknown, |found| found.value.clone());
                let (known, _) = expand_prefix(word, &global);
                let has_begun_tag = known.rsplit('/').next().is_some_and(|last| last.contains([':', '@']));
                let image = ImageRef::parse(&known).filter(|_| has_begun_tag)?;
                lookup(image.normalized(), None).map(|image| image.family)
            }
            Base::Stage(_) | Base::Scratch | Base::Missing => None,
        }
    }

    /// The stages whose files are copied into the image that is built, with the place that copies them first;
    /// also through stages that run nothing and so only pass files on.
    pub fn copied_stages(&self) -> HashMap<StageId, Span> {
        let mut copied = HashMap::new();
        let mut places: Vec<(StageId, Span)> =
            self.target_stage().map(|target| self.copies_of(target)).unwrap_or_default();
        while let Some((id, place)) = places.pop() {
            for stage in self.stage(id).into_iter().flat_map(|stage| self.lineage(stage)) {
                let Entry::Vacant(entry) = copied.entry(stage.id) else { break };
                entry.insert(place);
                if self.steps_of(stage).iter().all(|step| self.commands_of(step).is_empty()) {
                    places.extend(self.copies_of(stage).into_iter().map(|(id, _)| (id, place)));
                }
            }
        }
        copied
    }

    /// The stages that the image of a stage copies or mounts from, the last first.
    fn copies_of(&self, stage: &Stage) -> Vec<(StageId, Span)> {
        let sources = self.image_steps(stage).into_iter().rev().flat_map(|step| &step.sources);
        let stages = sources.filter_map(|source| match source.origin {
            SourceOrigin::Stage(id) => Some((id, source.name.span)),
            SourceOrigin::Variable
            | SourceOrigin::NotYet(_)
            | SourceOrigin::NoSuchNumber
            | SourceOrigin::Image(_)
            | SourceOrigin::NoReference => None,
        });
        stages.collect()
    }

    /// The paths that COPY takes out of a stage, or out of one that starts from it, into the image that is built.
    pub fn copied_paths(&self, stage: &Stage) -> Vec<&Word> {
        let is_from = |source: &Source| {
            let SourceOrigin::Stage(id) = source.origin else { return false };
            self.stage(id).is_some_and(|from| self.lineage(from).any(|below| below.id == stage.id))
        };
        let steps = self.target_stage().map(|target| self.image_steps(target)).unwrap_or_default();
        let copies = steps.into_iter().filter(|step| step.sources.iter().any(is_from));
        let transfers = copies.filter_map(|step| match &self.instruction(step)?.kind {
            Kind::Copy(transfer) => Some(&transfer.sources),
            _ => None,
        });
        transfers.flatten().collect()
    }

    /// Whether a stage is a tool of the build, not an image that is shipped: its name says so, and nothing starts.
    pub fn is_tool(&self, stage: &Stage) -> bool {
        let has_name = stage.name.as_ref().is_some_and(|name| {
            name.value.to_lowercase().split(['-', '_', '.']).any(|word| TOOL_NAMES.contains(&word))
        });
        let is_service = self.base_image(stage).is_some_and(|image| image.facts.service);
        has_name && !is_service && self.start(stage).step().is_none()
    }

    /// Whether all that a stage runs makes empty files and directories.
    pub fn only_makes_places(&self, stage: &Stage) -> bool {
        let mut commands = self.steps_of(stage).iter().flat_map(|step| self.commands_of(step)).peekable();
        commands.peek().is_some() && commands.all(|command| command.is_any(&["mkdir", "touch"]))
    }

    /// Where a stage points its package manager at the archive of a release that is over.
    pub fn package_archive(&self, stage: &Stage) -> Option<Span> {
        let commands = self.steps_of(stage).iter().flat_map(|step| self.commands_of(step));
        let mut words = commands.flat_map(|command| &command.args);
        words.find(|word| PACKAGE_ARCHIVES.iter().any(|host| word.says(host))).map(|word| word.span)
    }
}

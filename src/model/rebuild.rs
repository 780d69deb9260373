//! What a build does again when files of its context or build arguments change.
//!
//! Follows BuildKit's cache: a step is found in it when its own text, what it reads and all steps before it in
//! its image are as they were. What is taken from another stage counts by its content. Cache mounts and secrets
//! do not count. Only the stages that the target needs are looked at. Start with [`Build::rebuild`].
//! Source: <https://docs.docker.com/build/cache/invalidation/>

mod arguments;
mod likely;
mod paths;
mod reads;

use std::collections::{HashMap, HashSet};

use super::{Base, Build, SourceOrigin, Stage, StageId, Step, StepId};
use crate::model::installs::packages::Action;
use crate::syntax::dockerfile::ast::{Instruction, Kind};
use crate::text::Span;

pub use arguments::Use;
pub use likely::{DependencyEdit, SourceEdit};
pub use paths::{ContextPath, Pattern};
pub use reads::ContextRead;

/// What is not as it was in the last build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Files of the build context.
    pub paths: Vec<ContextPath>,
    /// Build arguments that are given another value.
    pub arguments: Vec<String>,
}

/// What a build does with a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The step.
    pub step: StepId,
    /// What it costs.
    pub work: Work,
    /// What becomes of it.
    pub fate: Fate,
}

/// What becomes of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is found in the cache.
    Cached,
    /// It is done again, unless what it takes from elsewhere turns out to be the same.
    Perhaps(Reason),
    /// It is done again.
    Rebuilt(Reason),
}

/// Why a step is done again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It reads a changed file of the context.
    Reads {
        /// The file.
        path: ContextPath,
        /// What the step names, as it is written.
        written: String,
        /// Where it names it.
        span: Span,
    },
    /// A variable has another value.
    Variable(Use),
    /// Its stage starts from something else, since this argument stands in its FROM.
    Base(StageId, String),
    /// It stands behind a step of its image that is done again.
    Follows(StepId),
    /// It takes files from a stage in which something is done again: this step or, without one, its FROM.
    Takes(StageId, Option<StepId>),
}

/// How much a step costs, the dearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Work {
    /// A RUN that installs packages or dependencies.
    Install,
    /// Any other RUN.
    Run,
    /// COPY and ADD.
    Transfer,
    /// WORKDIR, which makes a directory.
    Directory,
}

/// Where an image ceases to be as it was.
#[derive(Clone, Copy)]
enum Origin {
    Step(StepId),
    From(StageId),
}

/// What holds for an image after one of its steps; `None`: it is as it was.
#[derive(Clone)]
struct Image {
    /// Where it ceases to be as it was; whether that is sure; the argument where that is a FROM.
    broken: Option<(Origin, bool)>,
    argument: Option<String>,
}

impl Build {
    /// What is done again for a target, step by step in the order of the file. Instructions that only describe
    /// the image cost nothing and are left out. `text` is that of the file.
    pub fn rebuild(&self, text: &str, target: &Stage, change: &Change) -> Vec<Verdict> {
        let needed = self.needed_by(target);
        let mut changed = arguments::Changed::new(self, text, &change.arguments);
        let mut images: HashMap<StageId, Image> = HashMap::new();
        let mut verdicts = Vec::new();
        for stage in self.stages.iter().filter(|stage| needed.contains(&stage.id)) {
            let parent = if let Base::Stage(id) = stage.base { images.get(&id).cloned() } else { None };
            let mut image = parent.unwrap_or(Image { broken: None, argument: None });
            if let Some(name) = changed.start(stage) {
                image = Image { broken: Some((Origin::From(stage.id), true)), argument: Some(name) };
            }
            for step in self.steps_of(stage) {
                changed.learn(step);
                let Some(work) = self.work_of(step) else { continue };
                let fate = self.fate(step, change, &mut changed, &images, &mut image);
                verdicts.push(Verdict { step: step.id, work, fate });
            }
            images.insert(stage.id, image);
        }
        verdicts
    }

    /// A stage and those that it starts from or takes files from, however far.
    pub fn needed_by(&self, target: &Stage) -> HashSet<StageId> {
        self.needed_by_all(std::iter::once(target.id))
    }

    /// These stages and all that one of them starts from or takes files from, however far.
    pub fn needed_by_all(&self, targets: impl Iterator<Item = StageId>) -> HashSet<StageId> {
        let mut open: Vec<StageId> = targets.collect();
        let mut needed: HashSet<StageId> = open.iter().copied().collect();
        while let Some(stage) = open.pop().and_then(|id| self.stage(id)) {
            let base = if let Base::Stage(id) = stage.base { Some(id) } else { None };
            let sources = self.steps_of(stage).iter().flat_map(|step| &step.sources).filter_map(|it| it.origin.stage());
            for id in base.into_iter().chain(sources) {
                if needed.insert(id) {
                    open.push(id);
                }
            }
        }
        needed
    }

    /// What a step costs; `None` where it only describes the image.
    pub fn work_of(&self, step: &Step) -> Option<Work> {
        match self.instruction(step)?.kind {
            Kind::Run(_) => Some(if self.installs(step) { Work::Install } else { Work::Run }),
            Kind::Copy(_) | Kind::Add(_) => Some(Work::Transfer),
            Kind::Workdir(_) => Some(Work::Directory),
            Kind::From(_)
            | Kind::Arg(_)
            | Kind::Env(_)
            | Kind::Label(_)
            | Kind::Cmd(_)
            | Kind::Entrypoint(_)
            | Kind::Expose(_)
            | Kind::User(_)
            | Kind::Volume(_)
            | Kind::StopSignal(_)
            | Kind::Healthcheck(_)
            | Kind::Shell(_)
            | Kind::OnBuild(_)
            | Kind::Maintainer(_)
            | Kind::Unknown => None,
        }
    }

    fn installs(&self, step: &Step) -> bool {
        self.commands_of(step).iter().any(|command| {
            command.order().is_some_and(|order| order.action == Action::Install) || command.manifest_install().is_some()
        })
    }

    /// What becomes of a step, and with it of its image.
    fn fate(
        &self,
        step: &Step,
        change: &Change,
        changed: &mut arguments::Changed<'_>,
        images: &HashMap<StageId, Image>,
        image: &mut Image,
    ) -> Fate {
        // A linked COPY is a layer of its own, made without what stands before it.
        let is_linked = self.instruction(step).is_some_and(is_linked);
        let before = if is_linked { None } else { image.broken };
        if let Some((origin, true)) = before {
            return Fate::Rebuilt(self.reason_of(origin, image));
        }
        let own = self.own_fate(step, change, changed, images);
        let fate = match (own, before) {
            (Fate::Cached, Some((origin, _))) => Fate::Perhaps(self.reason_of(origin, image)),
            (Fate::Perhaps(_), Some((origin, _))) => Fate::Perhaps(self.reason_of(origin, image)),
            (own, _) => own,
        };
        let broken = match (&fate, image.broken) {
            (Fate::Rebuilt(_), Some((_, true))) | (Fate::Perhaps(_) | Fate::Cached, Some(_)) => return fate,
            (Fate::Cached, None) => None,
            (Fate::Perhaps(_), None) => Some((Origin::Step(step.id), false)),
            (Fate::Rebuilt(_), _) => Some((Origin::Step(step.id), true)),
        };
        *image = Image { broken, argument: None };
        fate
    }

    fn reason_of(&self, origin: Origin, image: &Image) -> Reason {
        match origin {
            Origin::Step(id) => Reason::Follows(id),
            Origin::From(stage) => Reason::Base(stage, image.argument.clone().unwrap_or_default()),
        }
    }

    /// What becomes of a step by what it says and reads itself.
    fn own_fate(
        &self,
        step: &Step,
        change: &Change,
        changed: &mut arguments::Changed<'_>,
        images: &HashMap<StageId, Image>,
    ) -> Fate {
        let mut perhaps = None;
        if !change.paths.is_empty() {
            for read in self.context_reads(step) {
                let reason = |path: &ContextPath| Reason::Reads {
                    path: path.clone(),
                    written: read.written.clone(),
                    span: read.span,
                };
                for path in &change.paths {
                    match read.sees(path) {
                        Some(true) => return Fate::Rebuilt(reason(path)),
                        Some(false) => {}
                        None => perhaps = perhaps.or_else(|| Some(reason(path))),
                    }
                }
            }
        }
        if let Some(variable) = changed.used_by(step) {
            return Fate::Rebuilt(Reason::Variable(variable));
        }
        let taken = step.sources.iter().find_map(|source| {
            let stage = source.origin.stage()?;
            let (origin, _) = images.get(&stage)?.broken?;
            let first = if let Origin::Step(id) = origin { Some(id) } else { None };
            Some(Reason::Takes(stage, first))
        });
        perhaps.or(taken).map_or(Fate::Cached, Fate::Perhaps)
    }
}

impl SourceOrigin {
    /// The stage above that it is.
    pub fn stage(&self) -> Option<StageId> {
        match self {
            Self::Stage(id) => Some(*id),
            Self::Variable | Self::NotYet(_) | Self::NoSuchNumber | Self::Image(_) | Self::NoReference => None,
        }
    }
}

/// Whether it is a COPY or ADD with `--link`.
fn is_linked(instruction: &Instruction) -> bool {
    let is_off = |flag: &crate::syntax::dockerfile::ast::Flag| flag.value.as_ref().is_some_and(|it| it.is("false"));
    instruction.flag("link").is_some_and(|flag| !is_off(flag))
}

#[cfg(test)]
mod tests;

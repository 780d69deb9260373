//! How the stages of a build use each other, and which of them nobody uses.
//!
//! Knows the stage graph and which names people give to stages that they build by themselves. Start with
//! [`Build::unused_stages`].

use std::collections::{BTreeMap, HashSet};

use super::{Base, Build, Stage, StageId};
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Span;

/// Names of stages that are there for other stages: nobody builds them by themselves.
const HELPERS: &[&str] = &[
    "build",
    "builder",
    "build-stage",
    "compile",
    "compiler",
    "deps",
    "dependencies",
    "install",
    "downloader",
    "download",
    "fetch",
    "fetcher",
    "base",
];

/// A stage that COPY calls by its number.
#[derive(Debug)]
pub struct NumberedStage<'b> {
    /// The stage.
    pub stage: &'b Stage,
    /// The numbers, in order.
    pub places: Vec<Span>,
    /// What to call it instead: its name, or one that is free; `None` where a name would mean another stage.
    pub name: Option<String>,
}

impl Build {
    /// The stages that the target does without, and that are no targets of their own as far as one can see:
    /// each with whether another stage, as little used, uses it.
    pub fn unused_stages(&self) -> Vec<(&Stage, bool)> {
        let Some(target) = self.target_stage() else { return Vec::new() };
        if self.stages.len() < 2 || self.picks_stages() {
            return Vec::new();
        }
        let leaves: HashSet<StageId> = self.leaf_stages().iter().map(|stage| stage.id).collect();
        let mut used = self.needed_by(target);
        for stage in self.stages.iter().filter(|stage| leaves.contains(&stage.id) && self.may_be_target(stage)) {
            used.extend(self.needed_by(stage));
        }
        // A trigger takes its files in the build of whoever starts from its stage, which may be this file's.
        let triggers = self.dockerfile.instructions().filter(|known| matches!(known.kind, Kind::OnBuild(_)));
        let taken = triggers.filter_map(|known| known.put_off().flag_value("from")?.known());
        for stage in taken.filter_map(|name| self.stage_called(&name)) {
            used.extend(self.needed_by(stage));
        }
        let unused = self.stages.iter().filter(|stage| !used.contains(&stage.id));
        unused.map(|stage| (stage, !leaves.contains(&stage.id))).collect()
    }

    /// Whether somebody may ask for a stage: it has a name, and not that of a helper, or says what its container
    /// does.
    fn may_be_target(&self, stage: &Stage) -> bool {
        let Some(name) = &stage.name else { return false };
        let lower = name.value.to_lowercase();
        !HELPERS.contains(&lower.as_str())
            || self.steps_of(stage).iter().any(|step| {
                let kind = self.instruction(step).map(|instruction| &instruction.kind);
                matches!(kind, Some(Kind::Cmd(_) | Kind::Entrypoint(_) | Kind::OnBuild(_)))
            })
    }

    /// Whether a variable picks the stage that another starts from: each may then be meant.
    fn picks_stages(&self) -> bool {
        self.stages.iter().any(|stage| {
            let is_stage = matches!(stage.base, Base::Stage(_) | Base::Dynamic(_) | Base::Missing);
            self.from_image(stage).is_some_and(|word| {
                let prefix = word.known_prefix();
                let names = self.stages.iter().filter_map(|stage| stage.name.as_ref());
                let mut fitting = names.filter(|name| !prefix.is_empty() && name.value.starts_with(&prefix));
                word.variables().next().is_some() && (is_stage || fitting.next().is_some())
            })
        })
    }

    /// The stages that COPY calls by their number, in order.
    pub fn numbered_stages(&self) -> Vec<NumberedStage<'_>> {
        let mut places: BTreeMap<StageId, Vec<(StageId, Span)>> = BTreeMap::new();
        for step in &self.steps {
            for source in &step.sources {
                // No stage may have a number for its name.
                if let Some(id) = source.origin.stage()
                    && source.name.value.parse() == Ok(id.0)
                {
                    places.entry(id).or_default().push((step.stage, source.name.span));
                }
            }
        }
        if places.is_empty() {
            return Vec::new();
        }
        let taken = self.taken_names();
        let unnamed = places.keys().filter(|id| self.stage(**id).is_some_and(|stage| stage.name.is_none())).count();
        let numbered = places.into_iter().filter_map(|(id, places)| {
            let stage = self.stage(id)?;
            let name = match &stage.name {
                Some(name) => {
                    // Behind another stage of that name, it means that one.
                    let last = places.last().map(|(from, _)| *from)?;
                    let next = self.stages.iter().skip(id.0 as usize + 1).find(|other| other.is_called(&name.value));
                    next.is_none_or(|next| last <= next.id).then(|| name.value.clone())
                }
                None => {
                    let first = (unnamed == 1).then(|| "build".to_owned());
                    let names = first.into_iter().chain([format!("build-{}", id.0), format!("stage-{}", id.0)]);
                    names.into_iter().find(|name| !taken.contains(name))
                }
            };
            Some(NumberedStage { stage, places: places.into_iter().map(|(_, span)| span).collect(), name })
        });
        numbered.collect()
    }

    /// What stages, their bases and what is copied from are called, in small letters.
    fn taken_names(&self) -> HashSet<String> {
        let bases = self.stages.iter().filter_map(|stage| self.from_image(stage)?.known());
        let names = self.stages.iter().filter_map(|stage| Some(stage.name.as_ref()?.value.clone()));
        let sources = self.steps.iter().flat_map(|step| &step.sources).map(|source| source.name.value.clone());
        bases.chain(names).chain(sources).map(|name| name.to_lowercase()).collect()
    }
}

impl Stage {
    /// Whether it has a name; letters may be small or capital.
    pub fn is_called(&self, name: &str) -> bool {
        self.name.as_ref().is_some_and(|own| own.value.eq_ignore_ascii_case(name))
    }
}

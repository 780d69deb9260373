//! How the stages of a build use each other, and which of them nobody uses.
//!
//! Knows the stage graph and which names people give to stages that they build by themselves. Start with
//! [`Build::unused_stages`].

use std::collections::{BTreeMap, HashSet};

use crate::model::{Base, Build, Source, SourceOrigin, Stage, StageId, Step};
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
        let asked = self.stages.iter().filter(|stage| leaves.contains(&stage.id) && self.may_be_target(stage));
        // A trigger takes its files in the build of whoever starts from its stage, which may be this file's.
        let triggers = self.dockerfile.instructions().filter(|known| matches!(known.kind, Kind::OnBuild(_)));
        let taken = triggers.filter_map(|known| self.stage_called(&known.put_off().flag_value("from")?.known()?));
        let known = std::iter::once(target).chain(self.stages.last()).chain(asked).chain(taken).map(|stage| stage.id);
        let mut used = self.needed_by_all(known);
        if used.len() < self.stages.len() {
            // A name that is misspelt or stands too early is another mistake.
            let meant = self.steps.iter().flat_map(|step| step.sources.iter().map(move |source| (step, source)));
            let meant = meant.filter_map(|(step, source)| self.stage_tried(step, source));
            used.extend(self.needed_by_all(meant));
        }
        let unused = self.stages.iter().filter(|stage| !used.contains(&stage.id));
        unused.map(|stage| (stage, !leaves.contains(&stage.id))).collect()
    }

    /// The stage that a source which is none seems to mean.
    fn stage_tried(&self, step: &Step, source: &Source) -> Option<StageId> {
        match &source.origin {
            SourceOrigin::NotYet(id) => Some(*id),
            SourceOrigin::Image(_) => self.stage_meant_by(step, &source.name.value).map(|stage| stage.id),
            SourceOrigin::Stage(_)
            | SourceOrigin::Variable
            | SourceOrigin::NoSuchNumber
            | SourceOrigin::NoReference => None,
        }
    }

    /// The stage above a step that a name which nothing has was surely meant for: one letter away, or `builder`
    /// for `build`.
    pub fn stage_meant_by(&self, step: &Step, written: &str) -> Option<&Stage> {
        if written.contains(['/', ':', '.', '@']) {
            return None;
        }
        let written = written.to_lowercase();
        let above = self.stages.get(..step.stage.0 as usize)?;
        let is_meant =
            |stage: &&Stage| stage.name.as_ref().is_some_and(|name| is_near(&written, &name.value.to_lowercase()));
        above.iter().rev().find(is_meant)
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

    /// Whether a variable picks the stage that another uses, or a number that none has: each may then be meant.
    fn picks_stages(&self) -> bool {
        let is_open = |source: &Source| matches!(source.origin, SourceOrigin::Variable | SourceOrigin::NoSuchNumber);
        let has_open_source = self.steps.iter().any(|step| step.sources.iter().any(is_open));
        has_open_source
            || self.stages.iter().any(|stage| {
                let is_stage = matches!(stage.base, Base::Stage(_) | Base::Dynamic(_) | Base::Missing);
                self.from_image(stage).is_some_and(|word| {
                    let prefix = word.known_prefix();
                    let names = self.stages.iter().filter_map(|stage| stage.name.as_ref());
                    let mut fitting = names.filter(|name| !prefix.is_empty() && name.value.starts_with(&*prefix));
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
        let mut taken = self.taken_names();
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
                    let image = self.name_from_image(stage);
                    let numbers = [format!("build-{}", id.0), format!("stage-{}", id.0)];
                    let name = first.into_iter().chain(image).chain(numbers).find(|name| !taken.contains(name));
                    taken.extend(name.clone());
                    name
                }
            };
            Some(NumberedStage { stage, places: places.into_iter().map(|(_, span)| span).collect(), name })
        });
        numbered.collect()
    }

    /// What the image of a stage is called, as a name for the stage: `maven` for `maven:3.9`. `None` where a variable
    /// may name any image: it would mean the stage.
    fn name_from_image(&self, stage: &Stage) -> Option<String> {
        let is_open = |stage: &Stage| self.from_image(stage).is_none_or(|word| word.known().is_none());
        if self.stages.iter().any(is_open) {
            return None;
        }
        let Base::Image(image) = &stage.base else { return None };
        let name = image.value.normalized().rsplit('/').next()?.to_lowercase();
        let is_name = name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter));
        is_name.then_some(name)
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

/// Whether one name was surely meant by the other.
fn is_near(written: &str, name: &str) -> bool {
    let is_stem = |short: &str, long: &str| {
        short.len() > 3
            && long.strip_prefix(short).is_some_and(|ending| matches!(ending, "er" | "s" | "-stage" | "stage"))
    };
    let is_misspelt = name.len() > 2 && strsim::osa_distance(written, name) == 1;
    is_misspelt || is_stem(written, name) || is_stem(name, written)
}

#[cfg(test)]
mod tests {
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    /// The numbers of the stages that nothing uses.
    fn unused(text: &str) -> Vec<u32> {
        let source = Source::new("Dockerfile", text.as_bytes().to_vec());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        project.builds[0].unused_stages().into_iter().map(|(stage, _)| stage.id.0).collect()
    }

    #[test]
    fn stages_are_used_where_anything_hints_at_it() {
        assert_eq!(unused("FROM a AS build\nFROM b\n"), [0]);
        for used in [
            "FROM a AS build\n",
            "FROM a AS build\nFROM b\nCOPY --from=build a b\n",
            "FROM a AS build\nFROM b\nCOPY --from=bild a b\n",
            "FROM a AS build\nFROM b\nCOPY --from=7 a b\n",
            "FROM a AS build\nFROM b\nRUN --mount=from=build,target=/b x\n",
            "FROM a AS build\nFROM b\nONBUILD COPY --from=build a b\n",
            "FROM a AS build\nCMD x\nFROM b\n",
            "FROM a AS test\nFROM b\n",
            "ARG V\nFROM a AS build\nFROM $V\n",
        ] {
            assert!(unused(used).is_empty(), "{used}");
        }
    }
}

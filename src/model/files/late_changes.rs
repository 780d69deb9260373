//! Owners and modes that a RUN gives to files of earlier layers: each is then stored once more.
//!
//! Knows what the file names, not what programs write by themselves. Start with [`Build::late_changes`].

use std::cmp::Reverse;

use crate::model::{Build, Deed, PathDeed, Stage, Step, Written, WrittenFiles};

/// So many removals of a RUN are looked at.
const MOST_REMOVALS: usize = 20;

/// A `chown` or `chmod` of what an earlier layer holds.
#[derive(Clone, Debug)]
pub struct LateChange<'a> {
    /// The step that runs it.
    pub step: &'a Step,
    /// What it does.
    pub deed: PathDeed<'a>,
    /// The paths that it changes, each with what wrote it; never empty.
    pub earlier: Vec<(String, Written<'a>)>,
}

impl Build {
    /// The largest change of each step of a stage's image: one layer holds a file once, however often its RUN changes
    /// it.
    pub fn late_changes<'a>(&'a self, stage: &'a Stage) -> Vec<LateChange<'a>> {
        let mut files = WrittenFiles::default();
        let mut changes = Vec::new();
        for step in self.image_steps(stage) {
            let deeds = self.deeds_of(step);
            for deed in &deeds {
                files.add_deed(self, step, deed);
            }
            files.add_dependencies(self, step);
            if let Some(copied) = self.copied(step) {
                files.add_copied(step, &copied);
            }
            let found = deeds.iter().enumerate().filter(|(_, deed)| matches!(deed.deed, Deed::Own | Deed::Mode));
            let found = found.filter_map(|(at, deed)| {
                let earlier = changed(&files, &deeds, at, step);
                (!earlier.is_empty()).then(|| LateChange { step, deed: deed.clone(), earlier })
            });
            changes.extend(found.max_by_key(|change| {
                let is_large = change.earlier.iter().any(|(_, written)| !written.is_small);
                (is_large, Reverse(change.deed.word.span.start))
            }));
        }
        changes
    }
}

impl LateChange<'_> {
    /// Whether a `chown -R` hands over a directory that was there before COPY filled it: COPY leaves the owner of such
    /// a one as it is.
    pub fn owns_older_directory(&self, build: &Build) -> bool {
        let deed = &self.deed;
        if deed.deed != Deed::Own || !deed.deep || deed.path.contains('*') {
            return false;
        }
        let writer = self.earlier.iter().map(|(_, written)| written.step).min().and_then(|id| build.step(id));
        let Some((writer, stage)) = writer.zip(build.stage(self.step.stage)) else { return false };
        let is_at_or_below = |path: &str| {
            path.strip_prefix(deed.path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let is_made = |step: &Step| {
            let deeds = build.deeds_of(step);
            let mut made = deeds.iter().filter(|deed| deed.deed == Deed::Change && deed.command.is_any(&["mkdir"]));
            made.any(|deed| is_at_or_below(&deed.path))
        };
        let workdir = writer.before.workdir.as_ref().and_then(|workdir| workdir.path.as_deref());
        workdir.is_some_and(is_at_or_below)
            || build.image_steps(stage).into_iter().take_while(|step| step.id < writer.id).any(is_made)
    }
}

/// What the deed at a place among those of a step changes: not what the RUN removes in the end, which is not in its
/// layer, nor what it moved away before.
fn changed<'a>(files: &WrittenFiles<'a>, deeds: &[PathDeed<'_>], at: usize, step: &Step) -> Vec<(String, Written<'a>)> {
    let Some(deed) = deeds.get(at) else { return Vec::new() };
    let mut earlier = files.touched(deed, step);
    let later = deeds.iter().skip(at + 1).filter(|later| later.deed == Deed::Remove);
    let before = deeds.iter().take(at).filter(|before| before.deed == Deed::Move);
    let removals = later.chain(before).take(MOST_REMOVALS);
    let gone: Vec<_> = removals.flat_map(|removal| files.touched(removal, step)).collect();
    earlier.retain(|(path, _)| !gone.iter().any(|(other, _)| other == path));
    earlier
}

//! Stages whose files are taken out of the build instead of started.
//!
//! Knows stages and what they copy. Start with [`Build::is_exported_elsewhere`].

use crate::model::{Base, Build, Stage};
use crate::syntax::dockerfile::ast::Kind;

impl Build {
    /// Whether the file has a stage that holds nothing but copies, to take files out with `--output`, while this one
    /// and those on top of it start nothing: then nobody ships its layers.
    pub fn is_exported_elsewhere(&self, stage: &Stage) -> bool {
        let has_export = || self.leaf_stages().into_iter().any(|leaf| self.is_export(leaf));
        let starts = || self.target_stage().is_some_and(|target| self.starts_something(target));
        !self.is_export(stage) && has_export() && !starts()
    }

    /// Whether a stage is a bare set of files.
    fn is_export(&self, stage: &Stage) -> bool {
        let is_copy = |kind: &Kind| matches!(kind, Kind::Copy(_) | Kind::Add(_));
        *self.root_base(stage) == Base::Scratch
            && self.lineage(stage).count() == 1
            && self.steps_of(stage).iter().all(|step| self.instruction(step).is_some_and(|it| is_copy(&it.kind)))
    }

    fn starts_something(&self, stage: &Stage) -> bool {
        let kinds = self.image_steps(stage).into_iter().filter_map(|step| Some(&self.instruction(step)?.kind));
        let mut starting = kinds.filter(|kind| matches!(kind, Kind::Cmd(_) | Kind::Entrypoint(_) | Kind::Expose(_)));
        starting.next().is_some()
    }
}

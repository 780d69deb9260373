//! Files that are taken from a stage that has none.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Base, Build, Stage, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "empty-stage-source",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("empty_stage_source.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step) else { return };
    let Kind::Copy(transfer) = &instruction.kind else { return };
    for source in &step.sources {
        let Some(stage) = source.origin.stage().and_then(|id| build.stage(id)) else { continue };
        let Some(wanted) = transfer.sources.iter().find(|word| is_named(word)) else { continue };
        if !is_empty(build, stage) {
            continue;
        }
        let from = build.lineage(stage).last().unwrap_or(stage);
        checker
            .report(wanted.span, format!("`{}` does not exist: stage `{}` has no files", wanted.raw, source.name.value))
            .label(from.base_span, "starts with nothing, and no COPY, ADD or RUN follows")
            .help("put the files into that stage, or name the stage or image that has them");
    }
}

/// Whether a source has to exist: the root always does, and a pattern may match nothing.
fn is_named(word: &Word) -> bool {
    let path = word.raw.trim_matches(['/', '.']);
    !path.is_empty() && !word.raw.contains(['*', '?', '[', '$']) && !word.raw.starts_with("<<")
}

/// Whether nothing ever puts a file into the image of a stage.
fn is_empty(build: &Build, stage: &Stage) -> bool {
    *build.root_base(stage) == Base::Scratch
        && !build.lineage(stage).flat_map(|stage| build.steps_of(stage)).any(|step| build.work_of(step).is_some())
}

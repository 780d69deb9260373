//! Stage names with capitals.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Base, Build, SourceOrigin, Stage};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "stage-name-casing",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Always(Safety::Unsafe),
    aliases: &["StageNameCasing"],
    options: &[],
    since: "0.1.0",
    page: include_str!("stage_name_casing.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let Some(name) = &stage.name else { return };
    let lower = name.value.to_lowercase();
    if lower == name.value {
        return;
    }
    let references = references(build, stage, &name.value);
    let edits = checker.edits();
    let places = std::iter::once(&name.span).chain(&references);
    let edits: Vec<_> = places.map(|place| edits.replace(*place, lower.as_str())).collect();
    // Docker reads the name in any case; other builders may not find it under `--target`.
    checker.report(name.span, format!("the stage name `{}` has capitals", name.value)).fix(
        Safety::Unsafe,
        format!("write `{lower}`, here and wherever the stage is named"),
        edits,
    );
}

/// The places where a stage is called by its name.
fn references(build: &Build, stage: &Stage, name: &str) -> Vec<Span> {
    let is_literal = |span: Span, written: &str| written.eq_ignore_ascii_case(name).then_some(span);
    let bases = build.stages.iter().filter(|other| other.base == Base::Stage(stage.id)).filter_map(|other| {
        let image = build.from_image(other)?;
        is_literal(image.span, &image.known()?)
    });
    let sources = build.steps.iter().flat_map(|step| &step.sources);
    let copies = sources.filter(|source| source.origin == SourceOrigin::Stage(stage.id));
    bases.chain(copies.filter_map(|source| is_literal(source.name.span, &source.name.value))).collect()
}

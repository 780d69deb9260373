//! The panic drill: rules that misbehave, and what becomes of the findings of the others.

use std::sync::atomic::{AtomicUsize, Ordering};

use plimsoll::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity, engine};
use plimsoll::model::{Build, NoContext, Stage, Step};
use plimsoll::text::Span;

use super::support::{self, settings};

const fn rule(name: &'static str, check: Check) -> Rule {
    Rule {
        name,
        category: Category::Style,
        severity: Severity::Info,
        profile: Profile::Strict,
        fix: FixSupport::Never,
        aliases: &[],
        options: &[],
        since: "0.1.0",
        page: "",
        check,
    }
}

/// Finds every stage, but panics at those called `bad`.
pub static PANICS: Rule = rule("panics", Check::Stage(panics));
/// Points behind the end of the file.
pub static POINTS_OUTSIDE: Rule = rule("points-outside", Check::Build(points_outside));
/// Says something else each time.
pub static MOODY: Rule = rule("moody", Check::Build(moody));
static STAGES: Rule = rule("stages", Check::Stage(stages));
/// Finds every step and doubles its keyword's first argument, once; half of the fixes break the file.
pub static FIXES: Rule = rule("fixes", Check::Step(fixes));

fn panics(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let is_bad = stage.name.as_ref().is_none_or(|name| name.value == "bad");
    assert!(!is_bad, "drill: {} stages", build.stages.len());
    checker.report(stage.base_span, "a stage");
}

fn stages(_build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    checker.report(stage.base_span, "a stage");
}

fn fixes(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step) else { return };
    let span = instruction.arguments.full_span();
    let text = instruction.arguments.text();
    if text == "one" || text == "two" {
        let new = if text == "two" { "two \\" } else { "three" };
        let edit = checker.edits().replace(span, new);
        checker.report(span, format!("{text} at {}", span.start)).fix(Safety::Safe, "replace it", [edit]);
    }
}

fn points_outside(_build: &Build, checker: &mut Checker<'_>) {
    checker.report(Span::new(5, 5_000), "outside");
}

fn moody(_build: &Build, checker: &mut Checker<'_>) {
    static MOOD: AtomicUsize = AtomicUsize::new(0);
    checker.report(Span::at(0), format!("mood {}", MOOD.fetch_add(1, Ordering::Relaxed)));
}

#[test]
fn a_rule_that_panics_is_named_and_costs_no_other_finding() {
    let text = b"FROM a AS good\nFROM b AS bad\nFROM c AS fine\n";
    let run = |rules: Vec<&'static Rule>| engine::run(support::project(text, &NoContext), &settings(rules));
    let alone = run(vec![&STAGES]);
    assert_eq!((alone.diagnostics.len(), alone.failures.len()), (3, 0));
    let both = run(vec![&PANICS, &STAGES]);
    let failed: Vec<&str> = both.failures.iter().map(|failure| failure.rule).collect();
    assert_eq!(failed, ["panics"]);
    let of_stages: Vec<_> = both.diagnostics.iter().filter(|one| one.rule.name == "stages").cloned().collect();
    assert_eq!(of_stages, alone.diagnostics);
    let kept = both.diagnostics.iter().filter(|one| one.rule.name == "panics").count();
    assert_eq!(kept, 1, "what the rule found before it failed is kept");
}

#[test]
fn a_rule_that_panics_in_one_file_still_checks_the_others() {
    let sources =
        ["FROM b AS bad\n", "FROM c AS fine\n"].map(|text| plimsoll::text::Source::new(text, text.as_bytes().to_vec()));
    let project = plimsoll::model::Project::of_dockerfiles(sources.to_vec(), &NoContext);
    let checked = engine::run(project, &settings(vec![&PANICS]));
    assert_eq!(checked.failures.iter().map(|failure| failure.file.0).collect::<Vec<_>>(), [0]);
    assert_eq!(checked.diagnostics.iter().map(|one| one.file.0).collect::<Vec<_>>(), [1]);
}

//! Comments that suppress findings: where they stand, what they name, how far they reach.

use plimsoll::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity, engine};
use plimsoll::model::{Build, NoContext, Step};

use super::{project, settings};

/// Finds every step; only findings of RUN carry the first alias.
static STEPS: Rule = Rule {
    name: "steps",
    category: Category::Style,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["DL0001", "DL0002"],
    options: &[],
    since: "0.1.0",
    page: "",
    check: Check::Step(steps),
};

fn steps(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step) else { return };
    let alias = if instruction.keyword.value.name() == "RUN" { "DL0001" } else { "DL0002" };
    let place = instruction.arguments.full_span();
    checker.report(place, instruction.arguments.text()).aliases(&[alias]);
}

/// The arguments of the steps whose finding is left.
fn left_with(text: &str, inline_ignores: bool) -> Vec<String> {
    let mut settings = settings(vec![&STEPS]);
    settings.policy.inline_ignores = inline_ignores;
    let checked = engine::run(project(text.as_bytes(), &NoContext), &settings);
    checked.diagnostics.into_iter().map(|one| one.message).collect()
}

fn left(text: &str) -> Vec<String> {
    left_with(text, true)
}

#[test]
fn a_comment_above_holds_for_one_instruction() {
    assert_eq!(left("FROM a\n# plimsoll ignore=steps\nRUN x\nRUN y\n"), ["y"]);
    assert_eq!(left("FROM a\n  #plimsoll ignore=steps: a reason\nRUN x\n"), Vec::<String>::new());
    assert_eq!(left("FROM a\r\n# plimsoll ignore=steps\r\nRUN x\r\nRUN y\r\n"), ["y"]);
}

#[test]
fn comments_stack() {
    assert_eq!(
        left("FROM a\n# plimsoll ignore=other\n# plain\n# plimsoll ignore=steps\n# more\nRUN x\n"),
        Vec::<String>::new()
    );
    assert_eq!(left("FROM a\n# plimsoll ignore=other,steps\nRUN x\n"), Vec::<String>::new());
    assert_eq!(left("FROM a\n# hadolint ignore=DL9, DL0001 # why\nRUN x\n"), Vec::<String>::new());
}

#[test]
fn a_blank_line_ends_its_reach() {
    assert_eq!(left("FROM a\n# plimsoll ignore=steps\n\nRUN x\n"), ["x"]);
    assert_eq!(left("FROM a\n# plimsoll ignore=steps\nUSER u\nRUN x\n"), ["x"]);
}

#[test]
fn a_comment_inside_an_instruction_holds_for_it() {
    assert_eq!(left("FROM a\nRUN x \\\n  # plimsoll ignore=steps\n  && y\nRUN z\n"), ["z"]);
}

#[test]
fn in_a_heredoc_it_is_text() {
    assert_eq!(left("FROM a\nRUN <<EOF\n# plimsoll ignore=steps\nEOF\n"), ["<<EOF"]);
}

#[test]
fn global_holds_everywhere() {
    assert_eq!(left("# plimsoll global ignore=steps\nFROM a\nRUN x\nRUN y\n"), Vec::<String>::new());
    assert_eq!(left("FROM a\nRUN x\n# hadolint global ignore=DL0001\nRUN y\nUSER z\n"), ["z"]);
}

#[test]
fn a_wrong_name_suppresses_nothing() {
    for comment in [
        "plimsoll ignore=step",
        "plimsoll ignore=STEPS",
        "plimsoll ignore",
        "plimsoll: ignore=steps",
        "hadolint ignore=DL9999",
        "we plimsoll ignore=steps",
        "ignore=steps",
    ] {
        assert_eq!(left(&format!("FROM a\n# {comment}\nRUN x\n")), ["x"], "{comment}");
    }
}

#[test]
fn an_alias_counts_only_where_it_applies() {
    assert_eq!(left("FROM a\n# hadolint ignore=DL0001\nRUN x\n# hadolint ignore=DL0001\nUSER y\n"), ["y"]);
    assert_eq!(left("FROM a\n# hadolint ignore=dl0002\nUSER y\n"), Vec::<String>::new());
    assert_eq!(left("FROM a\n# plimsoll ignore=DL0001\nRUN x\n"), Vec::<String>::new());
}

#[test]
fn a_stage_ends_at_the_next() {
    let text = "# hadolint stage ignore=DL0001\nFROM a\nRUN x\nFROM b\nRUN y\n";
    assert_eq!(left(text), ["y"]);
    assert_eq!(left("FROM a\n# plimsoll stage ignore=steps\nRUN x\n"), ["x"], "above no FROM");
    assert_eq!(left("# plimsoll stage ignore=steps\nFROM a\nRUN x\nFROM b\n"), Vec::<String>::new());
}

#[test]
fn comments_of_other_tools_are_obeyed() {
    for comment in ["# shellcheck disable=DL0001", "# tally ignore=hadolint/DL0001;reason=x", "# check=skip=DL0001 why"]
    {
        assert_eq!(left(&format!("FROM a\n# text\n{comment}\nRUN x\nRUN y\n")), ["y"], "{comment}");
    }
    assert_eq!(left("# tally global ignore=DL0001\nFROM a\nRUN x\n"), Vec::<String>::new());
    assert_eq!(left("# check=skip=DL0001;error=true\nFROM a\nRUN x\nUSER y\n"), ["y"]);
    assert_eq!(left("FROM a\n# check=skip=DL0001\n\nRUN x\n"), Vec::<String>::new(), "BuildKit looks over blank lines");
    assert_eq!(left("FROM a\n# check=skip=DL0001\n#\nRUN x\n"), ["x"], "an empty comment cuts it off");
}

/// Finds every `AS` as a check of BuildKit.
static BUILDKIT: Rule =
    Rule { name: "as", aliases: &["FromAsCasing", "DL0003"], check: Check::Step(steps_as), ..STEPS };

fn steps_as(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step) else { return };
    let alias = if instruction.arguments.text() == "x" { "FromAsCasing" } else { "DL0003" };
    checker.report(instruction.span, instruction.arguments.text()).aliases(&[alias]);
}

#[test]
fn the_directive_of_buildkit_speaks_of_its_checks_alone() {
    let found = |text: &str| -> Vec<(String, Severity)> {
        let checked = engine::run(project(text.as_bytes(), &NoContext), &settings(vec![&BUILDKIT]));
        checked.diagnostics.into_iter().map(|one| (one.message, one.severity)).collect()
    };
    let both = |severity| vec![("x".to_owned(), severity), ("y".to_owned(), Severity::Warning)];
    assert_eq!(found("FROM a\nRUN x\nRUN y\n"), both(Severity::Warning));
    assert_eq!(found("# check=error=true\nFROM a\nRUN x\nRUN y\n"), both(Severity::Error));
    assert_eq!(found("# check=skip=all\nFROM a\nRUN x\nRUN y\n"), both(Severity::Warning)[1..]);
}

#[test]
fn after_its_last_day_a_comment_counts_as_absent() {
    assert_eq!(left("FROM a\n# plimsoll ignore=steps until=2026-11-20: x\nRUN x\n"), ["x"]);
    assert_eq!(left("FROM a\n# plimsoll ignore=steps until=2026-11-21: x\nRUN x\n"), Vec::<String>::new());
}

#[test]
fn they_can_be_switched_off() {
    let text = "# plimsoll global ignore=steps\nFROM a\n# plimsoll ignore=steps\nRUN x\n";
    assert_eq!(left_with(text, false), ["x"]);
}

#[test]
fn many_comments_and_findings_take_little_time() {
    let text = format!("FROM a\n{}", "# plimsoll ignore=other\nRUN x\n".repeat(5_000));
    assert_eq!(left(&text).len(), 5_000);
}

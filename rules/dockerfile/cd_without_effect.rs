//! cd at the end of a RUN, which changes nothing.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, Origin};
use crate::syntax::shell::Nesting;

/// The rule.
pub static RULE: Rule = Rule {
    name: "cd-without-effect",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("cd_without_effect.md"),
    check: Check::Command(check),
};

fn check(build: &Build, command: &Command, checker: &mut Checker<'_>) {
    let Some(step) = build.step(command.step) else { return };
    let place = command.placement;
    let is_end = command.is_any(&["cd"]) && place.is_last && place.nesting == Nesting::TopLevel && place.depth == 0;
    if command.form.instruction != Origin::Run || command.form.exec || !is_end || place.pipeline_length > 1 {
        return;
    }
    let Some(target) = command.args.iter().find(|word| !word.known_prefix().starts_with('-')) else { return };
    // Back to where the RUN began, or out of a directory that is removed: tidiness, not a mistake.
    let moves = build.commands_of(step).iter().filter(|other| other.is_any(&["cd", "pushd"]));
    let is_start = moves.take_while(|other| other.span != command.span).next().is_none();
    let is_upwards = target.known_prefix().starts_with("..") || target.is("/") || target.is("~");
    if !is_start || is_upwards {
        return;
    }
    let directory = target.known().unwrap_or_else(|| target.raw.clone());
    checker
        .report(command.span, format!("the next instruction does not start in `{directory}`: `cd` ends with its RUN"))
        .help(format!("where the directory is meant for what follows, write\nWORKDIR {directory}"));
}

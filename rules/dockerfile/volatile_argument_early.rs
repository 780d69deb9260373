//! Arguments that are new with every build, declared before what takes long.

use crate::knowledge::volatile::{is_commit, names_this_build};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::packages::Action;
use crate::model::{Build, Command, Shape, Stage, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{Definition, Kind};
use crate::text::{Edit, Span};

/// The rule.
pub static RULE: Rule = Rule {
    name: "volatile-argument-early",
    category: Category::Efficiency,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("volatile_argument_early.md"),
    check: Check::Stage(check),
};

/// So many of them are looked at in a stage.
const MOST_ARGUMENTS: usize = 20;

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let steps = build.steps_of(stage);
    let mut copies_sources = false;
    let mut early: Vec<(usize, &Definition)> = Vec::new();
    let mut left = MOST_ARGUMENTS;
    for (at, step) in steps.iter().enumerate() {
        copies_sources |= brings_sources(build, step);
        if copies_sources {
            // From here on every commit builds again anyway.
            return;
        }
        if let Some(Kind::Arg(arg)) = build.instruction(step).map(|instruction| &instruction.kind) {
            early.extend(arg.definitions.iter().filter(|it| is_volatile(it)).map(|it| (at, it)));
        }
        let Some(install) = build.commands_of(step).iter().find(|command| is_costly(build, command)) else { continue };
        for (declared, definition) in std::mem::take(&mut early).into_iter().take(left) {
            left -= 1;
            if !build.names_argument(checker.file(), step, &definition.name.value) {
                report(build, stage, (declared, definition), (at, install), checker);
            }
        }
    }
}

fn is_volatile(definition: &Definition) -> bool {
    let is_pinned = definition.value.as_ref().and_then(Word::known).is_some_and(|value| is_commit(&value));
    names_this_build(&definition.name.value) && !is_pinned
}

/// Whether a step brings a directory of the context: the sources, which a new commit changes too.
fn brings_sources(build: &Build, step: &Step) -> bool {
    build.copied(step).is_some_and(|copied| {
        copied.is_from_context() && copied.items.iter().any(|item| item.shape == Shape::Directory)
    })
}

/// Whether a command fetches and installs what nobody wants to wait for twice.
fn is_costly(build: &Build, command: &Command) -> bool {
    command.order().is_some_and(|order| matches!(order.action, Action::Install | Action::Upgrade))
        || build.manifest_install(command).is_some()
}

fn report(
    build: &Build,
    stage: &Stage,
    (declared, definition): (usize, &Definition),
    (at, install): (usize, &Command),
    checker: &mut Checker<'_>,
) {
    let name = &definition.name.value;
    let steps = build.steps_of(stage);
    let behind = steps.get(at + 1..).unwrap_or_default();
    let between = steps.get(declared + 1..at).unwrap_or_default();
    let file = checker.file();
    let uses = |step: &&Step| build.names_argument(file, step, name);
    let early = between.iter().find(uses);
    // What is below another definition of the name uses that one.
    let first = behind.iter().find(|step| uses(step) || build.redefines(step, name)).filter(uses);
    let edits = match (early, first) {
        (None, Some(user)) => moved(build, steps, (declared, definition), user, checker),
        _ => None,
    };
    let finding = checker
        .report(definition.name.span, format!("every new value of `{name}` makes the build run this install again"))
        .label(install.span, format!("runs again, though it does not use `{name}`"));
    let finding = match (early, first) {
        (Some(step), _) => finding
            .label(step_span(build, step), "moves with it")
            .help(format!("move `ARG {name}` and what uses it behind the last RUN that can do without it")),
        (None, Some(step)) => {
            let is_same = steps.get(declared).is_none_or(|from| build.has_same_default(definition, from, step));
            let default = if is_same { "" } else { ", with a default that says the same there" };
            finding
                .label(step_span(build, step), "first used here")
                .help(format!("move `ARG {name}` down to its first use{default}"))
        }
        (None, None) => {
            finding.help(format!("move `ARG {name}` down to where a program reads it, or remove it: no line names it"))
        }
    };
    finding.fix(Safety::Safe, format!("move `ARG {name}` down to its first use"), edits.into_iter().flatten());
}

/// The move to the first use, where no RUN on the way could read the argument unseen.
fn moved(
    build: &Build,
    steps: &[Step],
    (declared, definition): (usize, &Definition),
    user: &Step,
    checker: &Checker<'_>,
) -> Option<[Edit; 2]> {
    let (from, to) = (build.instruction(steps.get(declared)?)?, build.instruction(user)?);
    let Kind::Arg(arg) = &from.kind else { return None };
    let between = steps.iter().skip(declared + 1).take_while(|step| step.id != user.id);
    let is_known = |step: &Step| match build.instruction(step).map(|instruction| &instruction.kind) {
        Some(Kind::Run(_)) => !step.commands.is_empty() && build.commands_of(step).iter().all(is_indifferent),
        Some(Kind::OnBuild(_) | Kind::Unknown) | None => false,
        Some(_) => true,
    };
    let is_known = |step: &Step| is_known(step) && !build.redefines(step, &definition.name.value);
    let is_same = || build.has_same_default(definition, steps.get(declared).unwrap_or(user), user);
    let has_comments = from.comments_above + to.comments_above > 0;
    if arg.definitions.len() != 1 || has_comments || !between.into_iter().all(is_known) || !is_same() {
        return None;
    }
    let default = definition.value.as_ref().map(|value| format!("={}", value.raw)).unwrap_or_default();
    let edits = checker.edits();
    let line = format!("{} {}{default}", from.keyword_text, definition.name.value);
    Some([edits.remove_instruction(from), edits.add_line_before(to, &line)])
}

fn step_span(build: &Build, step: &Step) -> Span {
    build.instruction(step).map(|instruction| instruction.keyword.span).unwrap_or_default()
}

/// Whether a command is known to read no variable that it is not given.
fn is_indifferent(command: &Command) -> bool {
    command.order().is_some_and(|order| order.manager.is_of_system()) || command.is_any(&["rm", "mkdir", "set"])
}

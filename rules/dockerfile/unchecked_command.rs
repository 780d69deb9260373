//! Commands joined by `;`, whose failure nobody notices.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, ScriptSource, Step};
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::shell::{Command, Connector, List, Pipeline, SimpleCommand};
use crate::text::Edit;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unchecked-command",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unchecked_command.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let is_run = build.instruction(step).is_some_and(|instruction| matches!(instruction.kind, Kind::Run(_)));
    let Some(script) = step.scripts.iter().find(|script| script.source == ScriptSource::Arguments) else { return };
    let body = &script.script.body;
    if !is_run || script.script.error.is_some() || ends_on_purpose(body) {
        return;
    }
    let stops = script.has_errexit(&step.before);
    let mut lost = script.unchecked_statements().filter(|statement| !is_left_to_fail(statement));
    // `set -e` leaves out what stands in front of `&&`.
    // A loop or a group in front may be made so that it cannot fail.
    let is_plain =
        |statement: &[Pipeline]| statement.iter().rev().skip(1).all(|pipeline| alone(Some(pipeline)).is_some());
    let is_lost = |statement: &&[Pipeline]| !stops || statement.len() > 1 && is_plain(statement);
    let Some(statement) = lost.find(is_lost) else { return };
    let (Some(first), Some(last)) = (statement.first(), statement.last()) else { return };
    let (span, message) = match (stops, statement) {
        (true, [.., before, _]) => {
            (first.span.to(before.span), "where this fails, the build goes on: `set -e` leaves out what `&&` follows")
        }
        _ => (first.span.to(last.span), "where this fails, the build goes on: the next command follows `;`"),
    };
    let rest: Vec<&Pipeline> =
        body.pipelines.iter().filter(|pipeline| pipeline.span.start >= first.span.start).collect();
    let edits = checker.edits();
    let joints = rest.iter().skip(1).filter(|pipeline| pipeline.connector == Connector::Sequence);
    let joined: Vec<Edit> = joints.map(|pipeline| edits.replace(pipeline.connector_span, " &&")).collect();
    let can_be_joined = script.exact && rest.iter().all(|pipeline| can_be_joined(pipeline));
    checker.report(span, message).help("join the commands with `&&`").fix(
        Safety::Unsafe,
        "go on only where the command before succeeded",
        if can_be_joined { joined } else { Vec::new() },
    );
}

/// Whether a pipeline may stand in a chain of `&&`: it fails only where the build is to stop.
fn can_be_joined(pipeline: &Pipeline) -> bool {
    let is_left = matches!(pipeline.commands.as_slice(), [Command::Simple(simple)] if may_be_false(simple));
    pipeline.connector != Connector::Or && !pipeline.negated && !pipeline.background && !is_left
}

/// A condition as in `[ -f a ] && b`, or a value that is worked out.
fn may_be_false(command: &SimpleCommand) -> bool {
    match command.program() {
        Some(program) => ["[", "test", "[[", "grep"].iter().any(|name| program.is(name)),
        None => true,
    }
}

/// `...; true` and `...; exit 0`: failures are meant not to count.
fn ends_on_purpose(body: &List) -> bool {
    let last = body.pipelines.last().and_then(|pipeline| pipeline.commands.last());
    let Some(Command::Simple(simple)) = last else { return false };
    let is_exit = simple.program().is_some_and(|program| program.is("exit") || program.is("return"));
    is_exit || simple.program().is_some_and(|program| program.is("true") || program.is(":"))
}

/// What may fail and go on: a condition, a value that is worked out, and `cd`, which is a mistake of its own.
fn is_left_to_fail(statement: &[Pipeline]) -> bool {
    let starts = alone(statement.first()).is_some_and(|first| match first.program() {
        Some(program) => program.is("cd") || program.is("pushd") || may_be_false(first),
        None => statement.len() == 1,
    });
    starts || alone(statement.last()).is_some_and(|last| last.program().is_none())
}

/// The command of a pipeline that is no more than that.
fn alone(pipeline: Option<&Pipeline>) -> Option<&SimpleCommand> {
    match pipeline?.commands.as_slice() {
        [Command::Simple(simple)] => Some(simple),
        _ => None,
    }
}

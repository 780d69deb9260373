//! Commands joined by `;`, whose failure nobody notices.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, ScriptSource, Step};
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::shell::{Command, List, Pipeline};

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
    if !is_run || script.script.error.is_some() || script.has_errexit(&step.before) || ends_on_purpose(body) {
        return;
    }
    let Some(statement) = script.unchecked_statements().find(|statement| !is_left_to_fail(statement)) else { return };
    let (Some(first), Some(last)) = (statement.first(), statement.last()) else { return };
    let Some(start) = body.pipelines.first() else { return };
    let edit = script.exact.then(|| checker.edits().insert_before(start.span, "set -e; "));
    checker
        .report(first.span.to(last.span), "where this fails, the build goes on: the next command follows `;`")
        .help("join them with `&&`, or begin with `set -e;`")
        .fix(Safety::Unsafe, "stop at the first command that fails", edit);
}

/// `...; true` and `...; exit 0`: failures are meant not to count.
fn ends_on_purpose(body: &List) -> bool {
    let last = body.pipelines.last().and_then(|pipeline| pipeline.commands.last());
    let Some(Command::Simple(simple)) = last else { return false };
    let is_exit = simple.program().is_some_and(|program| program.is("exit") || program.is("return"));
    is_exit || simple.program().is_some_and(|program| program.is("true") || program.is(":"))
}

/// What may fail and go on: a condition as in `[ -f a ] && b`, a value that is worked out, and `cd`, which is a mistake
/// of its own.
fn is_left_to_fail(statement: &[Pipeline]) -> bool {
    let commands = statement.first().map(|pipeline| pipeline.commands.as_slice()).unwrap_or_default();
    let [Command::Simple(simple)] = commands else { return false };
    match simple.program() {
        Some(program) => ["[", "test", "[[", "cd", "pushd"].iter().any(|name| program.is(name)),
        None => statement.len() == 1,
    }
}

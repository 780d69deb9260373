//! Here-documents in which a failing command goes unnoticed.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, ScriptSource, Step, StepScript};
use crate::syntax::shell::{Command, CompoundKind, Connector, Pipeline, SimpleCommand};
use crate::syntax::{PartKind, Word};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "heredoc-without-errexit",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("heredoc_without_errexit.md"),
    check: Check::Step(check),
};

/// Commands that do not fail, or whose failure changes nothing.
const HARMLESS: &[&str] =
    &["set", "export", "echo", "printf", ":", "true", "unset", "readonly", "local", "shopt", "umask", "trap", "alias"];

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step) else { return };
    for script in &step.scripts {
        let ScriptSource::Heredoc(number) = script.source else { continue };
        let Some(heredoc) = instruction.heredocs.get(number) else { continue };
        if script.script.error.is_some() || script.has_errexit(&step.before) {
            continue;
        }
        let Some(ignored) = first_ignored(script) else { continue };
        let Some(first) = script.script.body.pipelines.first() else { continue };
        let edit = match script.shebang {
            Some(_) => checker.edits().add_script_line_before(first.span, "set -e"),
            None => checker.edits().prepend_line(heredoc.body, "set -e"),
        };
        checker
            .report(heredoc.opener, "a command that fails in the middle of this script does not fail the build")
            .label(ignored, "if this fails, the next line runs all the same")
            .help("make `set -e` the first line of the script")
            .fix(Safety::Safe, "stop at the first command that fails", [edit]);
    }
}

/// The first statement whose failure is lost: another follows, and it has no `||` of its own.
fn first_ignored(script: &StepScript) -> Option<Span> {
    let statements = statements(&script.script.body.pipelines);
    let (_, earlier) = statements.split_last()?;
    earlier
        .iter()
        .find(|statement| !statement.iter().any(is_handled) && !is_harmless(statement))
        .and_then(|statement| statement.first())
        .map(|pipeline| pipeline.span)
}

/// Pipelines joined by `&&` and `||` make a statement.
fn statements(pipelines: &[Pipeline]) -> Vec<&[Pipeline]> {
    pipelines.chunk_by(|_, next| matches!(next.connector, Connector::And | Connector::Or)).collect()
}

fn is_handled(pipeline: &Pipeline) -> bool {
    pipeline.connector == Connector::Or || pipeline.background || pipeline.negated
}

fn is_harmless(statement: &[Pipeline]) -> bool {
    statement.iter().flat_map(|pipeline| &pipeline.commands).all(|command| match command {
        Command::Simple(simple) => match simple.program() {
            Some(program) => HARMLESS.iter().any(|name| program.is(name)) || writes_a_text(simple),
            None => simple.assignments.iter().all(|assignment| !runs_commands(&assignment.value)),
        },
        Command::Compound(compound) => {
            let is_condition = |index: usize| match compound.kind {
                CompoundKind::If => index.is_multiple_of(2) && index + 1 < compound.lists.len(),
                CompoundKind::Loop => index == 0,
                _ => false,
            };
            let mut bodies = compound.lists.iter().enumerate().filter(|(index, _)| !is_condition(*index));
            matches!(compound.kind, CompoundKind::Function(_)) || bodies.all(|(_, list)| is_harmless(&list.pipelines))
        }
    })
}

/// `cat >file <<EOF`
fn writes_a_text(command: &SimpleCommand) -> bool {
    command.program().is_some_and(|program| program.is("cat") || program.is("tee"))
        && command.redirects.iter().any(|redirect| redirect.body.is_some())
}

fn runs_commands(word: &Word) -> bool {
    word.parts.iter().any(|part| matches!(part.kind, PartKind::Substitution(_)))
}

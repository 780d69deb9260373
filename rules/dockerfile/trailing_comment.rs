//! Comments behind an instruction, which are arguments.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};
use crate::syntax::dockerfile::ast::{Instruction, Kind};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "trailing-comment",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("trailing_comment.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step) else { return };
    if let Some(comment) = instruction.trailing_comment() {
        let edits = checker.edits();
        let edits = [edits.add_line_before(instruction, &comment.text.value), edits.remove(comment.with_blanks)];
        checker
            .report(comment.text.span, format!("this is no comment: {}", consequence(instruction)))
            .severity(if is_harmless(&instruction.kind) { Severity::Warning } else { Severity::Error })
            .help("a comment stands on a line of its own")
            .fix(Safety::Unsafe, "move the comment above", edits);
    }
    for script in &step.scripts {
        if let Some((comment, swallowed)) = script.swallowing_comment() {
            report_swallowed(comment, swallowed, checker);
        }
    }
}

fn report_swallowed(comment: Span, swallowed: Span, checker: &mut Checker<'_>) {
    checker
        .report(comment, "this comment goes on over the lines that continue here, which never run")
        .label(swallowed, "part of the comment")
        .help("put the comment on a line of its own, where it begins with `#`");
}

/// What BuildKit makes of the words.
fn consequence(instruction: &Instruction) -> &'static str {
    match &instruction.kind {
        Kind::Copy(_) | Kind::Add(_) => "its words are files to copy, and the last one is the destination",
        Kind::Expose(_) => "its words are taken for ports",
        Kind::Volume(_) => "each of its words becomes a volume",
        Kind::Arg(_) => "each of its words becomes a build argument",
        Kind::Workdir(_) => "it becomes part of the directory's name",
        Kind::User(_) => "it becomes part of the user's name",
        Kind::StopSignal(_) => "it becomes part of the signal's name",
        Kind::Env(_) => "it becomes part of the value",
        Kind::From(_)
        | Kind::Label(_)
        | Kind::Run(_)
        | Kind::Cmd(_)
        | Kind::Entrypoint(_)
        | Kind::Healthcheck(_)
        | Kind::Shell(_)
        | Kind::OnBuild(_)
        | Kind::Maintainer(_)
        | Kind::Unknown => "its words are arguments",
    }
}

/// Whether the build goes on as it was meant.
fn is_harmless(kind: &Kind) -> bool {
    matches!(kind, Kind::Arg(_) | Kind::Volume(_))
}

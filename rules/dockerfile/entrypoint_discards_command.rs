//! CMD next to an ENTRYPOINT that a shell reads and that never looks at its arguments.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Stage};
use crate::syntax::dockerfile::ast::{CommandLine, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    name: "entrypoint-discards-command",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("entrypoint_discards_command.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let start = build.start(stage);
    let (Some(entrypoint), Some(command)) = (start.entrypoint, start.command) else { return };
    // Stages that only inherit the pair would say it again.
    if command.stage != stage.id && entrypoint.stage != stage.id {
        return;
    }
    let (Some(outer), Some(inner)) = (build.instruction(entrypoint), build.instruction(command)) else { return };
    let Kind::Entrypoint(CommandLine::Shell(shell)) = &outer.kind else { return };
    if !build.ignores_arguments(entrypoint) {
        return;
    }
    let edits = checker.edits();
    let finding = checker
        .report(inner.keyword.span, "`CMD` is never used: `ENTRYPOINT` is a text for the shell and takes no arguments")
        .label(outer.keyword.span, "the shell runs this text, and neither CMD nor the arguments of `docker run`")
        .help("write `ENTRYPOINT` as a JSON array, or remove `CMD`");
    let Some(words) = entrypoint.plain_words() else { return };
    let mut changes = vec![edits.exec_form(shell.script.full_span(), &words)];
    if let Kind::Cmd(CommandLine::Shell(text)) = &inner.kind {
        let Some(words) = command.plain_words() else { return };
        changes.push(edits.exec_form(text.script.full_span(), &words));
    }
    finding.fix(Safety::Unsafe, "write `ENTRYPOINT` as a JSON array, so that `CMD` follows it", changes);
}

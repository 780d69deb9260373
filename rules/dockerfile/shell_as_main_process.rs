//! Shells and scripts that wait for the program they start, and keep signals from it.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, InnerShell, ScriptSource, Stage, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "shell-as-main-process",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("shell_as_main_process.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage() else { return };
    if build.is_workshop(stage) || build.signals_reach_all(stage) {
        return;
    }
    let start = build.start(stage);
    for step in start.entrypoint.into_iter().chain(start.command) {
        if build.start_is_left_to_services(stage, step.id) {
            continue;
        }
        match build.inner_shell(step) {
            Some(inner) => report_shell(build, stage, inner, checker),
            None => report_script(build, stage, step, checker),
        }
    }
}

fn report_shell(build: &Build, stage: &Stage, inner: InnerShell<'_>, checker: &mut Checker<'_>) {
    let (shell, last) = (&inner.shell.program.value, inner.last);
    let program = &inner.first.program.value;
    let Some(is_certain) = build.shell_in_front(stage, &inner) else { return };
    let message = match is_certain {
        true => format!("`{shell}` stays in front of `{program}` and keeps the signal to stop from it"),
        false => format!("`{shell}` may stay in front of `{program}` and keep the signal to stop from it"),
    };
    let program = &inner.first.program_path;
    let is_joined = inner.is_joined();
    let edits = checker.edits();
    let culprit = if inner.script.exact { inner.first.program.span } else { inner.shell.program.span };
    let mut finding = checker.report(culprit, message);
    if !is_certain {
        finding = finding.severity(Severity::Info).from_profile(Profile::Production);
    }
    let is_wrapped = last.wrappers.first().is_some_and(|name| matches!(name.as_str(), "command" | "builtin" | "time"));
    if is_joined || !inner.is_end || inner.is_nested || is_wrapped || !last.redirects.is_empty() && !inner.script.exact
    {
        finding.help(format!("start a script that ends in `exec {program} ...`, or nothing but `{program}`"));
        return;
    }
    let finding = finding.help(format!("let `{program}` take the shell's place: `exec {program} ...`"));
    if let (true, ScriptSource::Word(_)) = (inner.script.exact, inner.script.source) {
        let first = last.wrapper_spans.first().copied().unwrap_or(last.program.span);
        finding.fix(Safety::Safe, format!("put `exec` in front of `{program}`"), [edits.insert_before(first, "exec ")]);
    }
}

fn report_script(build: &Build, stage: &Stage, step: &Step, checker: &mut Checker<'_>) {
    for command in build.commands_of(step).iter().filter(|command| command.placement.is_last) {
        let Some(end) = build.script_end(stage, command) else { continue };
        let message = format!(
            "line {} of `{}` waits for `{}` and keeps the signal to stop from it",
            end.line, end.path, end.text
        );
        let help = format!("let it take the script's place; line {} of {}:\nexec {}", end.line, end.path, end.text);
        checker.report(command.program.span, message).help(help);
        return;
    }
}

//! Services whose command keeps the signal to stop from the program that matters.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::containers::ContainerStart;
use crate::model::{Build, Command, Container, InnerShell, Stage};

/// The rule.
pub static RULE: Rule = Rule {
    name: "blocked-stop-signal",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("blocked_stop_signal.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let (stack, service) = (container.stack, container.service);
    let is_passing = stack.is_one_shot(service) || stack.is_idle(service) || stack.is_service_for_development(service);
    let has_init = service.init.as_ref().is_some_and(|init| init.value || !init.is_known());
    if is_passing || has_init || checker.is_for_development(service.name.place) {
        return;
    }
    // Without a Dockerfile only what the service itself names can stand in front.
    if container.image.is_none() && !stack.names_starter(service) {
        return;
    }
    let Some(start) = container.start() else { return };
    let Some(stage) = start.stage() else { return };
    let build = &start.build;
    if build.is_said_to_be_for_development(stage) || build.signals_reach_all(stage) || build.has_init(stage) {
        return;
    }
    let first = build.start(stage);
    for step in first.entrypoint.into_iter().chain(first.command) {
        let found = match build.inner_shell(step) {
            Some(inner) => report_shell(start, stage, &inner, checker),
            None => build.commands_of(step).iter().any(|command| report_command(start, stage, command, checker)),
        };
        if found {
            return;
        }
    }
}

fn report_shell(start: &ContainerStart, stage: &Stage, inner: &InnerShell<'_>, checker: &mut Checker<'_>) -> bool {
    let Some(place) = start.place(inner.first.program.span) else { return false };
    let Some(is_certain) = start.build.shell_in_front(stage, inner) else { return false };
    let (shell, program) = (&inner.shell.program.value, &inner.first.program.value);
    let message = match is_certain {
        true => format!("`{shell}` stays in front of `{program}` and keeps the signal to stop from it"),
        false => format!("`{shell}` may stay in front of `{program}` and keep the signal to stop from it"),
    };
    let finding = checker.report_at(place, message);
    let finding = if is_certain { finding } else { finding.severity(Severity::Info) };
    let program = &inner.first.program_path;
    finding.help(match inner.is_joined() || !inner.is_end {
        true => format!("start a script that ends in `exec {program} ...`, or nothing but `{program}`"),
        false => format!("let `{program}` take the shell's place: `exec {program} ...`"),
    });
    true
}

fn report_command(start: &ContainerStart, stage: &Stage, command: &Command, checker: &mut Checker<'_>) -> bool {
    let (build, manager): (&Build, _) = (&start.build, &command.program.value);
    let Some(place) = start.place(command.program.span) else { return false };
    if let Some(end) = build.script_end(stage, command) {
        let message = format!(
            "line {} of `{}` waits for `{}` and keeps the signal to stop from it",
            end.line, end.path, end.text
        );
        let help = format!("let it take the script's place; line {} of {}:\nexec {}", end.line, end.path, end.text);
        checker.report_at(place, message).help(help);
        return true;
    }
    let Some(run) = build.package_run(stage, command).filter(|run| !is_for_work(&run.name)) else { return false };
    let name = &run.name;
    let whose = if run.is_program { format!("`{name}`") } else { format!("what `{name}` runs") };
    let finding = checker
        .report_at(place, format!("`{manager}` may keep the signal to stop from {whose}"))
        .severity(Severity::Info);
    finding.help(match (&run.words, &run.text) {
        (Some(words), _) => format!("start what `{name}` in package.json runs:\ncommand: {words:?}"),
        (None, Some(text)) => format!("start what `{name}` in package.json runs: {text}"),
        (None, None) => format!("start the program itself, such as `node server.js`, not `{manager}`"),
    });
    true
}

/// Whether a script is one to develop or test with, by its name.
fn is_for_work(name: &str) -> bool {
    const WORDS: &[&str] =
        &["dev", "develop", "development", "watch", "test", "tests", "lint", "build", "e2e", "debug"];
    name.split([':', '-', '_']).any(|word| WORDS.contains(&word))
}

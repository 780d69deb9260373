//! CMD and ENTRYPOINT that put a shell between the container and its program.

use crate::knowledge::images::{Kind as ImageKind, ShellKind};
use crate::knowledge::programs;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Command, Stage, Step};
use crate::syntax::dockerfile::ast::{CommandLine, Instruction, Kind, ShellForm};
use crate::syntax::shell::Connector;

/// The rule.
pub static RULE: Rule = Rule {
    name: "shell-form-command",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &["DL3025", "JSONArgsRecommended"],
    options: &[],
    since: "0.1.0",
    page: include_str!("shell_form_command.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage() else { return };
    let start = build.start(stage);
    let entrypoint = start.entrypoint.and_then(|step| shell_form(build, step));
    if let Some((step, instruction, shell)) = entrypoint {
        // Whatever CMD says, this ENTRYPOINT does not use it.
        return report(build, stage, (step, instruction, shell), checker);
    }
    if let Some(command) = start.command.and_then(|step| shell_form(build, step)) {
        report(build, stage, command, checker);
    }
}

type Found<'a> = (&'a Step, &'a Instruction, &'a ShellForm);

fn shell_form<'a>(build: &'a Build, step: &'a Step) -> Option<Found<'a>> {
    let instruction = build.instruction(step)?;
    match &instruction.kind {
        Kind::Cmd(CommandLine::Shell(shell)) | Kind::Entrypoint(CommandLine::Shell(shell)) => {
            Some((step, instruction, shell))
        }
        _ => None,
    }
}

fn report(build: &Build, stage: &Stage, (step, instruction, shell): Found<'_>, checker: &mut Checker<'_>) {
    let keyword = instruction.keyword_text.to_uppercase();
    let span = shell.script.full_span();
    if let Some(broken) = &shell.broken_json {
        checker
            .report(
                broken.span,
                format!("this `{keyword}` is no JSON array, so a shell gets it as text: {}", broken.value),
            )
            .severity(Severity::Error)
            .help(format!(
                "write {keyword} [\"program\", \"argument\"] in straight double quotes, with nothing behind the last one but `]`"
            ));
        return;
    }
    // SHELL was set on purpose, and what PowerShell does is another matter.
    if step.before.shell.is_some() || step.interpreter.dialect().is_none() {
        return;
    }
    // `|| echo failed` says that something went wrong with what matters.
    let is_excuse = |command: &Command| {
        command.placement.connector == Connector::Or && programs::is_over_at_once(&command.program.value)
    };
    let mut outer = build.commands_of(step).iter().filter(|command| command.placement.depth == 0);
    let Some(last) = outer.rfind(|command| !is_excuse(command)) else { return };
    if last.wrappers.first().is_some_and(|wrapper| wrapper == "exec") {
        return;
    }
    let program = &last.program.value;
    let is_single = build.commands_of(step).len() == 1;
    // Several commands of which the last is over at once: a batch, in which nothing waits for signals.
    if !is_single && programs::is_over_at_once(program) {
        return;
    }
    let shell_kind = build.base_image(stage).map_or(ShellKind::Unknown, |image| image.shell());
    let is_piped = last.placement.pipeline_length > 1 || last.placement.background;
    let stays = match shell_kind {
        ShellKind::Dash => Some(true),
        ShellKind::Bash | ShellKind::BusyboxAsh => Some(is_piped),
        ShellKind::Cmd | ShellKind::None | ShellKind::Unknown => None,
    };
    let is_harmless = programs::is_shell(program) || matches!(program.as_str(), "echo" | "true" | "exit" | "printf");
    // Of several commands, the last is what runs long in a service only.
    let matters = is_single || build.is_service(stage);
    let (message, severity) = match stays {
        Some(true) if matters && !is_harmless => {
            (format!("`sh` stays in front of `{program}` and keeps the signal to stop from it"), Severity::Warning)
        }
        Some(true | false) => (format!("`{keyword}` starts `{program}` by way of a shell"), Severity::Info),
        None => (
            format!("`{keyword}` starts `{program}` by way of a shell, which may keep signals from it"),
            Severity::Info,
        ),
    };
    let edits = checker.edits();
    let finding = checker.report(span, message).severity(severity);
    let Some(words) = step.plain_words() else {
        let advice = if is_single {
            format!("let the program take the shell's place: {keyword} exec {program} ...")
        } else {
            format!(
                "let the last program take the shell's place with `exec {program} ...`, or start a script that ends so"
            )
        };
        finding.help(advice);
        return;
    };
    let is_program = words.first().is_some_and(|program| build.is_known_program(stage, program));
    let safety = if is_program && is_alone(build, stage, step) { Safety::Safe } else { Safety::Unsafe };
    // Without its shell, a script of the author's has to say what reads it.
    let shebang = if is_program { "" } else { "; if it is a script, it needs a `#!` line then" };
    finding.help(format!("name program and arguments as a JSON array{shebang}")).fix(
        safety,
        "write it as a JSON array",
        [edits.exec_form(span, &words)],
    );
}

/// Whether nothing else takes part in the start: then program and arguments are all there is.
fn is_alone(build: &Build, stage: &Stage, step: &Step) -> bool {
    let start = build.start(stage);
    let base_adds_nothing = build.base_image(stage).is_some_and(|image| match image.family.kind {
        ImageKind::OperatingSystem | ImageKind::Language => true,
        ImageKind::Server | ImageKind::Tool => false,
    });
    match (start.entrypoint, start.command) {
        (Some(entrypoint), None) => entrypoint.id == step.id,
        (None, Some(_)) => base_adds_nothing,
        (Some(_), Some(_)) | (None, None) => false,
    }
}

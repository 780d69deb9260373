//! CMD and ENTRYPOINT that put a shell between the container and its program.

use crate::knowledge::images::ShellKind;
use crate::knowledge::programs;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Command, Stage, Step};
use crate::syntax::dockerfile::ast::{CommandLine, Healthcheck, Instruction, Kind, ShellForm};

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

const AS_ARRAY: &str = "write it as a JSON array";

fn check(build: &Build, checker: &mut Checker<'_>) {
    let reported = build.target_stage().and_then(|stage| {
        let start = build.start(stage);
        // Whatever CMD says, an ENTRYPOINT in shell form does not use it.
        let entrypoint = start.entrypoint.and_then(|step| shell_form(build, step));
        let found = entrypoint.or_else(|| start.command.and_then(|step| shell_form(build, step)))?;
        report(build, stage, found, checker).then_some(found.0.id)
    });
    for step in build.steps.iter().filter(|step| Some(step.id) != reported && step.before.shell.is_none()) {
        report_lesser(build, step, checker);
    }
}

/// Shell forms that do no harm that is known, where no SHELL says that a shell is meant.
fn report_lesser(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    if let Some((_, instruction, shell)) = shell_form(build, step) {
        if !build.main_command(step).is_some_and(takes_place) && !shell.script.is_empty() {
            let keyword = instruction.keyword_text.to_uppercase();
            checker
                .report(shell.script.full_span(), format!("this `{keyword}` is text for a shell that no SHELL names"))
                .help("write it as a JSON array, or name the shell with SHELL if one is needed")
                .severity(Severity::Info)
                .from_profile(Profile::Strict);
        }
    } else if let Some(Kind::Healthcheck(Healthcheck::Command(_, CommandLine::Shell(shell)))) =
        build.instruction(step).map(|instruction| &instruction.kind)
        && let Some(words) = step.plain_words()
    {
        let edit = checker.edits().exec_form(shell.script.full_span(), &words);
        checker
            .report(shell.script.full_span(), "each check starts a shell that has nothing to do")
            .help("name program and arguments as a JSON array")
            .fix(Safety::Unsafe, AS_ARRAY, [edit])
            .severity(Severity::Info)
            .from_profile(Profile::Strict)
            .aliases(&["DL3025"]);
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

/// Reports what starts the containers of the image; `false` where there is nothing against its shell.
fn report(build: &Build, stage: &Stage, (step, instruction, shell): Found<'_>, checker: &mut Checker<'_>) -> bool {
    let keyword = instruction.keyword_text.to_uppercase();
    // What is meant to be an array does not start at all, which is another finding.
    if shell.broken_json.is_some() || instruction.broken_array().is_some() {
        return false;
    }
    // SHELL was set on purpose, and what PowerShell does is another matter.
    let is_ours = step.before.shell.is_none() && step.interpreter.dialect().is_some();
    let Some(last) = build.main_command(step).filter(|last| is_ours && !takes_place(last)) else { return false };
    // Nothing starts at all, which is told elsewhere.
    if build.has_program(stage, "sh") == Some(false) {
        return true;
    }
    let program = &last.program.value;
    let is_single = build.commands_of(step).len() == 1;
    if !is_single && !build.ends_in_program(step, last) {
        return false;
    }
    // Several commands of which the last is over at once: a batch, in which nothing waits for signals.
    if !is_single && programs::is_over_at_once(program) {
        return false;
    }
    let is_piped = last.placement.pipeline_length > 1 || last.placement.background;
    let kind = build.base_image(stage).map_or(ShellKind::Unknown, |image| image.shell());
    let stays = kind.stays_in_front(is_piped);
    // Such a shell makes room by itself, and only a shell can put the values in.
    if stays == Some(false) && is_single && !step.free_variables().is_empty() && step.plain_words().is_none() {
        return false;
    }
    let is_harmless = programs::is_shell(program) || matches!(program.as_str(), "echo" | "true" | "exit" | "printf");
    // Of several commands, the last is what runs long in a service only.
    let matters = is_single || build.is_service(stage);
    let way = format!("`{keyword}` starts `{program}` by way of a shell");
    let (message, severity) = match stays {
        Some(true) if matters && !is_harmless => {
            (format!("`sh` stays in front of `{program}` and keeps the signal to stop from it"), Severity::Warning)
        }
        Some(true | false) => (way, Severity::Info),
        None => (format!("{way}, which may keep signals from it"), Severity::Info),
    };
    let span = shell.script.full_span();
    let edits = checker.edits();
    let finding = checker.report(span, message).severity(severity);
    let program = &last.program_path;
    let Some(words) = step.plain_words() else {
        finding.help(match is_single {
            true => {
                let line = step.line_with_exec().unwrap_or_else(|| format!("exec {program} ..."));
                format!("let the program take the shell's place: {keyword} {line}")
            }
            false => format!(
                "let the last program take the shell's place with `exec {program} ...`, or start a script that ends so"
            ),
        });
        return true;
    };
    let is_program = words.first().is_some_and(|program| build.is_known_program(stage, program));
    let safety = if is_program && build.starts_alone(stage, step) { Safety::Safe } else { Safety::Unsafe };
    // Without its shell, a script of the author's has to say what reads it.
    let shebang = if is_program { "" } else { "; if it is a script, it needs a `#!` line then" };
    let help = format!("name program and arguments as a JSON array{shebang}");
    finding.help(help).fix(safety, AS_ARRAY, [edits.exec_form(span, &words)]);
    true
}

/// Whether a program takes the place of its shell: `exec app`.
fn takes_place(command: &Command) -> bool {
    command.wrappers.first().is_some_and(|wrapper| wrapper == "exec")
}

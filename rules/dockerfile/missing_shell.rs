//! Shells that are to run something and are not in the image.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Base, Build, EntryScript, Interpreter, Stage, Step};
use crate::syntax::dockerfile::ast::{CommandLine, Kind};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-shell",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_shell.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    check_runs(build, stage, checker);
    check_shells(build, stage, checker);
    if build.target == Some(stage.id) {
        check_start(build, stage, checker);
        for script in &build.entry_scripts {
            check_script(build, stage, script, checker);
        }
    }
}

/// The first RUN of a stage that needs `sh` where there is none.
fn check_runs(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let is_shell_form = |step: &&Step| match build.instruction(step).map(|instruction| &instruction.kind) {
        Some(Kind::Run(run)) => matches!(run.command, CommandLine::Shell(_)) && needs_sh(step),
        _ => false,
    };
    let Some(step) = build.steps_of(stage).iter().find(is_shell_form) else { return };
    let Some(instruction) = build.instruction(step) else { return };
    // What a mount brings is there for this step.
    if instruction.mounts().next().is_some() || !build.lacks_program_at(step, "sh") {
        return;
    }
    let root = root(build, stage);
    checker
        .report(instruction.keyword.span, "this `RUN` needs a shell, and the image has none")
        .label(root.base_span, "without `sh`")
        .help("do this in a stage with a shell, and copy what comes of it: COPY --from=build ...");
}

/// Whether `sh` reads the shell form of a step.
fn needs_sh(step: &Step) -> bool {
    step.before.shell.is_none() && matches!(step.interpreter, Interpreter::Posix(_))
}

/// The first SHELL with a program that is not there when it is used.
fn check_shells(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let mut before: Option<&Step> = None;
    let mut told = None;
    for step in build.steps_of(stage) {
        let Some(shell) = step.before.shell.as_ref().filter(|shell| told != Some(shell.step)) else {
            before = Some(step);
            continue;
        };
        let uses = match build.instruction(step).map(|instruction| &instruction.kind) {
            Some(Kind::Run(run)) => matches!(run.command, CommandLine::Shell(_)),
            _ => false,
        };
        if let Some(earlier) = before.filter(|_| uses) {
            told = Some(shell.step);
            let program = shell.words.first().map_or("", |word| word.rsplit(['/', '\\']).next().unwrap_or(word));
            let is_here = build.step(shell.step).is_some_and(|set| set.stage == stage.id);
            if is_here && build.lacks_program_at(earlier, program) {
                return report_shell(build, stage, (shell.span, program), checker);
            }
        }
        before = Some(step);
    }
}

fn report_shell(build: &Build, stage: &Stage, (span, program): (Span, &str), checker: &mut Checker<'_>) {
    let root = root(build, stage);
    let installs = build.base_image(stage).and_then(|image| image.package_manager()).is_some();
    let help = match (build.has_program(stage, "ash"), installs) {
        (Some(true), true) => format!(
            "install it above, `RUN apk add --no-cache {program}`, or take the shell that is there:\nSHELL [\"/bin/ash\", \"-eo\", \"pipefail\", \"-c\"]"
        ),
        (Some(true), false) => {
            "take the shell that is there:\nSHELL [\"/bin/sh\", \"-eo\", \"pipefail\", \"-c\"]".to_owned()
        }
        (Some(false) | None, _) => format!("install `{program}` above this line, or take a shell that is there"),
    };
    checker
        .report(span, format!("`{program}` is not in the image, so the next `RUN` fails"))
        .label(root.base_span, format!("without `{program}`, and no step above installs it"))
        .help(help);
}

/// ENTRYPOINT or CMD in shell form in an image without `sh`.
fn check_start(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let Some(step) = build.start(stage).step().filter(|step| needs_sh(step)) else { return };
    let Some(instruction) = build.instruction(step) else { return };
    let (Kind::Cmd(CommandLine::Shell(shell)) | Kind::Entrypoint(CommandLine::Shell(shell))) = &instruction.kind else {
        return;
    };
    if shell.broken_json.is_some() || build.has_program(stage, "sh") != Some(false) {
        return;
    }
    let root = root(build, stage);
    let span = shell.script.full_span();
    let edits = checker.edits();
    let finding = checker
        .report(span, "a shell has to start this, and the image has none: no container starts")
        .label(root.base_span, "without `sh`")
        .help("name program and arguments as a JSON array");
    if let Some(words) = step.plain_words() {
        finding.fix(Safety::Safe, "write it as a JSON array", [edits.exec_form(span, &words)]);
    }
}

/// A script that starts the container, and whose `#!` line names a program that is not there.
fn check_script(build: &Build, stage: &Stage, script: &EntryScript, checker: &mut Checker<'_>) {
    let Some(program) = script.interpreter() else { return };
    let is_started = |path: &str| path.rsplit('/').next() == script.path.rsplit('/').next();
    let commands = build.start_commands(stage);
    let Some(command) = commands.iter().find(|command| is_started(&command.program_path)) else { return };
    if build.has_program(stage, &program) != Some(false) {
        return;
    }
    let root = root(build, stage);
    checker
        .report(
            command.program.span,
            format!("the first line of `{}` asks for `{program}`, which is not in the image", script.path),
        )
        .label(root.base_span, format!("without `{program}`, and no step installs it"))
        .help(format!("install `{program}`, or write the script for a shell that is there: #!/bin/sh"));
}

fn root<'a>(build: &'a Build, stage: &'a Stage) -> &'a Stage {
    match stage.base {
        Base::Stage(_) => build.lineage(stage).last().unwrap_or(stage),
        Base::Image(_) | Base::Scratch | Base::Dynamic(_) | Base::Missing => stage,
    }
}

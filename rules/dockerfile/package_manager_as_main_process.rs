//! npm, yarn, pnpm, bun and npx between the container and its program.

use crate::knowledge::images::ShellKind;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Command, PackageRun, Stage, Step};
use crate::syntax::dockerfile::ast::{CommandLine, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    name: "package-manager-as-main-process",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("package_manager_as_main_process.md"),
    check: Check::Build(check),
};

/// Words in the names of scripts that are for the workshop.
const WORKSHOP_SCRIPTS: &[&str] =
    &["dev", "develop", "development", "watch", "test", "tests", "lint", "build", "e2e", "ci", "debug", "storybook"];

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage() else { return };
    if build.is_said_to_be_for_development(stage) || build.is_to_build_upon(stage) || build.signals_reach_all(stage) {
        return;
    }
    // Behind a shell that stays, the package manager is the smaller evil; it is there all the same.
    let takes_place = |command: &Command| command.wrappers.first().is_some_and(|wrapper| wrapper == "exec");
    for command in build.start_commands(stage) {
        let Some(script) = build.package_run(stage, command) else { continue };
        if build.start_is_left_to_services(stage, command.step) {
            continue;
        }
        let is_first = command.form.exec || takes_place(command);
        let is_for_work = script.name.split([':', '-', '_']).any(|word| WORKSHOP_SCRIPTS.contains(&word));
        if !is_for_work && !build.has_watcher(stage) && (build.is_service(stage) || starts_service(&script.name)) {
            report(build, stage, (command, is_first), &script, checker);
            return;
        }
    }
}

fn starts_service(script: &str) -> bool {
    script.split([':', '-', '_']).any(|word| matches!(word, "start" | "serve" | "server" | "prod" | "production"))
}

fn report(
    build: &Build,
    stage: &Stage,
    (command, is_first): (&Command, bool),
    script: &PackageRun,
    checker: &mut Checker<'_>,
) {
    let (manager, name) = (&command.program.value, &script.name);
    let stays = build.base_image(stage).is_some_and(|image| image.shell() == ShellKind::Dash);
    let whose = if script.is_program { format!("`{name}`") } else { format!("what `{name}` runs") };
    let message = match stays {
        true => format!("`{manager}` and its shell keep the signal to stop from {whose}"),
        false => format!("`{manager}` may keep the signal to stop from {whose}"),
    };
    let edits = checker.edits();
    let mut finding = checker.report(command.program.span, message);
    if !stays {
        finding = finding.severity(Severity::Info);
    }
    if !stays || !is_first {
        finding = finding.from_profile(Profile::Production);
    }
    let Some(words) = &script.words else {
        finding.help(match &script.text {
            Some(text) => format!("start what `{name}` in package.json runs: {text}"),
            None if script.is_program => format!("start the program itself, such as node_modules/.bin/{name}"),
            None => format!("start the program itself, such as CMD [\"node\", \"server.js\"], not `{manager}`"),
        });
        return;
    };
    let Some(step) = build.step(command.step) else { return };
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    let keyword = if build.start(stage).entrypoint.is_some_and(|it| it.id == step.id) { "ENTRYPOINT" } else { "CMD" };
    let line = format!("{keyword} [{}]", quoted.join(", "));
    let without = if has_arguments_elsewhere(build, stage, step) { ", with no CMD behind it" } else { "" };
    let finding = finding.help(format!("start what `{name}` in package.json runs{without}:\n{line}"));
    let whole = build.instruction(step).and_then(|known| match &known.kind {
        Kind::Cmd(CommandLine::Exec(exec)) if command.wrappers.is_empty() => Some(exec.span),
        _ => None,
    });
    if let Some(span) = whole {
        finding.fix(Safety::Unsafe, "start the program itself", [edits.exec_form(span, words)]);
    }
}

/// Whether CMD holds the arguments of this ENTRYPOINT.
fn has_arguments_elsewhere(build: &Build, stage: &Stage, step: &Step) -> bool {
    let start = build.start(stage);
    start.entrypoint.is_some_and(|entrypoint| entrypoint.id == step.id) && start.command.is_some()
}

//! Interpreters that are process 1, with no init program in front.

use crate::knowledge::images::PackageManager;
use crate::knowledge::programs;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, Stage, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{CommandLine, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-init",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_init.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage() else { return };
    if build.is_workshop(stage) || !build.is_service(stage) || build.has_init(stage) {
        return;
    }
    if build.is_left_to_services(|service| service.runs_init) {
        return;
    }
    // Windows has no such signals.
    let posix = |step: &&Step| step.interpreter.dialect().is_some();
    let Some(step) = build.start(stage).step().filter(posix) else { return };
    if build.start_is_left_to_services(stage, step.id) {
        return;
    }
    let Some(command) = build.commands_of(step).iter().find(|command| is_script(command)) else { return };
    let name = &command.program.value;
    let install = install_lines(build, stage, step);
    let line = entrypoint_line(build, step);
    checker
        .report(command.program.span, format!("`{name}` is process 1, which ignores every signal that the script does not handle"))
        .help(format!("answer SIGTERM in the script, or start it behind an init: `docker run --init`, `init: true` in Compose, or {install}{line}"));
}

/// The ENTRYPOINT with the init in front of what it has.
fn entrypoint_line(build: &Build, step: &Step) -> String {
    let elements = match build.instruction(step).map(|known| &known.kind) {
        Some(Kind::Entrypoint(CommandLine::Exec(exec))) => exec.elements.as_slice(),
        Some(_) | None => &[],
    };
    let words = ["tini", "--"].into_iter().chain(elements.iter().map(|element| element.value.as_str()));
    let quoted: Vec<String> = words.map(|word| format!("{word:?}")).collect();
    format!("ENTRYPOINT [{}]", quoted.join(", "))
}

/// The lines that bring `tini` into the image, where it is not there yet.
fn install_lines(build: &Build, stage: &Stage, start: &Step) -> String {
    if build.has_program(stage, "tini") == Some(true) {
        return String::new();
    }
    let line = match build.base_image(stage).and_then(|image| image.package_manager()) {
        Some(PackageManager::Apt) => {
            "RUN apt-get update && apt-get install -y --no-install-recommends tini && rm -rf /var/lib/apt/lists/*"
        }
        Some(PackageManager::Apk) => "RUN apk add --no-cache tini",
        Some(_) | None => return "with tini installed in the image:\n".to_owned(),
    };
    // Another user installs nothing.
    let user = start.before.user.as_ref().filter(|user| !user.is_root()).and_then(|user| user.name.as_deref());
    let place = user.map_or("in the image".to_owned(), |user| format!("in the image, above `USER {user}`"));
    let next = if user.is_some() { "and at the end\n" } else { "" };
    format!("{place}:\n{line}\n{next}")
}

/// Whether the command is an interpreter with a script of the author's; servers answer signals by themselves.
fn is_script(command: &Command) -> bool {
    let name = command.program.value.as_str();
    let is_first = command.form.exec || command.wrappers.first().is_some_and(|wrapper| wrapper == "exec");
    let is_language =
        programs::is_interpreter(name) && !programs::is_shell(name) && !matches!(name, "pwsh" | "powershell");
    let has_server = command.args.iter().filter_map(Word::known).any(|word| programs::is_server(&word));
    is_first && is_language && !command.args.is_empty() && !has_server && !command.has_arg("-c")
}

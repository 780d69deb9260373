//! Programs that RUN, CMD or ENTRYPOINT start and that are not in the image.

use std::collections::HashSet;

use crate::knowledge::images::{PackageManager, ShellKind};
use crate::knowledge::programs;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Base, Build, Command, Stage, Step};
use crate::syntax::dockerfile::ast::{CommandLine, Kind};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-program",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_program.md"),
    check: Check::Stage(check),
};

/// How many different programs of a stage are looked for.
const MOST_PROGRAMS: usize = 40;

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let is_known = matches!(build.root_base(stage), Base::Scratch) || build.base_image(stage).is_some();
    if !is_known {
        return;
    }
    let mut seen: HashSet<&str> = HashSet::new();
    for step in build.steps_of(stage) {
        if step.commands.is_empty() || !is_plain(build, step) {
            continue;
        }
        for (name, place) in build.certain_commands(step).into_iter().flat_map(programs_of) {
            // Another system's package manager is a matter of its own.
            let is_manager = programs::is_system_package_manager(name);
            if seen.len() < MOST_PROGRAMS && !is_manager && seen.insert(name) && build.lacks_program_at(step, name) {
                report(build, stage, (name, place), "so this `RUN` fails", checker);
            }
        }
    }
    if build.target == Some(stage.id) {
        check_start(build, stage, checker);
    }
}

/// Whether programs are found in the usual places, and nothing is mounted that brings some. Where the base has no
/// shell, the shell form needs one that somebody brought, and with it who knows what.
fn is_plain(build: &Build, step: &Step) -> bool {
    let Some(instruction) = build.instruction(step) else { return false };
    let is_shell_form = matches!(&instruction.kind, Kind::Run(run) if matches!(run.command, CommandLine::Shell(_)));
    let brings = instruction.mounts().any(|mount| mount.mount_type() == "bind");
    let image = build.stage(step.stage).and_then(|stage| build.base_image(stage));
    let has_shell = || !is_shell_form || image.is_some_and(|image| image.shell() != ShellKind::None);
    !brings && build.binding(step, "PATH").is_none() && has_shell()
}

/// The programs that a command starts, `sudo` and `tini` in front of the last included.
fn programs_of(command: &Command) -> Vec<(&str, Span)> {
    let wrappers = command.wrappers.iter().map(String::as_str).zip(command.wrapper_spans.iter().copied());
    let own = is_found_by_name(command).then_some((command.program.value.as_str(), command.program.span));
    wrappers.chain(own).collect()
}

fn is_found_by_name(command: &Command) -> bool {
    let path = command.program_path.as_str();
    let is_usual = ["/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/"].iter().any(|directory| path.starts_with(directory));
    !path.contains('$') && (!path.contains('/') || is_usual)
}

/// The program that starts a container.
fn check_start(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let start = build.start(stage);
    let base_starts = !start.replaces_entrypoint && build.base_image(stage).is_some_and(|image| image.facts.service);
    let Some(step) = start.step().filter(|_| !base_starts) else { return };
    let commands = build.commands_of(step);
    let [command] = commands else { return };
    if build.binding(step, "PATH").is_some() {
        return;
    }
    let missing = programs_of(command).into_iter().find(|(name, _)| build.has_program(stage, name) == Some(false));
    if let Some(found) = missing {
        report(build, stage, found, "so no container starts", checker);
    }
}

fn report(build: &Build, stage: &Stage, (name, place): (&str, Span), result: &str, checker: &mut Checker<'_>) {
    let root = build.lineage(stage).last().unwrap_or(stage);
    let manager = build.base_image(stage).and_then(|image| image.package_manager());
    let package = manager.and_then(|manager| programs::package_of(name, manager));
    let help = match (manager, package) {
        (Some(_), _) if programs::is_shell(name) && build.has_program(stage, "sh") == Some(true) => {
            format!("start `/bin/sh`, which is there, or install `{name}`")
        }
        (Some(PackageManager::Apt), Some(package)) => format!(
            "install it first:\nRUN apt-get update && apt-get install -y --no-install-recommends {package} && rm -rf /var/lib/apt/lists/*"
        ),
        (Some(PackageManager::Apk), Some(package)) => format!("install it first:\nRUN apk add --no-cache {package}"),
        (Some(_), _) => format!("install the package that has `{name}` first"),
        (None, _) => "copy the program into the image, or do this in a stage that has it".to_owned(),
    };
    checker
        .report(place, format!("`{name}` is not in the image, {result}"))
        .label(root.base_span, format!("without `{name}`, and no step installs it"))
        .help(help);
}

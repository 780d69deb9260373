//! RUN after RUN of quick commands, each a layer of its own.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::packages::{Action, Manager};
use crate::model::{Build, Command, Stage, Step};
use crate::syntax::dockerfile::ast::{Instruction, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    name: "consecutive-runs",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &["DL3059"],
    options: &[],
    since: "0.1.0",
    page: include_str!("consecutive_runs.md"),
    check: Check::Stage(check),
};

/// Commands that are done at once, so that a cached layer of their own saves nothing.
const QUICK: &[&str] = &[
    "[",
    "addgroup",
    "adduser",
    "cat",
    "cd",
    "chgrp",
    "chmod",
    "chown",
    "cp",
    "echo",
    "export",
    "find",
    "groupadd",
    "groupmod",
    "install",
    "ln",
    "mkdir",
    "mv",
    "printf",
    "rm",
    "rmdir",
    "sed",
    "set",
    "tee",
    "test",
    "touch",
    "true",
    "update-alternatives",
    "useradd",
    "usermod",
    "which",
];

/// What kind of work a RUN does, as far as it matters to joining it with the next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Work {
    Quick,
    Installs(Manager),
}

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let steps = build.steps_of(stage);
    for (before, after) in steps.iter().zip(steps.iter().skip(1)) {
        let (Some(above), Some(this)) = (build.instruction(before), build.instruction(after)) else { continue };
        let is_run = |instruction: &Instruction| matches!(instruction.kind, Kind::Run(_));
        let are_single = build.is_single_command(before) && build.is_single_command(after);
        let belong_together = match are_single {
            true => !is_kept_for_cache(build, before, after),
            false => are_quick(build, stage, before, after),
        };
        if is_run(above) && is_run(this) && same_flags(above, this) && belong_together {
            checker
                .report(this.keyword.span, "this RUN makes a layer of its own, where that of the RUN above would do")
                .label(above.keyword.span, "the RUN above")
                .help("join them with `&&`, or write one `RUN <<EOF` that begins with `set -e`")
                .aliases(if are_single { RULE.aliases } else { &[] });
        }
    }
}

/// Whether two RUNs in the image that is built do the same kind of quick work.
fn are_quick(build: &Build, stage: &Stage, before: &Step, after: &Step) -> bool {
    let has_reason = build.instruction(after).is_some_and(|instruction| instruction.comments_above > 0);
    let work_before = work(build, before);
    build.reaches_target(stage) && !has_reason && work_before.is_some() && work_before == work(build, after)
}

/// Whether a RUN installs what manifests name, so that what comes after it can change without it.
fn is_kept_for_cache(build: &Build, before: &Step, after: &Step) -> bool {
    let [install] = build.commands_of(before) else { return false };
    let manager = |command: &Command| command.order().map(|order| (order.manager, order.action));
    let again = build.commands_of(after).first().and_then(manager);
    install.manifest_install().is_some() && (again.is_none() || again != manager(install))
}

/// `None`: a RUN that takes its time, or one that cannot be read.
fn work(build: &Build, step: &Step) -> Option<Work> {
    let instruction = build.instruction(step)?;
    let commands = build.commands_of(step);
    if commands.is_empty() || !instruction.heredocs.is_empty() || commands.iter().any(|it| it.form.exec) {
        return None;
    }
    if commands.iter().all(|command| command.is_any(QUICK)) {
        return Some(Work::Quick);
    }
    let mut managers = commands.iter().map(system_install);
    let first = managers.next()??;
    managers.all(|other| other == Some(first)).then_some(Work::Installs(first))
}

fn system_install(command: &Command) -> Option<Manager> {
    let order =
        command.order().filter(|order| matches!(order.action, Action::Install | Action::Update | Action::Clean))?;
    match order.manager {
        Manager::Apt | Manager::Apk | Manager::Dnf | Manager::Yum | Manager::Zypper | Manager::Pacman => {
            Some(order.manager)
        }
        _ => None,
    }
}

fn same_flags(one: &Instruction, other: &Instruction) -> bool {
    let written = |instruction: &Instruction| -> Vec<(String, Option<String>)> {
        let flags = instruction.flags.iter();
        flags.map(|flag| (flag.name.value.clone(), flag.value.as_ref().map(|word| word.raw.clone()))).collect()
    };
    written(one) == written(other)
}

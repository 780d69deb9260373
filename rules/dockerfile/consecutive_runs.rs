//! RUN after RUN of quick commands, each a layer of its own.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::packages::{Action, Manager};
use crate::model::{Build, Command, Stage, Step};
use crate::syntax::dockerfile::ast::Instruction;

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
    if !build.reaches_target(stage) {
        return;
    }
    let runs: Vec<(&Instruction, Option<Work>)> =
        build.steps_of(stage).iter().filter_map(|step| Some((build.instruction(step)?, work(build, step)))).collect();
    for group in runs.chunk_by(|(before, one), (after, other)| {
        one.is_some() && one == other && same_flags(before, after) && after.comments_above == 0
    }) {
        let [(first, _), rest @ ..] = group else { continue };
        let Some((second, _)) = rest.first() else { continue };
        let message = format!("{} RUNs in a row make {} layers where one would do", group.len(), group.len());
        let mut finding = checker.report(second.keyword.span, message).label(first.keyword.span, "the first of them");
        for (other, _) in rest.get(1..).unwrap_or_default() {
            finding = finding.label(other.keyword.span, "and this one");
        }
        finding.help("join them with `&&`, or write one `RUN <<EOF` that begins with `set -e`");
    }
}

/// `None`: no RUN, one that takes its time, or one that cannot be read.
fn work(build: &Build, step: &Step) -> Option<Work> {
    let instruction = build.instruction(step)?;
    let commands = build.commands_of(step);
    let is_run = matches!(instruction.keyword.value, crate::syntax::dockerfile::ast::Keyword::Run);
    if !is_run || commands.is_empty() || !instruction.heredocs.is_empty() || commands.iter().any(|it| it.form.exec) {
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

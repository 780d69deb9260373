//! wget that draws its progress into the log of the build.

use crate::knowledge::images::ShellKind;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Command, Origin};

/// The rule.
pub static RULE: Rule = Rule {
    name: "wget-progress",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &["DL3047"],
    options: &[],
    since: "0.1.0",
    page: include_str!("wget_progress.md"),
    check: Check::Command(check),
};

/// Flags that keep the progress out of the log.
const QUIET: &[&str] = &[
    "q",
    "quiet",
    "nv",
    "no-verbose",
    "progress",
    "o",
    "output-file",
    "a",
    "append-output",
    "b",
    "background",
    "spider",
    "version",
    "help",
];

fn check(build: &Build, command: &Command, checker: &mut Checker<'_>) {
    if !command.is_any(&["wget"]) || command.form.instruction != Origin::Run || command.has_flag(QUIET) {
        return;
    }
    let is_redirected = command.redirects.iter().any(|redirect| redirect.descriptor == Some(2));
    if command.args.is_empty() || is_redirected {
        return;
    }
    let image =
        build.step(command.step).and_then(|step| build.stage(step.stage)).and_then(|stage| build.base_image(stage));
    // The wget of Busybox knows no `--progress`.
    let flag = match image.map(|image| image.shell()) {
        Some(ShellKind::Dash | ShellKind::Bash) => Some("--progress=dot:giga"),
        Some(ShellKind::BusyboxAsh) => Some("-q"),
        Some(ShellKind::Cmd | ShellKind::None | ShellKind::Unknown) | None => None,
    };
    let edit = flag.and_then(|flag| checker.edits().add_argument(command, command.program.span, flag));
    checker
        .report(command.program.span, "`wget` writes a line of progress for every 50 KB")
        .help(format!("wget {}", flag.unwrap_or("--progress=dot:giga, or wget -q where it is that of Busybox")))
        .fix(Safety::Safe, "write less progress", edit);
}

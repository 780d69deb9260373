//! Pipes in which only the last command can fail the build.

use crate::knowledge::images::ShellKind;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Command, Origin, Stage, Step};
use crate::syntax::shell::{Dialect, Nesting};

/// The rule.
pub static RULE: Rule = Rule {
    name: "pipe-without-pipefail",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &["DL4006"],
    options: &[],
    since: "0.1.0",
    page: include_str!("pipe_without_pipefail.md"),
    check: Check::Stage(check),
};

/// Commands that do not fail, or whose failure says nothing.
const UNFAILING: &[&str] = &[
    ":", "arch", "date", "echo", "env", "exit", "export", "history", "hostname", "locale", "lscpu", "nproc",
    "printenv", "printf", "ps", "pwd", "seq", "set", "true", "uname", "whoami", "yes",
];

/// Commands that only list, and seldom fail.
const LISTING: &[&str] = &["apt-mark", "dpkg-query", "find", "id", "ls"];

/// Commands that turn text into text. What they read from a pipe does not make them fail.
const FILTERS: &[&str] = &[
    "awk", "column", "cut", "egrep", "fgrep", "gawk", "grep", "paste", "rev", "sed", "sort", "tac", "tee", "tr",
    "uniq", "wc",
];

/// Commands that refuse an empty or shortened archive or key.
const UNPACKERS: &[&str] = &[
    "apt-key", "bsdtar", "bunzip2", "bzip2", "cpio", "gpg", "gpg2", "gunzip", "gzip", "tar", "unxz", "unzstd", "xz",
    "zcat", "zstd",
];

const SHELL: &str = r#"SHELL ["/bin/bash", "-o", "pipefail", "-c"]"#;

/// How surely a failure is lost.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Loss {
    /// The pipe succeeds without it.
    Sure,
    /// The last command may notice that something is missing.
    Possible,
}

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let mut is_fixed = false;
    for step in build.steps_of(stage) {
        let Some(instruction) = build.instruction(step).filter(|_| !build.has_pipefail(step)) else { continue };
        let sure = lost_failures(build, step, Loss::Sure);
        if let [(feeder, _), others @ ..] = sure.as_slice() {
            let message = format!("if `{}` fails, this pipe goes on and the build succeeds", feeder.program.value);
            // One SHELL is enough for the rest of the stage.
            let is_first = !std::mem::replace(&mut is_fixed, true);
            let edit = (is_first && has_bash(build, stage) && step.before.shell.is_none())
                .then(|| checker.edits().add_line_before(instruction, SHELL));
            let finding = checker.report(feeder.span, message).help(advice(build, stage, step));
            let finding =
                others.iter().fold(finding, |finding, (other, _)| finding.label(other.span, "and if this fails"));
            finding.fix(Safety::Unsafe, "run what follows in bash with pipefail", edit);
        } else {
            report_possible(build, stage, step, checker);
        }
    }
}

fn report_possible(build: &Build, stage: &Stage, step: &Step, checker: &mut Checker<'_>) {
    let possible = lost_failures(build, step, Loss::Possible);
    let [(feeder, last), others @ ..] = possible.as_slice() else { return };
    let name = &feeder.program.value;
    let last_name = last.map_or_else(|| "its last part".to_owned(), |last| format!("`{}`", last.program.value));
    let help = match last.is_some_and(stops_reading) {
        true => format!("let `{name}` write to a file: under pipefail, {last_name} would fail it by ending early"),
        false => advice(build, stage, step),
    };
    let finding = checker.report(feeder.span, format!("`{name}` may fail unseen: {last_name} alone decides this pipe"));
    let finding = others.iter().fold(finding, |finding, (other, _)| finding.label(other.span, "and so may this"));
    finding.help(help).severity(Severity::Info).from_profile(Profile::Strict);
}

fn has_bash(build: &Build, stage: &Stage) -> bool {
    build.base_image(stage).is_some_and(|image| image.has_tool("bash") == Some(true))
}

/// How to set pipefail where a step runs, if its shell knows it.
fn advice(build: &Build, stage: &Stage, step: &Step) -> String {
    if build.base_image(stage).is_some_and(|image| image.shell() == ShellKind::BusyboxAsh) {
        return "begin the RUN with `set -o pipefail &&`".to_owned();
    }
    if step.before.shell.is_some() && step.interpreter.dialect() == Some(Dialect::Bash) {
        return "begin the RUN with `set -o pipefail`, or add `-o pipefail` to SHELL".to_owned();
    }
    match has_bash(build, stage) {
        true => format!("let the shell look at every command, from here on:\n{SHELL}"),
        false => format!("where there is a bash, let it look at every command:\n{SHELL}"),
    }
}

/// The first commands of the pipes of a RUN whose failure is lost, each with the last of its pipe.
fn lost_failures<'a>(build: &'a Build, step: &Step, loss: Loss) -> Vec<(&'a Command, Option<&'a Command>)> {
    let pipes = build.commands_of(step).chunk_by(|one, other| one.placement.pipeline == other.placement.pipeline);
    let lost = pipes.filter_map(|pipe| {
        // The end of a pipe may be a loop or a group.
        let last = pipe.last().filter(|last| last.placement.index + 1 == last.placement.pipeline_length);
        let is_early_end = pipe.iter().any(|command| command.placement.index > 0 && stops_reading(command));
        if loss == Loss::Sure && (is_early_end || last.is_some_and(fails_on_nothing)) {
            return None;
        }
        Some((pipe.iter().find(|command| is_lost(command, loss))?, last))
    });
    lost.collect()
}

fn is_lost(command: &Command, loss: Loss) -> bool {
    let place = command.placement;
    let is_filter = place.index > 0 && command.is_any(FILTERS);
    command.form.instruction == Origin::Run
        && place.index + 1 < place.pipeline_length
        && place.nesting != Nesting::Condition
        && !command.is_any(UNFAILING)
        && !(command.is_any(&["dpkg"]) && command.has_flag(&["print-architecture"]))
        && match loss {
            Loss::Sure => !is_filter && !command.is_any(LISTING),
            Loss::Possible => !is_filter || is_search(command),
        }
}

fn is_search(command: &Command) -> bool {
    command.is_any(&["grep", "egrep", "fgrep"])
}

/// Whether the command ends before it has read all: with pipefail, the one before it would then fail.
fn stops_reading(command: &Command) -> bool {
    command.is_any(&["head"]) || (is_search(command) && command.has_flag(&["q", "quiet", "m", "max-count"]))
}

/// Whether the command fails where it is given nothing to read.
fn fails_on_nothing(command: &Command) -> bool {
    let is_search = is_search(command) && !command.has_flag(&["v", "invert-match", "c", "count"]);
    let is_checksum = command.program.value.ends_with("sum") && command.has_flag(&["c", "check", "w"]);
    is_search || is_checksum || command.is_any(UNPACKERS)
}

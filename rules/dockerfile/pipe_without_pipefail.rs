//! Pipes in which only the last command can fail the build.

use crate::knowledge::images::ShellKind;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Command, Origin, Stage, Step};
use crate::syntax::shell::Nesting;

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

/// Commands that do not fail, or tell what the machine is.
const UNFAILING: &[&str] = &[
    ":",
    "apt-mark",
    "arch",
    "date",
    "dpkg-query",
    "echo",
    "env",
    "exit",
    "export",
    "find",
    "history",
    "hostname",
    "id",
    "locale",
    "ls",
    "lscpu",
    "nproc",
    "printenv",
    "printf",
    "ps",
    "pwd",
    "seq",
    "set",
    "true",
    "uname",
    "whoami",
    "yes",
];

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

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let image = build.base_image(stage);
    let has_bash = image.is_some_and(|image| image.has_tool("bash") == Some(true));
    let is_ash = image.is_some_and(|image| image.shell() == ShellKind::BusyboxAsh);
    let mut is_fixed = false;
    for step in build.steps_of(stage) {
        let Some(instruction) = build.instruction(step) else { continue };
        let Some((feeder, others)) = lost_failures(build, step) else { continue };
        let message = format!("if `{}` fails, this pipe goes on and the build succeeds", feeder.program.value);
        let can_set = step.before.shell.is_some() || is_ash;
        let help = match (can_set, has_bash) {
            (true, _) if is_ash => "begin the RUN with `set -o pipefail &&`".to_owned(),
            (true, _) => "begin the RUN with `set -o pipefail`, or add `-o pipefail` to SHELL".to_owned(),
            (false, true) => format!("let the shell look at every command, from here on:\n{SHELL}"),
            (false, false) => format!("where there is a bash, let it look at every command:\n{SHELL}"),
        };
        // One SHELL is enough for the rest of the stage.
        let is_first = !std::mem::replace(&mut is_fixed, true);
        let edit = (is_first && has_bash && step.before.shell.is_none())
            .then(|| checker.edits().add_line_before(instruction, SHELL));
        let mut finding = checker.report(feeder.span, message);
        for other in others {
            finding = finding.label(other.span, "and if this fails");
        }
        finding.help(help).fix(Safety::Unsafe, "run what follows in bash with pipefail", edit);
    }
}

/// The first commands of the pipes of a RUN whose failure is lost.
fn lost_failures<'a>(build: &'a Build, step: &Step) -> Option<(&'a Command, Vec<&'a Command>)> {
    let commands = build.commands_of(step);
    if build.has_pipefail(step) {
        return None;
    }
    let pipes = commands.chunk_by(|one, other| one.placement.pipeline == other.placement.pipeline);
    let mut lost = pipes.filter_map(|pipe| {
        let is_early_end = pipe.iter().any(|command| command.placement.index > 0 && stops_reading(command));
        let is_noticed = pipe.last().is_some_and(fails_on_nothing);
        pipe.iter().find(|command| !is_early_end && !is_noticed && is_lost(command))
    });
    let first = lost.next()?;
    Some((first, lost.collect()))
}

fn is_lost(command: &Command) -> bool {
    let place = command.placement;
    command.form.instruction == Origin::Run
        && place.index + 1 < place.pipeline_length
        && place.nesting != Nesting::Condition
        && !command.is_any(UNFAILING)
        && !(place.index > 0 && command.is_any(FILTERS))
        && !(command.is_any(&["dpkg"]) && command.has_flag(&["print-architecture"]))
}

/// Whether the command ends before it has read all: with pipefail, the one before it would then fail.
fn stops_reading(command: &Command) -> bool {
    command.is_any(&["head"])
        || (command.is_any(&["grep", "egrep", "fgrep"]) && command.has_flag(&["q", "quiet", "m", "max-count"]))
}

/// Whether the command fails where it is given nothing to read.
fn fails_on_nothing(command: &Command) -> bool {
    let is_last = command.placement.index + 1 == command.placement.pipeline_length;
    let is_search =
        command.is_any(&["grep", "egrep", "fgrep"]) && !command.has_flag(&["v", "invert-match", "c", "count"]);
    let is_checksum = command.program.value.ends_with("sum") && command.has_flag(&["c", "check", "w"]);
    is_last && (is_search || is_checksum || command.is_any(UNPACKERS))
}

//! Health checks that say well where nothing is.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Stage, Step};
use crate::syntax::dockerfile::ast::{Healthcheck, Instruction, Kind};
use crate::syntax::dockerfile::seconds;

/// The rule.
pub static RULE: Rule = Rule {
    name: "weak-healthcheck",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("weak_healthcheck.md"),
    check: Check::Stage(check),
};

/// A check more often than this costs more than it tells.
const SHORTEST_INTERVAL: f64 = 5.0;

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    // Any above the last is never run.
    let last = build.steps_of(stage).iter().rev().find_map(|step| match build.instruction(step) {
        Some(known) if matches!(known.kind, Kind::Healthcheck(_)) => Some((step, known)),
        Some(_) | None => None,
    });
    let Some((step, instruction)) = last else { return };
    if matches!(instruction.kind, Kind::Healthcheck(Healthcheck::Command(..))) {
        check_result(build, step, checker);
        check_port(build, stage, step, checker);
        check_times(instruction, checker);
    }
}

fn check_result(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    if let Some(success) = build.cannot_fail(step) {
        let text = success.command.as_written();
        if success.is_whole {
            checker
                .report(success.command.span, format!("`{text}` always succeeds, so this checks nothing"))
                .help("where no check is wanted, say so, or ignore this with a reason:\nHEALTHCHECK NONE")
                .severity(Severity::Info)
                .from_profile(Profile::Production);
        } else {
            checker
                .report(success.command.span, format!("`{text}` makes the check succeed, whatever came before"))
                .help("leave it out, or end in `|| exit 1`");
        }
        return;
    }
    let edits = checker.edits();
    for command in build.tolerant_downloads(step) {
        let finding = checker
            .report(command.program.span, "`curl` succeeds at any answer, such as `500 Internal Server Error`")
            .help("let it fail at answers from 400 on, and ask for a page that answers with less: curl --fail");
        if let Some(edit) = edits.add_argument(command, command.program.span, "--fail") {
            // A page that answers 401 or 404 was well enough before.
            finding.fix(Safety::Unsafe, "let the check fail at answers from 400 on", [edit]);
        }
    }
    if let Some(first) = build.process_search(step) {
        checker
            .report(
                first.program.span,
                format!("`{}` sees a process that hangs as well as one that works", first.program.value),
            )
            .help("ask the service itself, such as by its port")
            .severity(Severity::Info)
            .from_profile(Profile::Strict);
    }
}

fn check_port(build: &Build, stage: &Stage, step: &Step, checker: &mut Checker<'_>) {
    let Some(wrong) = build.wrong_port(stage, step) else { return };
    checker
        .report(
            wrong.url,
            format!("the check asks on port {}, and the service listens on {}", wrong.asked, wrong.served),
        )
        .help(format!("ask on port {}", wrong.served));
}

fn check_times(instruction: &Instruction, checker: &mut Checker<'_>) {
    let time = |name: &str| {
        let word = instruction.flag_value(name)?;
        let text = word.known()?;
        Some((word.span, seconds(&text)?, text))
    };
    let Some((span, interval, text)) = time("interval").filter(|(_, seconds, _)| *seconds > 0.0) else { return };
    if interval < SHORTEST_INTERVAL {
        checker
            .report(span, format!("a program is started in the container every `{text}`"))
            .help("10s to 30s is soon enough; to know at once when it has started, check more often for as long as that takes:\n--interval=30s --start-period=30s --start-interval=1s")
            .severity(Severity::Info)
            .from_profile(Profile::Strict);
    }
    let Some((span, timeout, text)) = time("timeout") else { return };
    if timeout > interval {
        checker
            .report(span, format!("a check that hangs is waited for `{text}`, longer than the interval between two"))
            .help("a healthy answer takes seconds: --timeout=3s")
            .severity(Severity::Info)
            .from_profile(Profile::Strict);
    }
}

//! Stop signals that leave a program no time to end well.

use crate::knowledge::images::{Distribution, Kind as ImageKind};
use crate::knowledge::programs;
use crate::knowledge::signals::{self, Graceful};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Base, Build, Command, Stage, Step};
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::dockerfile::signal_name;

/// The rule.
pub static RULE: Rule = Rule {
    name: "ungraceful-stop-signal",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("ungraceful_stop_signal.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    for step in &build.steps {
        check_signal(build, step, checker);
    }
    let is_left = build.is_left_to_services(|service| service.names_stop_signal);
    if let Some(stage) = build.target_stage().filter(|_| !is_left) {
        check_server(build, stage, checker);
    }
}

fn check_signal(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step) else { return };
    let Kind::StopSignal(Some(word)) = &instruction.kind else { return };
    let Some(signal) = build.expanded(step, word).and_then(|text| signal_name(&text)) else { return };
    let message = match signal.as_str() {
        "SIGKILL" => format!("`{}` kills the program at once: it cannot end what it is doing", word.raw),
        "SIGSTOP" => format!("`{}` halts the program without ending it, until Docker kills it", word.raw),
        _ => return,
    };
    let edit = checker.edits().remove_instruction(instruction);
    let starts_nothing = build.stage(step.stage).is_some_and(|stage| build.start(stage).step().is_none());
    let inherited = if starts_nothing { "; the images that are built on this one inherit the signal" } else { "" };
    checker
        .report(word.span, message)
        .help(format!("remove the line: the default, SIGTERM, asks the program to end, and Docker kills it 10 seconds later{inherited}"))
        .fix(Safety::Unsafe, "go back to the default signal", [edit]);
}

/// A server that ends well at another signal, where nothing names one.
fn check_server(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let names_signal = |step: &&Step| {
        build.instruction(step).is_some_and(|instruction| matches!(instruction.kind, Kind::StopSignal(_)))
    };
    // The images of servers name the signal themselves, and unknown ones may.
    let is_plain = matches!(build.root_base(stage), Base::Scratch)
        || build.base_image(stage).is_some_and(|image| {
            image.family.kind == ImageKind::OperatingSystem
                || image.family.kind == ImageKind::Language && !image.repository.ends_with("php")
        });
    if !is_plain || build.image_steps(stage).iter().any(names_signal) {
        return;
    }
    let commands = build.start_commands(stage);
    let mut own = commands.iter().filter(|command| !programs::MINIMAL_INITS.contains(&command.program.value.as_str()));
    // A shell in front gets the signal, not the server.
    let is_first =
        |command: &&&Command| command.form.exec || command.wrappers.first().is_some_and(|name| name == "exec");
    let Some(command) = own.next().filter(is_first) else { return };
    let instruction = build.step(command.step).and_then(|step| build.instruction(step));
    let (Some(server), Some(instruction)) = (server(build, stage, command), instruction) else { return };
    let (name, line) = (&command.program.value, format!("STOPSIGNAL {}", server.signal));
    let edit = checker.edits().add_line_before(instruction, &line);
    checker
        .report(
            command.program.span,
            format!("`{name}` {} at SIGTERM, and no STOPSIGNAL names another signal", server.at_sigterm),
        )
        .help(format!("name the signal at which it ends well:\n{line}"))
        .severity(if server.goes_on { Severity::Warning } else { Severity::Info })
        .from_profile(Profile::Production)
        .fix(Safety::Unsafe, format!("stop it with {}", server.signal), [edit]);
}

fn server(build: &Build, stage: &Stage, command: &Command) -> Option<Graceful> {
    let distribution = build.base_image(stage).map_or(Distribution::Unknown, |image| image.facts.distribution);
    let is_init = matches!(command.program_path.as_str(), "/sbin/init" | "/usr/sbin/init");
    // Alpine's init is that of Busybox.
    if is_init && matches!(distribution, Distribution::Debian | Distribution::Ubuntu | Distribution::RedHat) {
        return signals::graceful("systemd");
    }
    signals::graceful(&command.program.value)
}

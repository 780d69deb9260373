//! Programs that mean nothing in a build.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, Origin, Step};
use crate::syntax::dockerfile::ast::Instruction;
use crate::syntax::shell::Nesting;

/// The rule.
pub static RULE: Rule = Rule {
    name: "pointless-command",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["DL3001"],
    options: &[],
    since: "0.1.0",
    page: include_str!("pointless_command.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step) else { return };
    let commands = build.commands_of(step);
    // Whoever starts something in the same RUN may look after it.
    let is_busy = commands.iter().any(|other| other.placement.background || starts_service(other));
    for command in commands.iter().filter(|command| command.form.instruction == Origin::Run) {
        let is_last = commands.last().is_some_and(|last| last.span == command.span);
        let is_service = starts_service(command);
        let is_lost = is_last && (is_service || is_left_running(command));
        let fault = if is_service || is_lost { None } else { fault(instruction, command, is_busy) };
        let Some((message, help)) = fault.or(is_lost.then_some(LOST_SERVICE)) else { continue };
        let finding = checker.report(command.program.span, format!("`{}` {message}", command.program.value)).help(help);
        if !is_lost {
            finding.severity(Severity::Info).from_profile(Profile::Strict);
        }
    }
}

const LOST_SERVICE: (&str, &str) =
    ("starts what ends with this RUN", "start it in ENTRYPOINT or CMD: an image holds files, no processes");

/// What is wrong with a command, and what to do instead.
fn fault(instruction: &Instruction, command: &Command, is_busy: bool) -> Option<(&'static str, &'static str)> {
    let is_asked = command.placement.pipeline_length > 1
        || matches!(command.placement.nesting, Nesting::Condition | Nesting::Substitution)
        || !command.redirects.is_empty();
    match command.program.value.as_str() {
        "vi" | "vim" | "nvim" | "nano" | "emacs" | "top" | "htop" | "less" | "more" => {
            let is_alone = !command.args.iter().any(|word| word.known_prefix().starts_with(['-', '+']));
            (is_alone && !is_asked)
                .then_some(("needs a terminal, and a build has none", "leave it out, or edit with sed"))
        }
        "shutdown" | "reboot" | "halt" | "poweroff" => Some(("has nothing to end in a build", "leave it out")),
        "free" | "ps" | "uptime" if !is_asked && !is_busy => Some((
            "tells of the machine that builds, not of the image",
            "leave it out, or look at `docker stats` and `docker top`",
        )),
        "mount" if instruction.flag("security").is_none() && !is_asked => Some((
            "may not be used in a build, and would not last",
            "use RUN --mount=..., or a volume when the container runs",
        )),
        "ssh" if !instruction.mounts().any(|mount| mount.mount_type() == "ssh") && !is_asked => {
            Some(("finds no key in a build", "lend it your agent: RUN --mount=type=ssh ssh ..."))
        }
        _ => None,
    }
}

fn starts_service(command: &Command) -> bool {
    let is_init_script = command.program_path.starts_with("/etc/init.d/");
    (is_init_script || command.is_any(&["service", "systemctl", "rc-service"]))
        && (command.has_arg("start") || command.has_arg("restart"))
}

/// Whether nothing waits for the command: `redis-server &` at the end.
fn is_left_running(command: &Command) -> bool {
    command.placement.background && command.placement.is_last && command.placement.depth == 0
}

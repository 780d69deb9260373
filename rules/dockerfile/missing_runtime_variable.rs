//! Interpreters that are not told that they run in production.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Command, Origin, Stage};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-runtime-variable",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_runtime_variable.md"),
    check: Check::Build(check),
};

/// What an interpreter should be told.
struct Wanted {
    line: &'static str,
    message: &'static str,
    safety: Safety,
}

const PYTHON: Wanted = Wanted {
    line: "ENV PYTHONUNBUFFERED=1",
    message: "Python keeps what it prints in a buffer, and a crash loses it",
    safety: Safety::Safe,
};
const NODE: Wanted = Wanted {
    line: "ENV NODE_ENV=production",
    message: "nothing tells the program that it runs in production: `NODE_ENV` is not set",
    safety: Safety::Unsafe,
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage().filter(|stage| !build.is_said_to_be_for_development(stage)) else { return };
    if !build.is_service(stage) {
        return;
    }
    let commands = build.start_commands(stage);
    // What comes before the service is over at once.
    let mut last = commands.into_iter().filter(|command| command.placement.is_last && command.placement.index == 0);
    let Some((command, wanted)) = last.find_map(|command| Some((command, wanted(command)?))) else {
        return;
    };
    let name = wanted.line.split([' ', '=']).nth(1).unwrap_or_default();
    let is_set = build.variable_of_image(stage, name).is_some()
        || command.assignments.iter().any(|set| set.name == name)
        || command.args.iter().any(|word| word.raw.starts_with(name))
        || build.is_set_by_base(stage, name) == Some(true);
    let Some(instruction) = build.step(command.step).and_then(|step| build.instruction(step)) else { return };
    if is_set || build.base_image(stage).is_none() {
        return;
    }
    let edit = checker.edits().add_line_before(instruction, wanted.line);
    let is_last = is_last_work(build, stage, command);
    // Installs leave out what only developers need once it is set.
    let place = if is_last { "" } else { ", below what is installed and built" };
    let help = format!("set it in the image{place}:\n{}", wanted.line);
    let finding = checker.report(command.program.span, wanted.message).help(help);
    if is_last {
        finding.fix(wanted.safety, format!("set `{name}`"), [edit]);
    }
}

fn wanted(command: &Command) -> Option<&'static Wanted> {
    let name = command.program.value.as_str();
    let script = command.args.iter().find(|word| !word.known_prefix().starts_with('-'));
    if name == "python" || name.starts_with("python3") {
        return (script.is_some() && !command.has_flag(&["u"]) && !command.has_arg("-m")).then_some(&PYTHON);
    }
    // What npm starts may set it by itself.
    (matches!(name, "node" | "nodejs") && script.is_some()).then_some(&NODE)
}

/// Whether a line before the command changes nothing that is run in the build, nor any other stage.
fn is_last_work(build: &Build, stage: &Stage, command: &Command) -> bool {
    let is_own = build.step(command.step).is_some_and(|step| step.stage == stage.id);
    let mut later = build.steps_of(stage).iter().filter(|step| step.id > command.step);
    is_own && !later.any(|step| build.commands_of(step).iter().any(|it| it.form.instruction == Origin::Run))
}

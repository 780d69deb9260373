//! Programs that run in their development mode.

use crate::knowledge::debugging::development_mode;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Stage, Step};
use crate::syntax::dockerfile::ast::{Kind, Pair};

/// The rule.
pub static RULE: Rule = Rule {
    name: "debug-mode",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("debug_mode.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage().filter(|stage| !build.is_said_to_be_for_development(stage)) else { return };
    if !build.is_service(stage) {
        return;
    }
    for step in build.image_steps(stage) {
        let Some(Kind::Env(pairs)) = build.instruction(step).map(|instruction| &instruction.kind) else { continue };
        for pair in &pairs.pairs {
            variable(build, stage, step, pair, checker);
        }
    }
    for server in build.started_servers(stage).iter().filter(|server| server.server.development.is_none()) {
        if let Some((flag, span)) = server.debug_flag() {
            let span = if server.script.is_some() { server.span } else { span };
            checker
                .report(span, format!("`{flag}` is for developing, and costs time and memory in production"))
                .help("leave it out");
        }
    }
}

fn variable(build: &Build, stage: &Stage, step: &Step, pair: &Pair, checker: &mut Checker<'_>) {
    let Some(name) = pair.key.known() else { return };
    let Some(value) = build.expanded(step, &pair.value) else { return };
    let Some(other) = development_mode(&name, &value) else { return };
    // Of many lines for one variable, only the last is looked at further.
    if build.variable_of_image(stage, &name).is_none_or(|binding| binding.step != Some(step.id)) {
        return;
    }
    if build.is_left_to_services(|service| service.sets(&name)) {
        return;
    }
    let commands = build.start_commands(stage);
    if commands.iter().any(|command| command.assignments.iter().any(|set| set.name == name)) {
        return;
    }
    let edit = pair.value.known().map(|_| checker.edits().replace(pair.value.span, other));
    let finding = checker
        .report(pair.span, format!("`{name}={value}` makes the program run in its development mode"))
        .help(format!("set it for production, and otherwise where you develop:\nENV {name}={other}"));
    if let Some(edit) = edit {
        finding.fix(Safety::Unsafe, format!("set `{name}` to `{other}`"), [edit]);
    }
}

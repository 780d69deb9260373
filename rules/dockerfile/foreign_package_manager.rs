//! Package managers of another system than the base image's.

use crate::knowledge::programs::SYSTEM_PACKAGE_MANAGERS;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, Origin, Stage};
use crate::syntax::shell::{Connector, Nesting};

/// The rule.
pub static RULE: Rule = Rule {
    name: "foreign-package-manager",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("foreign_package_manager.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let Some(image) = build.base_image(stage) else { return };
    let mut told: Vec<&str> = Vec::new();
    for command in build.steps_of(stage).iter().flat_map(|step| build.commands_of(step)) {
        let program = command.program.value.as_str();
        let is_run = command.form.instruction == Origin::Run && SYSTEM_PACKAGE_MANAGERS.contains(&program);
        if !is_run
            || told.contains(&program)
            || image.has_tool(program) != Some(false)
            || is_conditional(build, command)
        {
            continue;
        }
        told.push(program);
        if is_brought(build, stage, program) {
            continue;
        }
        let own = SYSTEM_PACKAGE_MANAGERS.iter().find(|name| image.has_tool(name) == Some(true));
        let help = match own {
            Some(own) => format!("use `{own}`; its packages may have other names"),
            None => "install in a stage that has a package manager, and copy the files from there".to_owned(),
        };
        checker
            .report(command.program.span, format!("there is no `{program}` in this image"))
            .label(stage.base_span, "starts from here")
            .help(help);
    }
}

/// Whether some step may add it to what the base image has.
fn is_brought(build: &Build, stage: &Stage, program: &str) -> bool {
    build.image_steps(stage).into_iter().any(|step| {
        let is_copied = build.instruction(step).is_some_and(|it| it.flag("from").is_some());
        is_copied || build.orders_of(step).any(|order| order.package_names().any(|name| name == program))
    })
}

/// Whether the script asks first which system it is on.
fn is_conditional(build: &Build, command: &Command) -> bool {
    let place = command.placement;
    let is_inside = !matches!(place.nesting, Nesting::TopLevel | Nesting::Group | Nesting::Subshell);
    // `command -v apk && apk add` asks as well, and `apt-get || apk` tries.
    let step = build.step(command.step).map(|step| build.commands_of(step)).unwrap_or_default();
    let asks = |other: &Command| other.is_any(&["command", "which", "type", "test", "["]);
    is_inside
        || place.connector == Connector::Or
        || step.iter().any(|other| asks(other) || other.placement.connector == Connector::Or)
}

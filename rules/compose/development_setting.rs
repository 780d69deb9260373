//! Services that are told to run as where they are developed.

use crate::knowledge::debugging::development_mode;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::Container;
use crate::syntax::compose::ast::Variable;
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "development-setting",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("development_setting.md"),
    check: Check::Container(check),
};

/// Levels at which everything is logged.
const TALKATIVE: &[&str] = &["all", "debug", "trace"];

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let (stack, service) = (container.stack, container.service);
    if stack.is_service_for_development(service) {
        return;
    }
    for variable in &service.environment {
        if !checker.is_for_development(variable.place) {
            report_variable(container, variable, checker);
        }
    }
    let message = match stack.server_of(service) {
        Some((server, place, call)) if server.development.is_some() => match server.name {
            "" => Some((place, format!("`{call}` is called like a script to develop with"))),
            name => Some((place, format!("`{name}` is made to develop with"))),
        },
        Some(_) => None,
        None => script_to_develop(container),
    };
    if let Some((place, message)) = message.filter(|(place, _)| !checker.is_for_development(*place)) {
        checker
            .report_at(place, message)
            .help("start what the image is meant to run in production, and this one in `compose.override.yaml`");
    }
}

/// The script of the project that the service has started, where it runs a server to develop with.
fn script_to_develop(container: &Container<'_>) -> Option<(Place, String)> {
    // Without a build there is no context to have a script in.
    container.build()?;
    let start = container.start()?;
    let stage = start.stage().filter(|stage| !start.build.is_said_to_be_for_development(stage))?;
    let servers = start.build.started_servers(stage);
    let server = servers.iter().find(|server| server.server.development.is_some() && !server.server.name.is_empty())?;
    let (script, place) = (server.script.as_ref()?, start.place(server.span)?);
    Some((place, format!("the script `{script}` runs `{}`, which is made to develop with", server.server.name)))
}

fn report_variable(container: &Container<'_>, variable: &Variable, checker: &mut Checker<'_>) {
    let (name, Some(value)) = (&variable.name.value, &variable.value) else { return };
    let Some(known) = variable.known() else { return };
    if let Some(other) = development_mode(name, known) {
        let edit = match variable.is_interpolated() {
            true => None,
            false => checker.edits_in(value.place.file).replace_scalar(value.place, other),
        };
        let mut finding = checker
            .report_at(variable.place, format!("`{name}={known}` makes the program run in its development mode"))
            .help(format!("set `{name}` to `{other}` here, and to `{known}` in `compose.override.yaml`, which is read where one develops"));
        if let Some((place, own)) = of_image(container, name).filter(|(_, own)| own != known) {
            finding = finding.label_at(place, format!("the image itself is made for `{own}`"));
        }
        if let Some(edit) = edit {
            finding.fix(Safety::Unsafe, format!("set `{name}` to `{other}`"), [edit]);
        }
    } else if is_log_level(name) && TALKATIVE.contains(&known.to_ascii_lowercase().as_str()) {
        checker
            .report_at(variable.place, format!("`{name}={known}` logs everything, also what should not be in a log"))
            .severity(Severity::Info)
            .from_profile(Profile::Strict)
            .help(format!("set `{name}` to the level for warnings or information"));
    }
}

/// What the Dockerfile sets a variable to, and where.
fn of_image(container: &Container<'_>, name: &str) -> Option<(Place, String)> {
    let (build, stage) = container.stage()?;
    let binding = build.variable_of_image(stage, name)?;
    Some((container.place(binding.span)?, binding.value.clone().known()?))
}

fn is_log_level(name: &str) -> bool {
    matches!(name, "LOGLEVEL" | "LOGGING_LEVEL" | "LOG_LEVEL")
        || name.ends_with("_LOG_LEVEL")
        || name.ends_with("_LOGLEVEL")
}

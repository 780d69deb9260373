//! Services that build a stage to develop with.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Container, Stage};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "development-target",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("development_target.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let service = container.service;
    let (Some((build, stage)), Some(asked)) = (container.stage(), &service.build) else { return };
    let is_for_development = container.dockerfile().is_some_and(|file| file.is_for_development())
        || checker.is_for_development(asked.place)
        || checker.is_for_development(service.name.place)
        || container.stack.is_service_for_development(service);
    if is_for_development || !build.is_workshop(stage) {
        return;
    }
    let name = stage.name.as_ref().map(|name| name.value.as_str()).unwrap_or_default();
    let target = asked.target.as_ref().filter(|target| !target.value.is_empty());
    let meant = match target {
        None => build.stage_to_ship(),
        Some(_) => build.stages.iter().rev().find(|other| build.is_there_to_run(other)),
    };
    let purpose = match build.is_named_for_development(stage) {
        true => "develop",
        // What is built alone is no stage to build with, whatever its name.
        false if meant.is_none() => return,
        false => "build",
    };
    match target {
        Some(target) if target.is_known() => {
            // A project has one file where it is developed and run alike, unless its name says that it is not.
            let is_for_production = checker.is_for_production(target.place);
            let finding = checker.report_at(target.place, format!("`{name}` is a stage to {purpose} with"));
            let finding = finding.help(help(meant));
            if !is_for_production {
                finding.severity(Severity::Info).from_profile(Profile::Strict);
            }
        }
        Some(_) => {}
        None if meant.is_some() => {
            let place: Place = service.key("build").unwrap_or(asked.place);
            let finding = checker.report_at(
                place,
                format!("without a `target` this builds `{name}`, the last stage, which is there to {purpose} with"),
            );
            let finding = finding.help(help(meant));
            if let Some(place) = meant.and_then(|it| container.place(it.span)) {
                finding.label_at(place, "this one is there to run");
            }
        }
        None => {}
    }
}

/// What to build in its place.
fn help(meant: Option<&Stage>) -> String {
    match meant.and_then(|stage| stage.name.as_ref()) {
        Some(name) => format!("name the stage that is there to run:\nbuild:\n  target: {}", name.value),
        None => "name the stage that is there to run, and this one in a `compose.override.yaml` that is not deployed"
            .to_owned(),
    }
}

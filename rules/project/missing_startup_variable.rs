//! Images that do not start, as a variable they ask for is missing.

use crate::knowledge::services::{StartupVariables, startup_variables};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity, compose_help};
use crate::model::Container;
use crate::syntax::compose::ast::{MountKind, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-startup-variable",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_startup_variable.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let Some(image) = container.starting_image() else { return };
    let Some(wanted) = startup_variables(image.normalized(), image.tag()) else { return };
    if !starts_program(container, wanted) || has_data_already(container) {
        return;
    }
    let is_lacking = |group: &&&[&str]| group.iter().all(|name| container.setting(name).is_lacking());
    let missing: Vec<&str> =
        wanted.groups.iter().filter(is_lacking).filter_map(|group| group.first().copied()).collect();
    if missing.is_empty() {
        return;
    }
    let service = container.service;
    let place = service.image.as_ref().filter(|_| service.build.is_none()).map_or(service.name.place, |it| it.place);
    let names = missing.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ");
    let message = format!("`{}` {}: nothing sets {names}", image.repository(), wanted.effect);
    let based = container.stage().and_then(|(build, stage)| container.place(build.lineage(stage).last()?.base_span));
    let finding = checker.report_at(place, message).help(help(service, &missing));
    if let Some(base) = based {
        finding.label_at(base, "the image that asks for it");
    }
}

/// Whether what starts is the program that is to be set up.
fn starts_program(container: &Container<'_>, wanted: &StartupVariables) -> bool {
    if let Some(command) = &container.service.command {
        let first = command.words.first().map(|word| word.value.as_str()).unwrap_or_default();
        return wanted.programs.contains(&first) || first.starts_with('-') && !wanted.programs.is_empty();
    }
    container.stage().is_none_or(|(build, stage)| build.start(stage).command.is_none())
}

/// Whether it is likely not the first start: what a volume of somebody else holds was set up there.
fn has_data_already(container: &Container<'_>) -> bool {
    let is_foreign = |name: &str| container.stack.project.volumes.get(name).is_some_and(|volume| volume.is_external());
    let volumes = container.service.volumes.iter().filter(|mount| mount.kind == MountKind::Volume);
    let mut sources = volumes.filter_map(|mount| mount.source.as_ref());
    sources.any(|source| is_foreign(&source.value)) || !container.service.volumes_from.is_empty()
}

fn help(service: &Service, missing: &[&str]) -> String {
    let beside = service.environment.first();
    let line = |name: &&str| match *name {
        "ACCEPT_EULA" => compose_help::variable(beside, name, "\"Y\""),
        "ZOOKEEPER_CLIENT_PORT" => compose_help::variable(beside, name, "2181"),
        name => compose_help::variable(beside, name, &format!("${{{name}:?}}")),
    };
    let lines: Vec<String> = missing.iter().map(line).collect();
    format!("add to its `environment`:\n{}", lines.join("\n"))
}

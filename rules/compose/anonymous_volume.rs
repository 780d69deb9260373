//! Volumes without a name, which nobody finds again.

use std::collections::HashSet;

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Container;
use crate::model::stack::{EdgeKind, Stack};
use crate::syntax::compose::ast::{MountKind, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "anonymous-volume",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("anonymous_volume.md"),
    check: Check::Container(check),
};

/// Folders of what can be made again.
const PASSING: &[&str] = &[
    "cache",
    "shm",
    "node_modules",
    "run",
    "tmp",
    "temp",
    ".venv",
    "venv",
    "vendor",
    ".next",
    "target",
    "log",
    "logs",
];

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let (stack, service) = (container.stack, container.service);
    report_declared(container, checker);
    let binds = service.volumes.iter().filter(|mount| mount.kind == MountKind::Bind);
    let binds: HashSet<&str> = binds.map(|bind| bind.target.value.as_str()).collect();
    for mount in service.volumes.iter().filter(|mount| mount.kind == MountKind::Anonymous && mount.target.is_known()) {
        let target = &mount.target;
        if let Some(volume) = volume_taken_for_drive(stack, &target.value) {
            checker
                .report_at(
                    target.place,
                    format!("`{}` is a path of Windows here, and not the volume `{volume}`", target.value),
                )
                .severity(Severity::Error)
                .help("give the volume a name of more than one letter");
            continue;
        }
        if is_passing(&target.value)
            || is_lent(stack, service)
            || hides_part_of_bind(&binds, &target.value)
            || stack.is_service_for_development(service)
        {
            continue;
        }
        if checker.is_for_development(target.place) {
            continue;
        }
        let name = volume_name(service, &target.value);
        checker
            .report_at(
                target.place,
                format!("what is written to `{}` is left behind in a volume without a name", target.value),
            )
            .from_profile(Profile::Production)
            .help(format!(
                "name it, and declare the name at the top of the file:\n- {name}:{}\nvolumes:\n  {name}:",
                target.value
            ));
    }
}

/// Reports the volumes that the Dockerfile of the image declares, and at which nothing is mounted.
fn report_declared(container: &Container<'_>, checker: &mut Checker<'_>) {
    let (stack, service) = (container.stack, container.service);
    let image = service.image.as_ref().map(|image| image.place);
    let Some(key) = service.key("build").or(image) else { return };
    let is_short = stack.is_one_shot(service) || stack.is_service_for_development(service);
    if is_short || checker.is_for_development(key) || is_lent(stack, service) {
        return;
    }
    for volume in container.unkept_volumes().into_iter().filter(|volume| !is_passing(&volume.path)) {
        let path = &volume.path;
        let name = volume_name(service, path);
        let finding = checker
            .report_at(key, format!("what is written to `{path}` is left behind in a volume without a name"))
            .help(format!(
                "mount one with a name there, and declare the name at the top of the file:\nvolumes:\n  - {name}:{path}\n\nvolumes:\n  {name}:"
            ));
        if let Some(place) = volume.place {
            finding.label_at(place, "the image declares it here");
        }
    }
}

/// The volume that somebody meant whose `d:/data` is read as a path.
fn volume_taken_for_drive<'a>(stack: &Stack, target: &'a str) -> Option<&'a str> {
    let (name, path) = target.split_once(':')?;
    (path.starts_with('/') && stack.project.volumes.contains_key(name)).then_some(name)
}

/// Whether another service has it through `volumes_from`.
fn is_lent(stack: &Stack, service: &Service) -> bool {
    stack.dependents_of(service).any(|edge| edge.kind == EdgeKind::VolumesFrom)
}

fn is_passing(target: &str) -> bool {
    target.split('/').any(|part| PASSING.contains(&part))
}

/// Whether it keeps what the image has where a bind mount of the source code would hide it.
fn hides_part_of_bind(binds: &HashSet<&str>, target: &str) -> bool {
    let folders = target.match_indices('/').filter_map(|(end, _)| target.get(..end));
    binds.contains("/") || folders.into_iter().any(|folder| binds.contains(folder))
}

fn volume_name(service: &Service, target: &str) -> String {
    let last = target.rsplit('/').find(|part| !part.is_empty()).unwrap_or("data");
    let last: String = last.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{}-{}", service.name.value, if last.is_empty() { "data" } else { &last })
}

//! Secrets that a service is given and that nothing in it reads.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::{Grant, MountKind, Service};
use crate::syntax::compose::{Mapping, Provenance, Value, ValueKind};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unread-secret",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unread_secret.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let Some(known) = stack.known_service(service).filter(|known| !known.file_variables.is_empty()) else { return };
    // Settings and scripts that are mounted may read it.
    let is_plain = stack.is_whole(service)
        && service.entrypoint.is_none()
        && service.env_files.is_empty()
        && service.configs.is_empty()
        && service.volumes_from.is_empty()
        && service.volumes.iter().all(|mount| mount.kind != MountKind::Bind);
    if !is_plain {
        return;
    }
    for grant in service.secrets.iter().filter(|grant| !is_named(service, grant)) {
        let is_free = |name: &&&str| {
            name.ends_with("PASSWORD") && service.variable(&format!("{name}{}", known.file_suffix)).is_none()
        };
        let variable = known.file_variables.iter().find(is_free).or(known.file_variables.first());
        let (name, path) = (&grant.source.value, path_of(grant));
        let line = variable.map(|variable| format!("{variable}{}: {path}", known.file_suffix)).unwrap_or_default();
        checker
            .report_at(
                grant.source.place,
                format!("`{}` is given the secret `{name}`, and nothing reads it", service.name.value),
            )
            .help(format!("name the file in a variable of the image, such as `{line}`, or leave the secret out"));
    }
}

fn path_of(grant: &Grant) -> String {
    let target = grant.target.as_ref().unwrap_or(&grant.source);
    match target.value.starts_with('/') {
        true => target.value.clone(),
        false => format!("/run/secrets/{}", target.value),
    }
}

/// Whether anything else that is said of the service names the file.
fn is_named(service: &Service, grant: &Grant) -> bool {
    let path = path_of(grant);
    let file = path.rsplit('/').next().unwrap_or(&path);
    let members = service.value.as_mapping().into_iter().flat_map(Mapping::iter);
    members.filter(|(key, _)| *key != "secrets").any(|(_, member)| names(&member.value, file))
}

/// As deep as the value is, which its reader bounds. A variable that nothing sets may name anything.
fn names(value: &Value, file: &str) -> bool {
    match &value.kind {
        ValueKind::Scalar(scalar) => {
            let is_open = scalar.variables.iter().any(|variable| variable.provenance == Provenance::Unset);
            scalar.data.to_text().contains(file) || is_open && scalar.written.contains('/')
        }
        ValueKind::Sequence(items) => items.iter().any(|item| names(item, file)),
        ValueKind::Mapping(mapping) => mapping.iter().any(|(_, member)| names(&member.value, file)),
    }
}

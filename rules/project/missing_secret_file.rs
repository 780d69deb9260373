//! Paths of secrets that a service is told and not given.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::{Grant, Service};
use crate::text::nearest;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-secret-file",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_secret_file.md"),
    check: Check::Service(check),
};

const FOLDER: &str = "/run/secrets/";

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    if !stack.is_whole(service) || !service.volumes_from.is_empty() {
        return;
    }
    let variables = service
        .environment
        .iter()
        .filter_map(|variable| Some((variable.name.value.as_str(), variable.value.as_ref()?)));
    let lines = [&service.entrypoint, &service.command].into_iter().flatten();
    let words = lines.flat_map(|line| &line.words).map(|word| (word.value.split('=').next().unwrap_or_default(), word));
    for (name, value) in variables.chain(words).filter(|(_, value)| value.is_known()) {
        let Some(path) = path_in(&value.value).filter(|path| !is_there(service, path)) else { continue };
        report(stack, service, (name, value), path, checker);
    }
}

/// The path of a secret that a text is, alone or behind a flag.
fn path_in(text: &str) -> Option<&str> {
    let path = match text.split_once('=') {
        Some((flag, value)) if flag.starts_with('-') => value,
        Some(_) | None => text,
    };
    let name = path.strip_prefix(FOLDER)?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    is_name.then_some(path)
}

/// Whether something is put at a path.
fn is_there(service: &Service, path: &str) -> bool {
    let is_below = |target: &str| {
        let target = target.trim_end_matches('/');
        path.strip_prefix(target).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let mut grants = service.secrets.iter().chain(&service.configs).map(target);
    grants.any(|target| target.is_none_or(|target| target == path))
        || service.volumes.iter().any(|mount| !mount.target.is_known() || is_below(&mount.target.value))
        || service.tmpfs.iter().any(|item| is_below(item.value.split(':').next().unwrap_or_default()))
}

/// Where a secret is put; `None` where that is not known.
fn target(grant: &Grant) -> Option<String> {
    let name = grant.target.as_ref().unwrap_or(&grant.source);
    name.is_known().then(|| match name.value.starts_with('/') {
        true => name.value.clone(),
        false => format!("{FOLDER}{}", name.value),
    })
}

fn report(
    stack: &Stack,
    service: &Service,
    (name, value): (&str, &Located<String>),
    path: &str,
    checker: &mut Checker<'_>,
) {
    let secret = path.strip_prefix(FOLDER).unwrap_or(path);
    let secrets = &stack.project.secrets;
    let given = service.secrets.iter().find(|grant| grant.source.value == secret);
    let message = format!("`{name}` names `{path}`, but `{}` is given no such secret", service.name.value);
    let finding = checker.report_at(value.place, message);
    if let Some(grant) = given {
        let place = grant.target.as_ref().map_or(grant.place, |target| target.place);
        let elsewhere = target(grant).unwrap_or_default();
        finding.label_at(place, "it is put here").help(format!("name `{elsewhere}`, or leave `target` out"));
        return;
    }
    if secrets.contains_key(secret) {
        finding.help(format!("give it to the service:\nsecrets:\n  - {secret}"));
        return;
    }
    let targets: Vec<String> = service.secrets.iter().filter_map(target).collect();
    let names = targets.iter().filter_map(|target| target.strip_prefix(FOLDER));
    match nearest(secret, names).or_else(|| nearest(secret, secrets.keys().map(String::as_str))) {
        Some(near) => finding.help(format!("did you mean `{FOLDER}{near}`?")),
        None => finding.help(format!(
            "give it to the service, `secrets: [{secret}]`, and declare it at the top:\nsecrets:\n  {secret}:\n    file: ./secrets/{secret}.txt"
        )),
    };
}

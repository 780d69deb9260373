//! Secrets and configs that Docker Compose cannot give to a service.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::{FileObject, Grant, Service};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unusable-secret",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unusable_secret.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let secrets = service.secrets.iter().map(|grant| ("secret", grant, stack.project.secrets.get(&grant.source.value)));
    let configs = service.configs.iter().map(|grant| ("config", grant, stack.project.configs.get(&grant.source.value)));
    for (word, grant, object) in secrets.chain(configs) {
        let Some(object) = object else { continue };
        // What a Swarm keeps is meant for one.
        match only_in_swarm(object) {
            Some(_) if stack.is_for_swarm() => {}
            Some((key, place)) => report_swarm(word, key, place, grant, checker),
            None => report_read_only(word, service, object, grant, checker),
        }
    }
}

/// The key that asks for something that only Swarm has.
fn only_in_swarm(object: &FileObject) -> Option<(&'static str, Place)> {
    if let Some(external) = object.external.as_ref().filter(|external| external.value) {
        return Some(("external", external.place));
    }
    let driver = object.driver.as_ref().map(|driver| ("driver", driver));
    let template = object.template_driver.as_ref().map(|driver| ("template_driver", driver));
    let (key, driver) = driver.or(template).filter(|(_, driver)| driver.is_known() && !driver.value.is_empty())?;
    Some((key, driver.place))
}

fn report_swarm(word: &str, key: &str, place: Place, grant: &Grant, checker: &mut Checker<'_>) {
    let name = &grant.source.value;
    let (message, help) = match key {
        "external" => (
            format!("Docker Compose cannot use the external {word} `{name}`: only a Swarm keeps {word}s"),
            format!("declare where it comes from:\n{word}s:\n  {name}:\n    file: ./{name}.txt"),
        ),
        _ => (
            format!("Docker Compose cannot use the {word} `{name}`: only a Swarm has a `{key}`"),
            format!("remove `{key}` from the {word}, or deploy with `docker stack deploy`"),
        ),
    };
    checker.report_at(grant.source.place, message).label_at(place, "declared here").help(help);
}

/// What is no file is copied into the container, which Compose refuses where nothing can be written.
fn report_read_only(word: &str, service: &Service, object: &FileObject, grant: &Grant, checker: &mut Checker<'_>) {
    let Some(read_only) = service.read_only.as_ref().filter(|flag| flag.value && flag.is_known()) else { return };
    let source = object.environment.as_ref().map(|source| ("environment", source.place));
    let Some((key, place)) = source.or_else(|| Some(("content", object.content.as_ref()?.place))) else { return };
    let name = &grant.source.value;
    let message =
        format!("Docker Compose does not put the {word} `{name}` into a read-only container: it is no `file`");
    checker
        .report_at(grant.source.place, message)
        .label_at(read_only.place, "nothing can be written there")
        .label_at(place, format!("it comes from `{key}`"))
        .help(format!("take it from a file:\n{word}s:\n  {name}:\n    file: ./{name}.txt"));
}

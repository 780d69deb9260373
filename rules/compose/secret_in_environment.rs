//! Secrets that are written out in a Compose file.

use std::collections::{HashMap, HashSet};

use crate::knowledge::secrets::Strength;
use crate::lint::compose_help;
use crate::lint::{Category, Check, Checker, Finding, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{Channel, Credential, Stack};
use crate::syntax::compose::ast::{Service, Variable};

/// The rule.
pub static RULE: Rule = Rule {
    name: "secret-in-environment",
    category: Category::Security,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["CL-0020"],
    options: &[],
    since: "0.1.0",
    page: include_str!("secret_in_environment.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    // What several services take from one place is one secret.
    let mut seen = HashSet::new();
    let mut holders: Holders<'_> = HashMap::new();
    for service in stack.services() {
        let found = stack.credentials_of(service);
        let new: Vec<_> = found.into_iter().filter(|it| seen.insert(it.place)).collect();
        let (real, weak): (Vec<_>, Vec<_>) = new.into_iter().partition(|it| it.strength == Strength::Real);
        let weak: Vec<_> = weak.into_iter().filter(|it| !checker.is_for_development(it.place)).collect();
        for found in [real, weak] {
            if let Some(finding) = report(stack, Some(service), &found, checker) {
                note_twin(finding, service, &found, &mut holders);
            }
        }
    }
    for config in stack.project.configs.values() {
        report(stack, None, &stack.credentials_in(config), checker);
    }
}

/// The services that hold a value, by it.
type Holders<'a> = HashMap<&'a str, &'a str>;

/// Says which service before this one has the same value: they are changed together.
fn note_twin<'a>(finding: Finding<'_>, service: &'a Service, found: &[Credential], holders: &mut Holders<'a>) {
    let values = found.iter().filter_map(|credential| variable_of(service, credential)?.known());
    let values: Vec<&str> = values.collect();
    let twin = found.first().and_then(|first| holders.get(variable_of(service, first)?.known()?));
    if let Some(other) = twin.filter(|other| **other != service.name.value) {
        finding.note(format!("`{other}` has the same value"));
    }
    for value in values {
        holders.entry(value).or_insert(&service.name.value);
    }
}

/// The variable of the container that a credential is the value of.
fn variable_of<'a>(service: &'a Service, credential: &Credential) -> Option<&'a Variable> {
    let is_it = |variable: &&Variable| variable.value.as_ref().is_some_and(|value| value.place == credential.place);
    service.environment.iter().find(is_it).filter(|_| credential.channel == Channel::Environment)
}

/// One finding for all of them: the first, with the others beside it.
fn report<'c>(
    stack: &Stack,
    service: Option<&Service>,
    found: &[Credential],
    checker: &'c mut Checker<'_>,
) -> Option<Finding<'c>> {
    let (first, others) = found.split_first()?;
    let mut finding = checker.report_at(first.place, message(first)).help(help(stack, service, first));
    for other in others {
        let name = if other.name.is_empty() { "and here".to_owned() } else { format!("and `{}`", other.name) };
        finding = finding.label_at(other.place, name);
    }
    let finding = match first.channel {
        Channel::Environment | Channel::Command => finding,
        Channel::Hook | Channel::BuildArgument | Channel::Label | Channel::Content => finding.aliases(&[]),
    };
    Some(match first.strength {
        Strength::Weak => finding.severity(Severity::Warning).from_profile(Profile::Production),
        Strength::Real => finding,
    })
}

fn message(credential: &Credential) -> String {
    let name = &credential.name;
    let what = match credential.channel {
        Channel::Environment | Channel::Hook => format!("`{name}`"),
        Channel::Command if name.is_empty() => "what the command is given".to_owned(),
        Channel::Command => format!("`{name}` of the command"),
        Channel::BuildArgument => format!("the build argument `{name}`"),
        Channel::Label => format!("the label `{name}`"),
        Channel::Content => format!("`{name}` in the config"),
    };
    let end = if credential.is_default { "has its default here" } else { "is written out here" };
    match (credential.kind, credential.strength) {
        (Some(kind), _) => format!("{what} holds a secret ({kind}), for everybody who has this file"),
        (None, Strength::Real) => format!("{what} {end}, for everybody who has this file"),
        (None, Strength::Weak) => format!("{what} {end} and is easy to guess"),
    }
}

fn help(stack: &Stack, service: Option<&Service>, credential: &Credential) -> String {
    let name = credential.name.as_str();
    let known = service.and_then(|service| stack.known_service(service));
    let file = known.and_then(|known| known.file_variable(name));
    let revoke = if credential.strength == Strength::Real { "make a new one, then " } else { "" };
    match (credential.channel, file) {
        (Channel::Environment, Some(file)) => {
            let secret = name.to_ascii_lowercase();
            let beside = service.and_then(|service| variable_of(service, credential));
            let line = compose_help::variable(beside, &file, &format!("/run/secrets/{secret}"));
            let path = format!("./secrets/{secret}");
            let service = service.map_or("", |service| &service.name.value);
            let lines = compose_help::secret_file(service, &line, &secret, &format!("file: {path}"));
            format!("{revoke}put it into `{path}`, and in place of `{name}` write\n{lines}")
        }
        (Channel::Environment | Channel::Hook, None) => {
            format!("{revoke}write `${{{name}:?}}` here, and set it in a `.env` that is not committed")
        }
        (Channel::BuildArgument, _) => {
            format!("{revoke}give it to the build as `build.secrets`: the history of an image shows build arguments")
        }
        (Channel::Command, _) => {
            format!("{revoke}hand it over as a file of `secrets:`: the list of processes shows commands")
        }
        (Channel::Label, _) => {
            format!("{revoke}keep it in a file that the container reads: `docker inspect` shows labels")
        }
        (Channel::Content, _) => format!("{revoke}keep it in a file of `secrets:` in place of a config"),
        (Channel::Hook, Some(_)) => format!("{revoke}hand it over as a file of `secrets:`"),
    }
}

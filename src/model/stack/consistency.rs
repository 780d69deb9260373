//! What the parts of a project must not say of each other.
//!
//! References that lead nowhere, services that wait for each other, keys that exclude each other, names and places that
//! are taken twice. Works on the completed project. Start with [`problems`]; what concerns one service alone is in
//! [`super::service_consistency`].

use std::collections::{HashMap, HashSet};

use super::normalise::is_external;
use super::profiles::Disabled;
use super::service_consistency;
use super::validation::members;
use crate::knowledge::file_names::names_a_file;
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind, Mapping, Value};
use crate::text::Place;

/// How many names are compared with one that leads nowhere.
const MOST_NAMES: usize = 200;

/// What is known of what could not be looked at.
pub struct Known<'a> {
    /// Services without an active profile.
    pub disabled: &'a Disabled,
    /// Whether anything may be declared where nobody could look.
    pub is_open: bool,
    /// Services of which not everything is known.
    pub services: &'a HashSet<String>,
}

/// Everything that is wrong between the parts of a project.
pub fn problems(document: &Value, known: &Known<'_>) -> Vec<ComposeProblem> {
    let mut found = Vec::new();
    let declared = Declared::of(document);
    for (name, key, service) in members(document, "services") {
        let is_whole = !known.is_open && !known.services.contains(name);
        if is_whole && !has_origin(service) {
            let message = format!("`{name}` has neither an image nor a build");
            let problem = ComposeProblem::new(ComposeProblemKind::NotAProject, key, message);
            found.push(problem.help("set `image:` or `build:`"));
        }
        if !known.is_open {
            declared.references(name, service, known, &mut found);
        }
        found.extend(service_consistency::problems(name, service));
    }
    if !known.is_open {
        objects_without_content(document, &mut found);
    }
    cycles(document, &mut found);
    container_names(document, &mut found);
    found
}

/// Whether a service says what its containers are made from.
fn has_origin(service: &Value) -> bool {
    let has = |key: &str| service.get(key).is_some_and(|value| !value.is_null());
    has("build")
        || has("provider")
        || service.get("image").and_then(Value::to_text).is_some_and(|image| !image.is_empty())
}

/// What a project declares.
struct Declared<'a> {
    document: &'a Value,
    services: Option<&'a Mapping>,
}

/// A name that has to be declared.
struct Reference<'a> {
    /// The section it has to be declared in.
    section: &'static str,
    /// One of them, as a word.
    word: &'static str,
    name: &'a str,
    place: Place,
    /// Whether it is the source of a volume in short form, where a path beside the file starts with `./`.
    is_source: bool,
}

impl<'a> Declared<'a> {
    fn of(document: &'a Value) -> Self {
        Self { document, services: document.get("services").and_then(Value::as_mapping) }
    }

    /// The names under a section.
    fn names(&self, section: &str) -> Option<&'a Mapping> {
        self.document.get(section).and_then(Value::as_mapping)
    }

    /// Reports what a service refers to and nothing declares.
    fn references(&self, name: &str, service: &Value, known: &Known<'_>, found: &mut Vec<ComposeProblem>) {
        for reference in simple_references(service) {
            if self.names(reference.section).is_none_or(|names| !names.has(reference.name)) {
                found.push(self.undefined(name, &reference));
            }
        }
        let needed = service.get("depends_on").and_then(Value::as_mapping);
        for (other, member) in needed.into_iter().flat_map(Mapping::iter) {
            if !self.has_service(other) && !known.disabled.contains_key(other) {
                let reference = Reference {
                    section: "services",
                    word: "service",
                    name: other,
                    place: member.key,
                    is_source: false,
                };
                found.push(self.undefined(name, &reference));
            }
        }
        let contexts = service.at(&["build", "additional_contexts"]).and_then(Value::as_mapping);
        for (_, member) in contexts.into_iter().flat_map(Mapping::iter) {
            self.additional_context(name, &member.value, known, found);
        }
    }

    fn has_service(&self, name: &str) -> bool {
        self.services.is_some_and(|services| services.has(name))
    }

    /// A context that is another service's image needs that service to be built.
    fn additional_context(&self, name: &str, context: &Value, known: &Known<'_>, found: &mut Vec<ComposeProblem>) {
        let Some(other) = context.as_text().and_then(|text| text.strip_prefix("service:")) else { return };
        match self.services.and_then(|services| services.get(other)) {
            None if known.disabled.contains_key(other) => {}
            None => {
                let reference = Reference {
                    section: "services",
                    word: "service",
                    name: other,
                    place: context.place,
                    is_source: false,
                };
                found.push(self.undefined(name, &reference));
            }
            Some(service) if service.get("build").is_none_or(Value::is_null) => {
                let message = format!("`{name}` builds on `{other}`, which is not built");
                let problem = ComposeProblem::new(ComposeProblemKind::UndefinedReference, context.place, message);
                found.push(problem.help("name a service that has `build:`, or use `docker-image://`"));
            }
            Some(_) => {}
        }
    }

    /// The problem of a name that nothing declares.
    fn undefined(&self, service: &str, reference: &Reference<'_>) -> ComposeProblem {
        let Reference { section, word, name, place, is_source } = *reference;
        let message = format!("`{service}` refers to the {word} `{name}`, which is not declared");
        let problem = ComposeProblem::new(ComposeProblemKind::UndefinedReference, place, message);
        // Names of volumes have no slashes.
        let is_path = section == "volumes" && name.contains('/');
        match self.nearest(section, name).filter(|_| !is_path) {
            Some(near) => problem.help(format!("did you mean `{near}`?")).replacement(near),
            None if is_source && (is_path || names_a_file(name)) => {
                problem.help(format!("write `./{name}` for a path beside this file")).replacement(format!("./{name}"))
            }
            None if is_path => problem.help("a path of the machine needs `type: bind`"),
            None if is_source => problem.help(format!(
                "declare `{name}` under the top-level `volumes:`, or write `./{name}` for a path beside this file"
            )),
            None => problem.help(format!("declare `{name}` under the top-level `{section}:`")),
        }
    }

    /// The one declared name that is one or two slips away.
    fn nearest(&self, section: &str, name: &str) -> Option<&'a str> {
        let names = self.names(section).filter(|names| names.len() <= MOST_NAMES)?;
        let most = if name.chars().count() < 5 { 1 } else { 2 };
        let near = names.iter().map(|(other, _)| (strsim::osa_distance(name, other), other));
        near.filter(|(distance, other)| *distance <= most && other.len() > 2).min().map(|(_, other)| other)
    }
}

/// Names that a service refers to, other services aside.
fn simple_references(service: &Value) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    let networks = service.get("networks").and_then(Value::as_mapping);
    for (name, member) in networks.into_iter().flat_map(Mapping::iter).filter(|(name, _)| *name != "default") {
        found.push(Reference { section: "networks", word: "network", name, place: member.key, is_source: false });
    }
    for volume in service.get("volumes").map(Value::items).unwrap_or_default() {
        let is_volume = volume.get("type").and_then(Value::as_text) == Some("volume");
        let source = volume.get("source").filter(|_| is_volume);
        if let Some((name, place)) = source.and_then(|source| Some((source.as_text()?, source.place)))
            && !name.is_empty()
        {
            let is_source = volume.get("type").is_some_and(|kind| kind.place == volume.place);
            found.push(Reference { section: "volumes", word: "volume", name, place, is_source });
        }
    }
    let build_secrets = service.at(&["build", "secrets"]);
    let lists = [
        (service.get("configs"), "configs", "config"),
        (service.get("secrets"), "secrets", "secret"),
        (build_secrets, "secrets", "secret"),
    ];
    for (list, section, word) in lists {
        for item in list.map(Value::items).unwrap_or_default() {
            let source = item.get("source").unwrap_or(item);
            if let Some(name) = source.as_text() {
                found.push(Reference { section, word, name, place: source.place, is_source: false });
            }
        }
    }
    match service.get("models").map(|models| &models.kind) {
        Some(crate::syntax::compose::ValueKind::Mapping(models)) => {
            found.extend(models.iter().map(|(name, member)| Reference {
                section: "models",
                word: "model",
                name,
                place: member.key,
                is_source: false,
            }));
        }
        Some(crate::syntax::compose::ValueKind::Sequence(models)) => {
            found.extend(models.iter().filter_map(|model| {
                Some(Reference {
                    section: "models",
                    word: "model",
                    name: model.as_text()?,
                    place: model.place,
                    is_source: false,
                })
            }));
        }
        Some(crate::syntax::compose::ValueKind::Scalar(_)) | None => {}
    }
    found
}

/// Secrets that a driver would have to fill, which Compose has none of.
fn objects_without_content(document: &Value, found: &mut Vec<ComposeProblem>) {
    for (name, key, secret) in members(document, "secrets") {
        let has = |key: &str| secret.get(key).and_then(Value::to_text).is_some_and(|text| !text.is_empty());
        if secret.as_mapping().is_some() && !is_external(secret) && !has("file") && !has("environment") {
            let message = format!("`{name}` does not say where its content comes from");
            let problem = ComposeProblem::new(ComposeProblemKind::Conflict, key, message);
            found.push(problem.help("set `file` or `environment`, or `external: true` where it is made elsewhere"));
        }
    }
}

/// How far the search for cycles has come with a service.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    Open,
    Done,
}

/// Services that wait for each other; every cycle is told once, where it closes.
fn cycles(document: &Value, found: &mut Vec<ComposeProblem>) {
    let Some(services) = document.get("services").and_then(Value::as_mapping) else { return };
    let mut visits: HashMap<&str, Visit> = HashMap::new();
    for (start, _) in services.iter() {
        if visits.contains_key(start) {
            continue;
        }
        visits.insert(start, Visit::Open);
        let mut way = vec![(start, dependencies(services, start))];
        while let Some((_, rest)) = way.last_mut() {
            let Some((next, place)) = rest.pop() else {
                if let Some((done, _)) = way.pop() {
                    visits.insert(done, Visit::Done);
                }
                continue;
            };
            match visits.get(next) {
                Some(Visit::Done) => {}
                Some(Visit::Open) => {
                    let names: Vec<&str> = way.iter().map(|(name, _)| *name).collect();
                    found.push(cycle(&names, next, place));
                }
                None => {
                    visits.insert(next, Visit::Open);
                    way.push((next, dependencies(services, next)));
                }
            }
        }
    }
}

/// What a service waits for, last first.
fn dependencies<'a>(services: &'a Mapping, name: &str) -> Vec<(&'a str, Place)> {
    let needed = services.get(name).and_then(|service| service.get("depends_on")).and_then(Value::as_mapping);
    needed.into_iter().flat_map(Mapping::iter).rev().map(|(name, member)| (name, member.key)).collect()
}

/// The problem of services that wait for each other.
fn cycle(way: &[&str], closing: &str, place: Place) -> ComposeProblem {
    let start = way.iter().position(|name| *name == closing).unwrap_or(0);
    let around = way.get(start..).unwrap_or_default();
    let message = match around {
        [name] => format!("`{name}` waits for itself"),
        names if names.len() <= 10 => {
            format!("these services wait for each other: `{} -> {closing}`", names.join(" -> "))
        }
        names => format!("`{closing}` waits for itself through {} other services", names.len() - 1),
    };
    ComposeProblem::new(ComposeProblemKind::Cycle, place, message).help("take one of the dependencies away")
}

/// Containers that ask for one name and can run together.
fn container_names(document: &Value, found: &mut Vec<ComposeProblem>) {
    let mut taken: HashMap<&str, Vec<(&str, &Value, &Value)>> = HashMap::new();
    for (service, _, value) in members(document, "services") {
        let Some(name) = value.get("container_name") else { continue };
        let Some(text) = name.as_text().filter(|text| !text.is_empty()) else { continue };
        let others = taken.entry(text).or_default();
        if let Some((other, _, place)) = others.iter().take(10).find(|(_, other, _)| run_together(value, other)) {
            let message = format!("`{service}` and `{other}` ask for one container name, `{text}`");
            found.push(
                ComposeProblem::new(ComposeProblemKind::Clash, name.place, message)
                    .label(place.place, "taken here")
                    .help("names of containers are unique; leave `container_name` out"),
            );
        }
        others.push((service, value, name));
    }
}

/// Whether two services can be active at once.
fn run_together(one: &Value, other: &Value) -> bool {
    let profiles = |service: &'_ Value| -> Vec<String> {
        let list = service.get("profiles").map(Value::items).unwrap_or_default();
        list.iter().filter_map(|profile| profile.as_text().map(str::to_owned)).collect()
    };
    let (one, other) = (profiles(one), profiles(other));
    one.is_empty() || other.is_empty() || one.iter().any(|profile| other.contains(profile))
}

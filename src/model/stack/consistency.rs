//! What the parts of a project must not say of each other.
//!
//! Services without an image, services that wait for each other, keys that exclude each other, names and places that
//! are taken twice. Works on the completed project. Start with [`problems`]; what concerns one service alone is in
//! [`super::service_consistency`], names that nothing declares in [`super::references`].

use std::collections::{BTreeMap, HashMap, HashSet};

use super::normalise::is_external;
use super::profiles::Disabled;
use super::told::Told;
use super::validation::members;
use super::{references, service_consistency};
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind, Mapping, Value};
use crate::text::{FileId, Place};

/// What is known of what could not be looked at.
pub struct Known<'a> {
    /// Services without an active profile.
    pub disabled: &'a Disabled,
    /// Whether anything may be declared where nobody could look.
    pub is_open: bool,
    /// Services of which not everything is known.
    pub services: &'a HashSet<String>,
    /// What is wrong with single values already.
    pub told: Told,
}

/// Everything that is wrong between the parts of a project.
pub fn problems(document: &Value, known: &Known<'_>) -> Vec<ComposeProblem> {
    let mut found = Vec::new();
    for (name, _, service) in members(document, "services") {
        found.extend(service_consistency::problems(name, service));
    }
    if !known.is_open {
        without_image(document, known, &mut found);
        references::problems(document, known, &mut found);
        objects_without_content(document, known, &mut found);
    }
    cycles(document, &mut found);
    container_names(document, &mut found);
    found
}

/// Services of which nothing says what their containers are made from. Several of a file are told at once: such a file
/// is there to be merged over another one.
fn without_image(document: &Value, known: &Known<'_>, found: &mut Vec<ComposeProblem>) {
    let mut bare: BTreeMap<FileId, Vec<(&str, Place)>> = BTreeMap::new();
    let mut is_project = false;
    for (name, key, service) in members(document, "services") {
        let has = |key: &str| service.get(key).is_some_and(|value| !value.is_null());
        if has("build") || has("provider") || known.services.contains(name) {
            is_project = true;
            continue;
        }
        match service.get("image").filter(|image| !image.is_null()) {
            Some(image) if image.to_text().is_some_and(|image| image.is_empty()) => {
                let message = format!("`{name}` has no image");
                let problem = ComposeProblem::new(ComposeProblemKind::NotAProject, image.place, message);
                found.push(problem.help("name the image to run, or say with `build:` how to build it"));
                is_project = true;
            }
            Some(_) => is_project = true,
            // What is wrong in it may have been meant as its image.
            None if known.told.is_in(key, service) => is_project = true,
            None => bare.entry(key.file).or_default().push((name, key)),
        }
    }
    for services in bare.values_mut() {
        // Where no service has an image the file lies over another one, with which its profiles are chosen.
        services.retain(|(name, _)| is_project || !has_profiles(document, name));
        let Some(((name, key), others)) = services.split_first() else { continue };
        let (message, help) = match others {
            [] if is_project => (format!("`{name}` has neither `image` nor `build`"), ONE_WITHOUT_IMAGE),
            [] => (format!("`{name}` has neither `image` nor `build`"), OVER_ANOTHER),
            [_] => (format!("`{name}` and another service have neither `image` nor `build`"), MANY_WITHOUT_IMAGE),
            _ => {
                let message = format!("`{name}` and {} other services have neither `image` nor `build`", others.len());
                (message, MANY_WITHOUT_IMAGE)
            }
        };
        let problem = ComposeProblem::new(ComposeProblemKind::NotAProject, *key, message).help(help);
        let labels = others.iter().take(MOST_LABELS).map(|(_, key)| (*key, "nor has this one".to_owned())).collect();
        let missing = services.iter().map(|(name, _)| ("services", (*name).to_owned())).collect();
        found.push(ComposeProblem { labels, missing, ..problem });
    }
}

/// What to do about one service without an image.
const ONE_WITHOUT_IMAGE: &str = "add `image:` with the image to run, or `build:` with the folder to build";
/// What to do about several.
const MANY_WITHOUT_IMAGE: &str =
    "add `image:` or `build:` to each, or give this file behind the one that has their images: `-f ... -f ...`";
/// What to do about the only one.
const OVER_ANOTHER: &str =
    "add `image:` or `build:`, or give this file behind the one that has its image: `-f ... -f ...`";
/// How many other services are pointed at.
const MOST_LABELS: usize = 8;

fn has_profiles(document: &Value, service: &str) -> bool {
    document.at(&["services", service, "profiles"]).is_some_and(|profiles| !profiles.items().is_empty())
}

/// Secrets that a driver would have to fill, which Compose has none of.
fn objects_without_content(document: &Value, known: &Known<'_>, found: &mut Vec<ComposeProblem>) {
    for (name, key, secret) in members(document, "secrets").filter(|(_, key, secret)| !known.told.is_in(*key, secret)) {
        // Compose takes an empty path for the folder of the project. What a variable has to set is told elsewhere.
        let is_said = |value: &Value| {
            let is_variable = value.as_scalar().is_some_and(|scalar| !scalar.variables.is_empty());
            is_variable || value.to_text().is_some_and(|text| !text.is_empty())
        };
        let has_source = secret.get("file").is_some() || secret.get("environment").is_some_and(is_said);
        if secret.as_mapping().is_some() && !is_external(secret) && !has_source {
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
                ComposeProblem::new(ComposeProblemKind::ContainerName, name.place, message)
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

//! Names that services refer to and that nothing declares.
//!
//! A name that is nearly one that is declared is told wherever it stands, as each has to be mended; any other one is
//! told once, where it is used first, with what declares it as help. Start with [`problems`].

use std::collections::{BTreeMap, HashMap, HashSet};

use super::consistency::Known;
use super::validation::members;
use crate::knowledge::file_names::names_a_file;
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind, Mapping, Value, ValueKind};
use crate::text::{Place, nearest};

/// So many names of a section without any are told at once.
const MANY_NAMES: usize = 3;
/// How many further uses of a name are pointed at.
const MOST_LABELS: usize = 8;

/// Everything that services refer to and nothing declares.
pub(super) fn problems(document: &Value, known: &Known<'_>, found: &mut Vec<ComposeProblem>) {
    let mut undeclared = Undeclared { document, known, found, told: HashMap::new() };
    for (name, _, service) in members(document, "services") {
        undeclared.references(name, service);
    }
    undeclared.fold();
}

/// What was found to be undeclared so far.
struct Undeclared<'a, 'f> {
    document: &'a Value,
    known: &'a Known<'a>,
    found: &'f mut Vec<ComposeProblem>,
    /// Names by their section, with where they are told.
    told: HashMap<(&'static str, &'a str), usize>,
}

/// A name that has to be declared.
struct Reference<'a> {
    /// The section it has to be declared in.
    section: &'static str,
    /// One of them, as a word.
    word: &'static str,
    name: &'a str,
    place: Place,
}

impl<'a> Undeclared<'a, '_> {
    /// The names under a section.
    fn names(&self, section: &str) -> Option<&'a Mapping> {
        self.document.get(section).and_then(Value::as_mapping)
    }

    fn has_service(&self, name: &str) -> bool {
        self.names("services").is_some_and(|services| services.has(name))
    }

    /// Reports what a service refers to and nothing declares.
    fn references(&mut self, name: &str, service: &'a Value) {
        for reference in simple_references(service) {
            if self.names(reference.section).is_none_or(|names| !names.has(reference.name)) {
                self.report(reference);
            }
        }
        let needed = service.get("depends_on").and_then(Value::as_mapping);
        for (other, member) in needed.into_iter().flat_map(Mapping::iter) {
            if !self.has_service(other) && !self.known.disabled.contains_key(other) {
                self.report(Reference { section: "services", word: "service", name: other, place: member.key });
            }
        }
        let contexts = service.at(&["build", "additional_contexts"]).and_then(Value::as_mapping);
        for (_, member) in contexts.into_iter().flat_map(Mapping::iter) {
            self.additional_context(name, &member.value);
        }
    }

    /// A context that is another service's image needs that service to be built.
    fn additional_context(&mut self, name: &str, context: &'a Value) {
        let Some(text) = context.as_text() else { return };
        let Some(other) = text.strip_prefix("service:") else { return };
        match self.names("services").and_then(|services| services.get(other)) {
            None if self.known.disabled.contains_key(other) => {}
            None => {
                let place = context.part(text.len() - other.len()..text.len());
                self.report(Reference { section: "services", word: "service", name: other, place });
            }
            Some(service) if service.get("build").is_none_or(Value::is_null) => {
                let message = format!("`{name}` builds on `{other}`, which has no `build`");
                let problem = ComposeProblem::new(ComposeProblemKind::UndefinedReference, context.place, message);
                self.found.push(problem.help("name a service that has `build:`, or use `docker-image://`"));
            }
            Some(_) => {}
        }
    }

    /// Reports a name that nothing declares.
    fn report(&mut self, reference: Reference<'a>) {
        let Reference { section, word, name, place } = reference;
        let is_unread =
            self.document.get(section).is_some_and(|names| !names.is_null() && names.as_mapping().is_none());
        if is_unread || self.known.told.is_meant(section) {
            return;
        }
        let new = |message: String| ComposeProblem::new(ComposeProblemKind::UndefinedReference, place, message);
        // Names of volumes have no slashes.
        let is_path = section == "volumes" && (name.contains('/') || names_a_file(name));
        if let Some(near) = self.nearest(section, name).filter(|_| !is_path) {
            let problem = new(format!("the {word} `{name}` is not declared")).help(format!("did you mean `{near}`?"));
            let problem = problem.missing(section, name);
            return self.found.push(if is_written(name, place) { problem.replacement(near) } else { problem });
        }
        if is_path {
            let problem = new(format!("`{name}` is taken for the name of a volume, and none is called so"));
            let problem = problem.help(format!("start a path of the host with a dot: `./{name}`"));
            let is_plain = name.starts_with(|c: char| c.is_ascii_alphanumeric()) && is_written(name, place);
            return self.found.push(if is_plain { problem.replacement(format!("./{name}")) } else { problem });
        }
        if let Some(first) = self.told.get(&(section, name)).and_then(|at| self.found.get_mut(*at)) {
            if first.labels.len() < MOST_LABELS {
                first.labels.push((place, "used here too".to_owned()));
            }
            return;
        }
        self.told.insert((section, name), self.found.len());
        let problem = new(format!("the {word} `{name}` is not declared")).help(declaration(section, name));
        self.found.push(problem.missing(section, name));
    }

    /// Tells names at once of a section that nothing at all is declared in: they are forgotten together, or stand
    /// together in another file.
    fn fold(&mut self) {
        let mut sections: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
        for ((section, _), at) in &self.told {
            if self.names(section).is_none_or(Mapping::is_empty) {
                sections.entry(section).or_default().push(*at);
            }
        }
        let mut folded: HashSet<usize> = HashSet::new();
        for (section, mut places) in sections.into_iter().filter(|(_, places)| places.len() >= MANY_NAMES) {
            places.sort_unstable();
            let Some((first, others)) = places.split_first() else { continue };
            folded.extend(others);
            let others: Vec<ComposeProblem> = others.iter().filter_map(|at| self.found.get(*at).cloned()).collect();
            if let Some(first) = self.found.get_mut(*first) {
                fold_into(first, others, section);
            }
        }
        let mut at = 0;
        self.found.retain(|_| {
            at += 1;
            !folded.contains(&(at - 1))
        });
    }

    /// The one declared name that is one or two slips away.
    fn nearest(&self, section: &str, name: &str) -> Option<&'a str> {
        nearest(name, self.names(section)?.iter().map(|(other, _)| other))
    }
}

/// Tells the others with the first of several names of a section.
fn fold_into(first: &mut ComposeProblem, others: Vec<ComposeProblem>, section: &str) {
    let places = others.iter().map(|other| (other.place, "nor is this one".to_owned()));
    first.labels = places.take(MOST_LABELS).collect();
    first.missing.extend(others.into_iter().flat_map(|other| other.missing));
    let name = first.missing.first().map(|(_, name)| name.as_str()).unwrap_or_default();
    first.message = format!("`{name}` and {} other {section} are not declared", first.missing.len() - 1);
    let lines: Vec<String> = first.missing.iter().map(|(_, name)| format!("\n  {}", line_of(section, name))).collect();
    first.help = Some(format!("declare them at the top level:\n{section}:{}", lines.concat()));
}

/// Whether a name stands byte by byte at its place, with or without quotes.
fn is_written(name: &str, place: Place) -> bool {
    let length = place.span.len() as usize;
    length == name.len() || length == name.len() + 2
}

/// What declares a name.
fn declaration(section: &str, name: &str) -> String {
    let line = line_of(section, name);
    match section {
        "volumes" => {
            format!("beneath `volumes:` at the top level, add `{line}`; a folder beside this file is `./{name}`")
        }
        "services" => format!("declare `{name}` beneath `services:`, or take it out here"),
        _ => format!("beneath `{section}:` at the top level, add `{line}`"),
    }
}

/// The line of a section that declares a name.
fn line_of(section: &str, name: &str) -> String {
    match section {
        "secrets" => format!("{name}: {{file: ./{name}.txt}}"),
        "configs" => format!("{name}: {{file: ./{name}}}"),
        "models" => format!("{name}: {{model: ai/...}}"),
        _ => format!("{name}:"),
    }
}

/// Names that a service refers to, other services aside.
fn simple_references(service: &Value) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    let networks = service.get("networks").and_then(Value::as_mapping);
    for (name, member) in networks.into_iter().flat_map(Mapping::iter).filter(|(name, _)| *name != "default") {
        found.push(Reference { section: "networks", word: "network", name, place: member.key });
    }
    for volume in service.get("volumes").map(Value::items).unwrap_or_default() {
        let is_volume = volume.get("type").and_then(Value::as_text) == Some("volume");
        let source = volume.get("source").filter(|_| is_volume);
        if let Some((name, place)) = source.and_then(|source| Some((source.as_text()?, source.place)))
            && !name.is_empty()
        {
            found.push(Reference { section: "volumes", word: "volume", name, place });
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
                found.push(Reference { section, word, name, place: source.place });
            }
        }
    }
    match service.get("models").map(|models| &models.kind) {
        Some(ValueKind::Mapping(models)) => {
            found.extend(models.iter().map(|(name, member)| Reference {
                section: "models",
                word: "model",
                name,
                place: member.key,
            }));
        }
        Some(ValueKind::Sequence(models)) => {
            found.extend(models.iter().filter_map(|model| {
                Some(Reference { section: "models", word: "model", name: model.as_text()?, place: model.place })
            }));
        }
        Some(ValueKind::Scalar(_)) | None => {}
    }
    found
}

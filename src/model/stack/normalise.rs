//! What Compose fills in by itself: defaults, the network `default`, implied dependencies, names of resources.
//!
//! Works on the merged project in its long forms. What is filled in has the place of what it follows from. Start with
//! [`normalise`].

use crate::syntax::compose::environment::Environment;
use crate::syntax::compose::{Data, Mapping, Value, ValueKind};
use crate::text::{Place, clean_path};

use super::paths::members;

/// Keys whose value may be the namespace of another service.
pub const NAMESPACES: &[&str] = &["network_mode", "ipc", "pid", "uts", "cgroup"];

/// Leaves empty name servers out, as variables that nothing sets make them.
pub fn omit_empty(document: &mut Value) {
    for (_, service) in members(document, "services") {
        let Some(service) = service.as_mapping_mut() else { continue };
        if let Some(Value { kind: ValueKind::Sequence(items), .. }) = service.get_mut("dns") {
            items.retain(|item| !item.is_null() && item.as_text() != Some(""));
        }
    }
}

/// Sets a key that is missing.
fn fill(value: &mut Value, key: &str, text: &str) {
    let place = value.place;
    if let Some(mapping) = value.as_mapping_mut().filter(|mapping| mapping.get(key).is_none_or(Value::is_null)) {
        mapping.insert(key, place, Value::text(text, place));
    }
}

/// The items of a list.
fn items(value: &mut Value) -> &mut [Value] {
    match &mut value.kind {
        ValueKind::Sequence(items) => items,
        ValueKind::Scalar(_) | ValueKind::Mapping(_) => &mut [],
    }
}

/// Completes a project of that name.
pub fn normalise(document: &mut Value, (name, place): (String, Place), environment: &Environment) {
    let uses_default = connect(document);
    for (_, service) in members(document, "services") {
        let key = service.place;
        if let Some(service) = service.as_mapping_mut() {
            complete(service, key, environment);
        }
    }
    let Some(mapping) = document.as_mapping_mut() else { return };
    if let Some(by) = uses_default {
        let start = Value::new(ValueKind::Mapping(Mapping::new()), by);
        if !mapping.has("networks") {
            mapping.insert("networks", by, start);
        }
        if let Some(networks) =
            mapping.get_mut("networks").and_then(Value::as_mapping_mut).filter(|all| !all.has("default"))
        {
            networks.insert("default", by, Value::null(by));
        }
    }
    for section in ["networks", "volumes", "configs", "secrets"] {
        for (key, resource) in members(document, section) {
            name_resource(resource, key, &name);
        }
    }
    if let Some(mapping) = document.as_mapping_mut() {
        mapping.insert("name", place, Value::text(name, place));
    }
}

/// Connects services that say nothing of networks; gives the place of the first that uses the network `default`.
fn connect(document: &mut Value) -> Option<Place> {
    let mut first = None;
    for (_, service) in members(document, "services") {
        let place = service.place;
        let Some(service) = service.as_mapping_mut() else { continue };
        if service.has("provider") || service.has("network_mode") {
            continue;
        }
        let names = service.get("networks").and_then(Value::as_mapping);
        if names.is_none_or(Mapping::is_empty) {
            let mut networks = Mapping::new();
            networks.insert("default", place, Value::null(place));
            service.insert("networks", place, Value::new(ValueKind::Mapping(networks), place));
            first = first.or(Some(place));
        } else if let Some(member) = names.and_then(|names| names.member("default")) {
            first = first.or(Some(member.key));
        }
    }
    first
}

/// Completes one service.
fn complete(service: &mut Mapping, place: Place, environment: &Environment) {
    if let Some(policy) = service.get_mut("pull_policy").filter(|policy| policy.as_text() == Some("if_not_present")) {
        *policy = Value::text("missing", policy.place);
    }
    if let Some(build) = service.get_mut("build") {
        if build.get("dockerfile_inline").is_none_or(Value::is_null) {
            fill(build, "dockerfile", "Dockerfile");
        }
        let arguments = build.as_mapping_mut().and_then(|build| build.get_mut("args")).and_then(Value::as_mapping_mut);
        if let Some(arguments) = arguments {
            inherit(arguments, environment);
        }
    }
    if let Some(variables) = service.get_mut("environment").and_then(Value::as_mapping_mut) {
        inherit(variables, environment);
    }
    for volume in service.get_mut("volumes").into_iter().flat_map(items) {
        clean_target(volume);
    }
    let scale = service.get("scale").cloned();
    let deploy = service.get_mut("deploy").and_then(Value::as_mapping_mut).filter(|deploy| !deploy.has("replicas"));
    if let (Some(scale), Some(deploy)) = (scale, deploy) {
        deploy.insert("replicas", scale.place, scale);
    }
    depend(service, place);
}

/// Gives variables that are named alone the value that the environment has.
fn inherit(variables: &mut Mapping, environment: &Environment) {
    for (name, member) in variables.iter_mut().filter(|(_, member)| member.value.is_null()) {
        if let Some((value, _)) = environment.get(name) {
            member.value = Value::text(value, member.value.place);
        }
    }
}

/// Leaves detours out of the place where something is mounted.
fn clean_target(volume: &mut Value) {
    let Some(target) = volume.as_mapping_mut().and_then(|volume| volume.get_mut("target")) else { return };
    if let ValueKind::Scalar(scalar) = &mut target.kind
        && let Data::Text(text) = &mut scalar.data
        && !text.is_empty()
    {
        let cleaned = clean_path(text);
        if cleaned != **text {
            *text = cleaned.into();
            scalar.pieces.clear();
        }
    }
}

/// A service that another needs without saying so under `depends_on`.
struct Implied {
    name: String,
    place: Place,
    restarts: bool,
}

/// Adds the dependencies that other keys imply.
fn depend(service: &mut Mapping, place: Place) {
    let mut implied = Vec::new();
    for link in service.get("links").map(Value::items).unwrap_or_default() {
        let Some(text) = link.as_text() else { continue };
        let parts: Vec<&str> = text.split(':').collect();
        let name = if let [name, _] = parts.as_slice() { name } else { text };
        implied.push(Implied { name: name.to_owned(), place: link.part(0..name.len()), restarts: true });
    }
    for key in NAMESPACES {
        let Some(value) = service.get(key) else { continue };
        if let Some(name) = value.as_text().and_then(|text| text.strip_prefix("service:")) {
            let start = "service:".len();
            let place = value.part(start..start + name.len());
            implied.push(Implied { name: name.to_owned(), place, restarts: true });
        }
    }
    for volume in service.get("volumes_from").map(Value::items).unwrap_or_default() {
        let Some(text) = volume.as_text().filter(|text| !text.starts_with("container:")) else { continue };
        let name = text.split(':').next().unwrap_or(text);
        implied.push(Implied { name: name.to_owned(), place: volume.part(0..name.len()), restarts: false });
    }
    if implied.is_empty() {
        return;
    }
    if !service.has("depends_on") {
        service.insert("depends_on", place, Value::new(ValueKind::Mapping(Mapping::new()), place));
    }
    let Some(dependencies) = service.get_mut("depends_on").and_then(Value::as_mapping_mut) else { return };
    for needed in implied {
        if !dependencies.has(&needed.name) {
            let value = dependency(&needed);
            dependencies.insert(needed.name, needed.place, value);
        }
    }
}

/// What is said of an implied dependency.
fn dependency(implied: &Implied) -> Value {
    let place = implied.place;
    let mut mapping = Mapping::new();
    mapping.insert("condition", place, Value::text("service_started", place));
    mapping.insert("restart", place, Value::scalar(Data::Boolean(implied.restarts), place));
    mapping.insert("required", place, Value::scalar(Data::Boolean(true), place));
    Value::new(ValueKind::Mapping(mapping), place)
}

/// Gives a resource the name that the engine knows it by.
fn name_resource(resource: &mut Value, key: &str, project: &str) {
    let place = resource.place;
    if resource.is_null() {
        resource.kind = ValueKind::Mapping(Mapping::new());
    }
    let is_external = is_external(resource);
    let Some(mapping) = resource.as_mapping_mut().filter(|mapping| mapping.get("name").is_none_or(Value::is_null))
    else {
        return;
    };
    let name = if is_external { key.to_owned() } else { format!("{project}_{key}") };
    mapping.insert("name", place, Value::text(name, place));
}

/// Whether a resource is made elsewhere.
pub fn is_external(resource: &Value) -> bool {
    resource.get("external").is_some_and(|external| external.as_mapping().is_some() || external.as_bool() == Some(true))
}

//! Which services are part of the project.
//!
//! A service with profiles is, where one of them is active. Without a choice of profiles every service is looked at.

use std::collections::HashMap;

use super::validation::members;
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind, Value};
use crate::text::Place;

/// Services that are left out, with the places of their names.
pub type Disabled = HashMap<String, Place>;

/// The profiles of a service.
fn profiles(service: &Value) -> impl Iterator<Item = &str> {
    service.get("profiles").map(Value::items).unwrap_or_default().iter().filter_map(Value::as_text)
}

/// Takes services out whose profiles are not active, and what others need of them only if it is there.
pub fn apply(document: &mut Value, active: Option<&[String]>) -> Disabled {
    let mut disabled = Disabled::new();
    let Some(active) = active.filter(|active| !active.iter().any(|profile| profile == "*")) else { return disabled };
    let services = document.as_mapping_mut().and_then(|document| document.get_mut("services"));
    let Some(services) = services.and_then(Value::as_mapping_mut) else { return disabled };
    services.retain(|name, member| {
        let mut own = profiles(&member.value).peekable();
        let is_part = own.peek().is_none() || own.any(|profile| active.iter().any(|active| active == profile));
        if !is_part {
            disabled.insert(name.to_owned(), member.key);
        }
        is_part
    });
    disabled
}

/// Whether a dependency is written as one, and does not follow from another key.
fn is_written(service: &Value, place: Place) -> bool {
    let others = ["network_mode", "ipc", "pid", "uts", "cgroup", "links", "volumes_from"];
    let holds = |value: &Value| {
        let (inner, outer) = (place.span, value.place.span);
        value.place.file == place.file && outer.start <= inner.start && inner.end <= outer.end
    };
    !others.iter().filter_map(|key| service.get(key)).any(holds)
}

/// Services that can never be started alone: what they need has to be asked for by a profile. Where profiles are chosen,
/// only what is left out then is missing.
pub fn problems(document: &Value, disabled: &Disabled, active: Option<&[String]>) -> Vec<ComposeProblem> {
    let is_open = active.is_none();
    let mut gated: HashMap<&str, Place> = disabled.iter().map(|(name, place)| (name.as_str(), *place)).collect();
    for (name, key, service) in members(document, "services") {
        if is_open && profiles(service).next().is_some() {
            gated.insert(name, key);
        }
    }
    let mut found = Vec::new();
    for (name, _, service) in members(document, "services") {
        if is_open && profiles(service).next().is_some() {
            continue;
        }
        let needed = service.get("depends_on").and_then(Value::as_mapping);
        for (other, member) in needed.into_iter().flat_map(|needed| needed.iter()) {
            let is_required = member.value.get("required").and_then(Value::as_bool) != Some(false);
            if let Some(place) = gated.get(other).filter(|_| is_required) {
                let message = format!("`{name}` needs `{other}`, which is only part of the project with a profile");
                // What follows from another key cannot be said not to be required.
                let optional = if is_written(service, member.key) { ", or say `required: false`" } else { "" };
                let help = format!("give `{name}` the profiles of `{other}`, or take those away{optional}");
                let problem = ComposeProblem::new(ComposeProblemKind::Profile, member.key, message);
                found.push(problem.label(*place, "declared here, with `profiles`").help(help));
            }
        }
    }
    found
}

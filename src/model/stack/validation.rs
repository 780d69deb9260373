//! What single declarations of a merged project must not say.
//!
//! Looks at one volume, secret, config, port or device at a time, as Compose does before it completes the project.

use std::net::IpAddr;

use super::normalise::is_external;
use super::told::Told;
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind, Value};
use crate::text::Place;

/// Every problem of single declarations.
pub fn problems(document: &Value, told: &Told) -> Vec<ComposeProblem> {
    let mut found = Vec::new();
    let whole = |section| members(document, section).filter(|(_, key, value)| !told.is_in(*key, value));
    for (name, key, volume) in members(document, "volumes") {
        external_volume(name, key, volume, &mut found);
    }
    for (name, key, config) in whole("configs") {
        content(name, key, config, &["file", "environment", "content"], &mut found);
    }
    for (name, key, secret) in whole("secrets") {
        content(name, key, secret, &["file", "environment"], &mut found);
    }
    for (_, _, service) in members(document, "services") {
        service_parts(service, &mut found);
    }
    found
}

/// The members of a section: name, place of the name, value.
pub(super) fn members<'a>(document: &'a Value, section: &str) -> impl Iterator<Item = (&'a str, Place, &'a Value)> {
    let mapping = document.get(section).and_then(Value::as_mapping);
    mapping.into_iter().flat_map(|mapping| mapping.iter()).map(|(name, member)| (name, member.key, &member.value))
}

fn problem(kind: ComposeProblemKind, place: Place, message: String) -> ComposeProblem {
    ComposeProblem::new(kind, place, message)
}

/// An external volume has nothing but a name.
fn external_volume(name: &str, _key: Place, volume: &Value, found: &mut Vec<ComposeProblem>) {
    let Some(mapping) = volume.as_mapping().filter(|_| is_external(volume)) else { return };
    let extra = mapping.iter().find(|(key, _)| !matches!(*key, "name" | "external") && !key.starts_with("x-"));
    if let Some((key, member)) = extra {
        let message = format!("`{name}` is external, so `{key}` cannot be set here");
        let note = mapping.member("external").map_or(member.key, |external| external.key);
        found.push(
            problem(ComposeProblemKind::Conflict, member.key, message)
                .label(note, "made outside of this project")
                .help(format!("leave `{key}` out, or `external` where Compose is to create the volume")),
        );
    }
}

/// A secret or config has exactly one source.
fn content(name: &str, key: Place, object: &Value, sources: &[&str], found: &mut Vec<ComposeProblem>) {
    let Some(mapping) = object.as_mapping() else { return };
    let set: Vec<_> = sources.iter().filter_map(|source| Some((*source, mapping.member(source)?.key))).collect();
    let list = sources.iter().map(|source| format!("`{source}`")).collect::<Vec<_>>().join(", ");
    match set.as_slice() {
        [] if is_external(object) => {}
        [] => {
            let message = format!("`{name}` does not say where its content comes from");
            let help = format!("set one of {list}, or `external: true` where it is made elsewhere");
            found.push(problem(ComposeProblemKind::Conflict, key, message).help(help));
        }
        [_] => {}
        [(first, first_key), (second, second_key), ..] => {
            let message = format!("`{name}` has both `{first}` and `{second}` as its content");
            let problem = problem(ComposeProblemKind::Conflict, *second_key, message);
            found.push(problem.label(*first_key, "set here already").help(format!("keep one of {list}")));
        }
    }
}

/// Ports, devices and watched paths of a service.
fn service_parts(service: &Value, found: &mut Vec<ComposeProblem>) {
    let list = |value: Option<&Value>| value.map(|value| value.items().to_vec()).unwrap_or_default();
    for port in service.get("ports").map(Value::items).unwrap_or_default() {
        let Some(address) = port.get("host_ip") else { continue };
        let text = address.as_text().unwrap_or_default();
        if !text.is_empty() && text.trim_matches(['[', ']']).parse::<IpAddr>().is_err() {
            let message = format!("`{text}` is no address of the host");
            let help = "write an IP address such as `127.0.0.1` or `::1`; names are not looked up";
            found.push(problem(ComposeProblemKind::InvalidValue, address.place, message).help(help));
        }
    }
    let mut devices = list(service.get("gpus"));
    devices.extend(list(service.at(&["deploy", "resources", "reservations", "devices"])));
    for device in &devices {
        let Some(mapping) = device.as_mapping() else { continue };
        if let (Some(count), Some(ids)) = (mapping.member("count"), mapping.member("device_ids")) {
            let message = "`count` and `device_ids` exclude each other".to_owned();
            let problem = problem(ComposeProblemKind::Conflict, ids.key, message);
            found.push(problem.label(count.key, "set here").help("keep one of them"));
        }
    }
    for watch in service.at(&["develop", "watch"]).map(Value::items).unwrap_or_default() {
        if let Some(path) = watch.get("path").filter(|path| path.as_text() == Some("")) {
            found.push(problem(ComposeProblemKind::InvalidValue, path.place, "the path to watch is empty".to_owned()));
        }
    }
}

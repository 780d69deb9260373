//! Which items of a list are the same thing, so that the last of them counts.
//!
//! Asked after a merge and once more after short forms became long: a range of ports is several ports then.

use std::collections::HashMap;
use std::fmt::Write;

use crate::syntax::compose::{Mapping, Provenance, Value, ValueKind, volumes};

/// Leaves of every list whose items have a key the last item of each key, at the place of the first.
pub fn unique(root: &mut Value) {
    for service in members(root, "services") {
        let Some(service) = service.as_mapping_mut() else { continue };
        for (key, member) in service.iter_mut() {
            within_service(key, &mut member.value);
        }
    }
    for network in members(root, "networks") {
        each(network, &["labels"], key_of_pair);
        if let Some(ipam) = network.as_mapping_mut().and_then(|network| network.get_mut("ipam")) {
            each(ipam, &["options"], key_of_pair);
        }
    }
}

/// The values of a mapping under a key.
fn members<'v>(value: &'v mut Value, key: &str) -> impl Iterator<Item = &'v mut Value> {
    let mapping = value.as_mapping_mut().and_then(|mapping| mapping.get_mut(key)).and_then(Value::as_mapping_mut);
    mapping.into_iter().flat_map(|mapping| mapping.iter_mut().map(|(_, member)| &mut member.value))
}

fn within_service(key: &str, value: &mut Value) {
    match key {
        "annotations" | "cap_add" | "cap_drop" | "dns" | "dns_opt" | "dns_search" | "environment" | "labels"
        | "links" | "profiles" | "sysctls" | "tmpfs" => keep_last(value, key_of_pair),
        "build" => each(value, &["additional_contexts", "args", "labels", "tags"], key_of_pair),
        "deploy" => each(value, &["labels"], key_of_pair),
        "networks" => {
            let Some(networks) = value.as_mapping_mut() else { return };
            for (_, member) in networks.iter_mut() {
                each(&mut member.value, &["aliases", "link_local_ips"], key_of_pair);
            }
        }
        "configs" => keep_last(value, |item| key_of_mount(item, "")),
        "secrets" => keep_last(value, |item| key_of_mount(item, "/run/secrets")),
        "devices" => keep_last(value, key_of_device),
        "env_file" => keep_last(value, |item| item.get("path").unwrap_or(item).to_text()),
        "expose" => keep_last(value, Value::to_text),
        "ports" => keep_last(value, key_of_port),
        "volumes" => keep_last(value, key_of_volume),
        _ => {}
    }
}

fn each(value: &mut Value, keys: &[&str], key_of: fn(&Value) -> Option<String>) {
    let Some(mapping) = value.as_mapping_mut() else { return };
    for key in keys {
        if let Some(value) = mapping.get_mut(key) {
            keep_last(value, key_of);
        }
    }
}

/// Keeps the last item of every key; items without a key stay.
fn keep_last(value: &mut Value, key_of: impl Fn(&Value) -> Option<String>) {
    let ValueKind::Sequence(items) = &mut value.kind else { return };
    if items.len() < 2 {
        return;
    }
    let mut kept: Vec<Value> = Vec::with_capacity(items.len());
    let mut places: HashMap<String, usize> = HashMap::new();
    for item in items.drain(..) {
        let Some(key) = key_of(&item) else {
            kept.push(item);
            continue;
        };
        match places.get(&key).and_then(|place| kept.get_mut(*place)) {
            Some(before) => *before = item,
            None => {
                places.insert(key, kept.len());
                kept.push(item);
            }
        }
    }
    *items = kept;
}

/// What a key of a service tells an item of its list by.
type KeyOf = fn(&Value) -> Option<String>;

/// The lists whose items are known by where they are in the container.
const PLACES: &[(&str, KeyOf)] = &[
    ("volumes", key_of_volume),
    ("secrets", |item| key_of_mount(item, "/run/secrets")),
    ("configs", |item| key_of_mount(item, "")),
    ("devices", key_of_device),
];

/// An item of a list that another one of the same list takes the place of.
#[derive(Clone, Copy, Debug)]
pub struct Replaced<'v> {
    /// The key of the list.
    pub list: &'static str,
    /// The item that is gone.
    pub item: &'v Value,
    /// The item that is there.
    pub by: &'v Value,
}

/// Volumes, secrets, configs and devices of a document that is not merged yet which are dropped in favour of a later one
/// for the same place in the container. One that hangs on a variable that nothing sets is left out, and one that says
/// the same as the other.
pub fn replaced(root: &Value) -> Vec<Replaced<'_>> {
    let mut found = Vec::new();
    let services = root.get("services").and_then(Value::as_mapping);
    for (_, service) in services.into_iter().flat_map(Mapping::iter) {
        for (list, key_of) in PLACES {
            let items = service.value.get(list).map(Value::items).unwrap_or_default();
            replaced_in(list, items, *key_of, &mut found);
        }
    }
    found
}

fn replaced_in<'v>(list: &'static str, items: &'v [Value], key_of: KeyOf, found: &mut Vec<Replaced<'v>>) {
    if items.len() < 2 {
        return;
    }
    let is_sure = |item: &&Value| item.directive.is_none() && is_known(item);
    let keys: Vec<(String, &Value)> =
        items.iter().filter(is_sure).filter_map(|item| Some((key_of(item)?, item))).collect();
    let last: HashMap<&str, &Value> = keys.iter().map(|(key, item)| (key.as_str(), *item)).collect();
    for (key, item) in &keys {
        let by = last.get(key.as_str()).filter(|by| !std::ptr::eq(**by, *item));
        if let Some(by) = by.filter(|by| fingerprint(by) != fingerprint(item)) {
            found.push(Replaced { list, item, by });
        }
    }
}

/// Whether nothing in it hangs on a variable that nothing sets.
fn is_known(item: &Value) -> bool {
    let parts = [Some(item), item.get("source"), item.get("target")];
    parts.into_iter().flatten().all(|part| part.provenance() != Provenance::Unset)
}

/// What stands in front of the `=`.
fn key_of_pair(item: &Value) -> Option<String> {
    let text = item.to_text()?;
    Some(text.split_once('=').map_or_else(|| text.clone(), |(key, _)| key.to_owned()))
}

fn key_of_mount(item: &Value, folder: &str) -> Option<String> {
    if let Some(target) = item.get("target").and_then(Value::to_text) {
        return Some(target);
    }
    Some(format!("{folder}/{}", item.get("source").unwrap_or(item).to_text()?))
}

fn key_of_device(item: &Value) -> Option<String> {
    if let Some(target) = item.get("target") {
        return target.to_text();
    }
    let text = item.as_text()?;
    let mut parts = text.split(':');
    let source = parts.next();
    parts.next().or(source).map(str::to_owned)
}

fn key_of_volume(item: &Value) -> Option<String> {
    match item.as_text() {
        Some(text) => volumes::parse(text).ok().map(|volume| volumes::clean(&volume.target.value)),
        None => item.get("target").and_then(Value::to_text).map(|target| volumes::clean(&target)),
    }
}

fn key_of_port(item: &Value) -> Option<String> {
    if item.as_mapping().is_none() {
        return item.to_text();
    }
    let part = |key: &str| item.get(key).and_then(Value::to_text).filter(|text| !text.is_empty());
    let host = part("host_ip").unwrap_or_else(|| "0.0.0.0".to_owned());
    let protocol = part("protocol").unwrap_or_else(|| "tcp".to_owned());
    Some(format!("{host}:{}:{}/{protocol}", part("published").unwrap_or_default(), part("target")?))
}

/// A text that two values share where they say the same.
pub(super) fn fingerprint(value: &Value) -> String {
    let mut text = String::new();
    print(value, &mut text);
    text
}

fn print(value: &Value, out: &mut String) {
    match &value.kind {
        ValueKind::Scalar(scalar) => {
            // Writing to a text cannot fail.
            let _ = write!(out, "{:?};", scalar.data);
        }
        ValueKind::Sequence(items) => {
            out.push('[');
            items.iter().for_each(|item| print(item, out));
            out.push(']');
        }
        ValueKind::Mapping(mapping) => {
            let mut keys: Vec<_> = mapping.iter().collect();
            keys.sort_by_key(|(key, _)| *key);
            out.push('{');
            for (key, member) in keys {
                let _ = write!(out, "{key:?}:");
                print(&member.value, out);
            }
            out.push('}');
        }
    }
}

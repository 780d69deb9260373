//! A Compose project as `docker compose config --format json` prints it.
//!
//! What nothing uses is left out, and so is what is empty; durations and numbers of bytes stand in their plain forms.
//! Knows no diagnostics. Start with [`render`].

use std::collections::HashSet;

use serde_json::{Map, Number, Value as Json};

use crate::model::stack::Stack;
use crate::syntax::compose::{Data, Mapping, Scalar, Value, ValueKind, byte_sizes, durations};

/// Keys that are printed even where they have the value that goes without saying.
const KEPT: &[&str] = &[
    "attach",
    "count",
    "create_host_path",
    "enable_ipv4",
    "enable_ipv6",
    "init",
    "max_attempts",
    "parallelism",
    "replicas",
    "required",
    "retries",
    "scale",
];
/// Keys whose values are lengths of time.
const DURATIONS: &[&str] =
    &["delay", "interval", "monitor", "start_interval", "start_period", "stop_grace_period", "timeout", "window"];
/// Keys whose values are numbers of bytes.
const BYTES: &[&str] =
    &["mem_limit", "mem_reservation", "mem_swappiness", "memory", "memswap_limit", "rate", "shm_size", "size"];
/// Keys whose values are names with texts.
const PAIRS: &[&str] = &[
    "annotations",
    "args",
    "aux_addresses",
    "driver_opts",
    "environment",
    "labels",
    "options",
    "storage_opt",
    "sysctls",
    "additional_contexts",
];

/// The project as indented JSON, keys in order.
pub fn render(stack: &Stack) -> String {
    super::to_json(&project(&stack.value)) + "\n"
}

/// The project as JSON.
fn project(document: &Value) -> Json {
    let used = Used::of(document);
    let mut whole = Map::new();
    for (key, member) in document.as_mapping().into_iter().flat_map(Mapping::iter) {
        let json = match key {
            "name" => scalar_text(&member.value),
            "services" => section(&member.value, |_| true, service),
            "networks" => section(&member.value, |name| used.networks.contains(name), network),
            "volumes" => section(&member.value, |name| used.volumes.contains(name), resource),
            "secrets" => section(&member.value, |name| used.secrets.contains(name), resource),
            "configs" => section(&member.value, |name| used.configs.contains(name), resource),
            key if key.starts_with("x-") => plain(&member.value),
            _ => continue,
        };
        let is_empty = json.as_object().is_some_and(Map::is_empty);
        if !is_empty || key == "services" || key.starts_with("x-") {
            whole.insert(key.to_owned(), json);
        }
    }
    whole.entry("services").or_insert_with(|| Json::Object(Map::new()));
    Json::Object(whole)
}

/// What the services of a project use.
#[derive(Default)]
struct Used {
    networks: HashSet<String>,
    volumes: HashSet<String>,
    secrets: HashSet<String>,
    configs: HashSet<String>,
}

impl Used {
    fn of(document: &Value) -> Self {
        let mut used = Self::default();
        for (_, member) in document.get("services").and_then(Value::as_mapping).into_iter().flat_map(Mapping::iter) {
            let service = &member.value;
            let networks = service.get("networks").and_then(Value::as_mapping);
            used.networks.extend(networks.into_iter().flat_map(Mapping::iter).map(|(name, _)| name.to_owned()));
            let sources = |list: Option<&Value>| -> Vec<String> {
                let items = list.map(Value::items).unwrap_or_default().iter();
                items.filter_map(|item| item.get("source").unwrap_or(item).to_text()).collect()
            };
            for volume in service.get("volumes").map(Value::items).unwrap_or_default() {
                if volume.get("type").and_then(Value::as_text) == Some("volume") {
                    used.volumes.extend(volume.get("source").and_then(Value::to_text));
                }
            }
            used.secrets.extend(sources(service.get("secrets")));
            used.secrets.extend(sources(service.at(&["build", "secrets"])));
            used.configs.extend(sources(service.get("configs")));
        }
        used
    }
}

/// Some members of a section.
fn section(value: &Value, keep: impl Fn(&str) -> bool, make: impl Fn(&Value) -> Json) -> Json {
    let members = value.as_mapping().into_iter().flat_map(Mapping::iter).filter(|(name, _)| keep(name));
    Json::Object(members.map(|(name, member)| (name.to_owned(), make(&member.value))).collect())
}

/// A service.
fn service(value: &Value) -> Json {
    let mut json = object(value, "");
    let Some(map) = json.as_object_mut() else { return json };
    for key in ["command", "entrypoint"] {
        let list = value.get(key).and_then(Value::as_sequence);
        map.insert(key.to_owned(), list.map_or(Json::Null, |list| list.iter().map(scalar_text).collect()));
    }
    if let Some(deploy) = map.get_mut("deploy").and_then(Json::as_object_mut) {
        for key in ["placement", "resources"] {
            deploy.entry(key).or_insert_with(|| Json::Object(Map::new()));
        }
    }
    if let Some(hosts) = value.get("extra_hosts") {
        map.insert("extra_hosts".to_owned(), extra_hosts(hosts));
    }
    if let (Some(build), Some(hosts)) =
        (map.get_mut("build").and_then(Json::as_object_mut), value.at(&["build", "extra_hosts"]))
    {
        build.insert("extra_hosts".to_owned(), extra_hosts(hosts));
    }
    Json::Object(std::mem::take(map))
}

/// Names of hosts with their addresses, in order.
fn extra_hosts(hosts: &Value) -> Json {
    let mut lines: Vec<String> = Vec::new();
    for (name, member) in hosts.as_mapping().into_iter().flat_map(Mapping::iter) {
        match &member.value.kind {
            ValueKind::Sequence(items) => {
                lines.extend(items.iter().map(|item| format!("{name}={}", item.to_text().unwrap_or_default())));
            }
            ValueKind::Scalar(scalar) => lines.push(format!("{name}={}", scalar.data.to_text())),
            ValueKind::Mapping(_) => {}
        }
    }
    lines.extend(
        hosts
            .items()
            .iter()
            .filter_map(Value::to_text)
            .map(|line| line.replacen(':', "=", usize::from(!line.contains('=')))),
    );
    lines.sort();
    lines.into_iter().map(escaped).collect()
}

/// A network.
fn network(value: &Value) -> Json {
    let mut json = resource(value);
    if let Some(map) = json.as_object_mut() {
        map.entry("ipam").or_insert_with(|| Json::Object(Map::new()));
    }
    json
}

/// A volume, secret or config.
fn resource(value: &Value) -> Json {
    object(value, "")
}

/// A mapping of known keys under a key; what goes without saying is left out.
fn object(value: &Value, under: &str) -> Json {
    let mut map = Map::new();
    for (key, member) in
        value.as_mapping().into_iter().flat_map(Mapping::iter).filter(|(key, _)| !key.starts_with("x-"))
    {
        let json = known(&member.value, key, under);
        if !is_empty(&json, key) {
            map.insert(key.to_owned(), json);
        }
    }
    Json::Object(map)
}

/// The value of a known key.
fn known(value: &Value, key: &str, under: &str) -> Json {
    if PAIRS.contains(&key) && under != "provider" {
        return pairs(value, key);
    }
    match (&value.kind, key) {
        (ValueKind::Mapping(keys), "ssh") => keys.iter().map(|(name, member)| ssh_key(name, &member.value)).collect(),
        (ValueKind::Mapping(_), "networks" | "models" | "depends_on" | "ulimits") => named(value, key),
        (ValueKind::Mapping(_), _) => object(value, key),
        (ValueKind::Sequence(items), _) => items.iter().map(|item| item_of(item, key)).collect(),
        (ValueKind::Scalar(scalar), _) => scalar_of(scalar, key, under),
    }
}

/// A key that builds may use, with its file where it says one.
fn ssh_key(name: &str, file: &Value) -> Json {
    let file = file.to_text().filter(|file| !file.is_empty());
    escaped(file.map_or_else(|| name.to_owned(), |file| format!("{name}={file}")))
}

/// An item of a list.
fn item_of(item: &Value, key: &str) -> Json {
    match &item.kind {
        ValueKind::Mapping(_) if key.starts_with("device_") || key == "weight_device" => throttle(item),
        ValueKind::Mapping(_) if key == "pre_start" => service(item),
        ValueKind::Mapping(_) => hook(item, key),
        ValueKind::Sequence(items) => items.iter().map(|item| item_of(item, key)).collect(),
        ValueKind::Scalar(_) => scalar_text(item),
    }
}

/// A limit of a device, whose keys Compose writes in upper case.
fn throttle(item: &Value) -> Json {
    let members = item.as_mapping().into_iter().flat_map(Mapping::iter);
    let upper = members.map(|(key, member)| match key {
        "path" => ("Path".to_owned(), scalar_text(&member.value)),
        "weight" => ("Weight".to_owned(), plain(&member.value)),
        "rate" => ("Rate".to_owned(), known(&member.value, "rate", "")),
        key => (key.to_owned(), plain(&member.value)),
    });
    Json::Object(upper.collect())
}

/// An item that is a mapping.
fn hook(item: &Value, key: &str) -> Json {
    let mut json = object(item, key);
    if let (true, Some(map)) = (key == "env_file", json.as_object_mut()) {
        map.retain(|key, json| key != "required" || *json != Json::Bool(true));
    }
    if let (true, Some(map)) = (key == "watch", json.as_object_mut()) {
        let execution = map.entry("exec").or_insert_with(|| Json::Object(Map::new()));
        if let Some(execution) = execution.as_object_mut() {
            execution.entry("command").or_insert(Json::Null);
        }
    }
    json
}

/// Names that the user gives, with what is said of them.
fn named(value: &Value, key: &str) -> Json {
    let members = value.as_mapping().into_iter().flat_map(Mapping::iter);
    let each = members.map(|(name, member)| {
        let json = match &member.value.kind {
            ValueKind::Mapping(_) if key == "depends_on" => dependency(&member.value),
            ValueKind::Mapping(_) => object(&member.value, key),
            ValueKind::Scalar(_) if key == "ulimits" && member.value.as_integer() == Some(0) => {
                Json::Object(Map::new())
            }
            ValueKind::Sequence(_) | ValueKind::Scalar(_) => plain(&member.value),
        };
        (name.to_owned(), json)
    });
    Json::Object(each.collect())
}

/// What is said of a dependency.
fn dependency(value: &Value) -> Json {
    let mut json = object(value, "depends_on");
    if let Some(map) = json.as_object_mut() {
        map.entry("required").or_insert(Json::Bool(true));
    }
    json
}

/// Names with texts.
fn pairs(value: &Value, key: &str) -> Json {
    let text = |value: &Value| match value.is_null() && key == "environment" {
        true => Json::Null,
        false => scalar_text(value),
    };
    match &value.kind {
        ValueKind::Mapping(_) => {
            let is_dropped = |value: &Value| value.is_null() && key == "args";
            let members = value.as_mapping().into_iter().flat_map(Mapping::iter);
            let kept = members.filter(|(_, member)| !is_dropped(&member.value));
            Json::Object(kept.map(|(name, member)| (name.to_owned(), text(&member.value))).collect())
        }
        ValueKind::Sequence(items) => items.iter().map(scalar_text).collect(),
        ValueKind::Scalar(_) => text(value),
    }
}

/// The scalar of a known key.
fn scalar_of(scalar: &Scalar, key: &str, under: &str) -> Json {
    let text = scalar.data.to_text();
    if DURATIONS.contains(&key) && under != "options" {
        let length = durations::nanoseconds(&text);
        return match length {
            Some(0) if under.ends_with("_config") => Json::Null,
            length => Json::String(length.map_or(text, durations::to_text)),
        };
    }
    if BYTES.contains(&key) {
        return match byte_sizes::bytes(&text) {
            Some(0) => Json::Null,
            bytes => Json::String(bytes.map_or(text, |bytes| bytes.to_string())),
        };
    }
    match (&scalar.data, key) {
        (Data::Text(text), "cpus") => text.parse::<f64>().map_or_else(|_| escaped(text), number),
        (Data::Integer(_) | Data::Float(_), "published" | "mode" | "user" | "uid" | "gid") if under != "tmpfs" => {
            Json::String(text)
        }
        _ => plain_scalar(&scalar.data),
    }
}

/// Whether a value goes without saying.
fn is_empty(json: &Json, key: &str) -> bool {
    match json {
        Json::Null => true,
        Json::Bool(true) => matches!(key, "create_host_path"),
        Json::Bool(false) => !KEPT.contains(&key),
        Json::Number(number) => number.as_f64() == Some(0.0) && !KEPT.contains(&key),
        Json::String(text) => text.is_empty(),
        Json::Array(items) => items.is_empty() && !matches!(key, "command" | "entrypoint"),
        Json::Object(map) => {
            map.is_empty()
                && !matches!(key, "bind" | "build" | "deploy" | "healthcheck" | "image" | "ipam" | "tmpfs" | "volume")
        }
    }
}

/// A scalar as a text.
fn scalar_text(value: &Value) -> Json {
    escaped(value.to_text().unwrap_or_default())
}

/// A text in which `$` cannot be taken for a variable.
fn escaped(text: impl AsRef<str>) -> Json {
    Json::String(text.as_ref().replace('$', "$$"))
}

/// Any value as it is.
fn plain(value: &Value) -> Json {
    match &value.kind {
        ValueKind::Scalar(scalar) => plain_scalar(&scalar.data),
        ValueKind::Sequence(items) => items.iter().map(plain).collect(),
        ValueKind::Mapping(_) => section(value, |_| true, plain),
    }
}

/// A scalar as it is.
fn plain_scalar(data: &Data) -> Json {
    match data {
        Data::Null => Json::Null,
        Data::Boolean(value) => Json::Bool(*value),
        Data::Integer(value) => Json::Number((*value).into()),
        Data::Float(value) => number(*value),
        Data::Timestamp(text) => escaped(text),
        Data::Text(text) => escaped(text),
    }
}

/// A number; without a fraction where it has none.
fn number(value: f64) -> Json {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return Json::Number((value as i64).into());
    }
    Number::from_f64(value).map_or(Json::Null, Json::Number)
}

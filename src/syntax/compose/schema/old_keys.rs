//! Keys that services had in the first Compose files, and what is written for them today.
//!
//! Docker Compose refuses them. Keys of that time that it still takes, such as `mem_limit`, are no part of this. Start
//! with [`help`].

use std::collections::BTreeSet;

use crate::syntax::compose::{Data, Mapping, Value};

use super::messages::shortened;

/// What each one is called now.
const NAMES: &[(&str, &str)] = &[
    ("dockerfile", "`dockerfile` beneath `build`, beside `context`"),
    ("log_driver", "`driver` beneath `logging`"),
    ("log_opt", "`options` beneath `logging`"),
    ("net", "`network_mode`"),
    ("volume_driver", "`driver` of each volume, beneath `volumes` at the top"),
];

/// What to write for a key that a service had once.
pub(super) fn help(name: &str, value: &Value) -> Option<String> {
    let text = value.to_text();
    let text = text.as_deref().map(shortened);
    Some(match name {
        "dockerfile" => {
            let file = text.unwrap_or("Dockerfile");
            format!("it belongs under `build`, beside the folder:\nbuild:\n  context: .\n  dockerfile: {file}")
        }
        "log_driver" => {
            format!("it is the `driver` of `logging` now:\nlogging:\n  driver: {}", text.unwrap_or("local"))
        }
        "log_opt" => format!("these are the `options` of `logging` now:\nlogging:\n  options:{}", options(value)),
        "volume_driver" => {
            let driver = text.unwrap_or("local");
            format!("each volume has its own, at the top of the file:\nvolumes:\n  data:\n    driver: {driver}")
        }
        _ => return None,
    })
}

/// The members of a mapping of texts, as lines.
fn options(value: &Value) -> String {
    let members = value.as_mapping().into_iter().flat_map(Mapping::iter);
    let texts = members.filter_map(|(name, member)| Some((name, member.value.to_text()?)));
    let lines: String = texts.map(|(name, text)| format!("\n    {name}: \"{text}\"")).collect();
    if lines.is_empty() { "\n    max-size: 10m".to_owned() } else { lines }
}

/// What else is to change in services of the first Compose files, to be read behind what is said already.
pub(super) fn changes(services: &[&Value]) -> String {
    let is_there = |key: &str| services.iter().any(|service| service.get(key).is_some_and(|it| !is_nothing(it)));
    let found = NAMES.iter().filter(|(name, _)| is_there(name));
    let changes = found.map(|(name, now)| format!("; for `{name}` write {now}"));
    let volumes = named_volumes(services);
    let declare = (!volumes.is_empty()).then(|| {
        let names: Vec<String> = volumes.iter().map(|name| format!("`{}`", shortened(name))).collect();
        format!(", and declare the named volumes {} at the top under `volumes:`", names.join(", "))
    });
    declare.into_iter().chain(changes).collect()
}

/// The volumes that services mount by name, each once. They had to be declared nowhere.
fn named_volumes<'a>(services: &[&'a Value]) -> BTreeSet<&'a str> {
    let mounts = services.iter().filter_map(|service| service.get("volumes")?.as_sequence()).flatten();
    let names = mounts.filter_map(|mount| Some(mount.as_text()?.split_once(':')?.0));
    names.filter(|name| name.len() > 1 && !name.starts_with(['.', '~', '$']) && !name.contains(['/', '\\'])).collect()
}

fn is_nothing(value: &Value) -> bool {
    matches!(value.data(), Some(Data::Null))
}

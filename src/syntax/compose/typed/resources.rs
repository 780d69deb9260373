//! What containers may use.

use super::super::ast::{DeviceRequest, Logging, Resources, RestartPolicy, Ulimit};
use super::super::{Located, Member, Value};
use super::read::{self, Keys};

/// `limits:` or `reservations:`
pub(super) fn resources(value: &Value) -> Option<Resources> {
    value.as_mapping()?;
    let keys = Keys::of(value);
    Some(Resources {
        cpus: keys.number("cpus"),
        memory: keys.bytes("memory"),
        pids: keys.integer("pids"),
        devices: keys.items("devices").iter().filter_map(device_request).collect(),
        place: value.place,
    })
}

/// An item of `gpus:` or `devices:`; `all` stands for every one.
pub(super) fn device_request(value: &Value) -> Option<DeviceRequest> {
    let keys = Keys::of(value);
    let count = match value.as_mapping() {
        Some(_) => keys.value("count").and_then(count),
        None => Some(count(value)?),
    };
    Some(DeviceRequest {
        capabilities: keys.texts("capabilities"),
        driver: keys.text("driver"),
        count,
        device_ids: keys.texts("device_ids"),
        place: value.place,
    })
}

fn count(value: &Value) -> Option<Located<i64>> {
    match value.as_text() {
        Some("all") => Some(Located::of(value, -1)),
        _ => read::integer(value),
    }
}

/// `ulimits:`
pub(super) fn ulimits(value: Option<&Value>) -> Vec<Ulimit> {
    let mapping = value.and_then(Value::as_mapping);
    mapping.into_iter().flat_map(|mapping| mapping.iter()).map(|(name, member)| ulimit(name, member)).collect()
}

fn ulimit(name: &str, member: &Member) -> Ulimit {
    let value = &member.value;
    let both = read::integer(value);
    let place = read::whole(member.key, value.place);
    Ulimit {
        name: read::located(name, member.key),
        soft: both.clone().or_else(|| Keys::of(value).integer("soft")),
        hard: both.or_else(|| Keys::of(value).integer("hard")),
        place,
    }
}

/// `logging:`
pub(super) fn logging(value: &Value) -> Option<Logging> {
    value.as_mapping()?;
    let keys = Keys::of(value);
    Some(Logging { driver: keys.text("driver"), options: keys.pairs("options"), place: value.place })
}

/// `restart:`
pub(super) fn restart(value: &Value) -> Option<Located<RestartPolicy>> {
    read::text(value).map(|text| text.map(|text| RestartPolicy::parse(&text)))
}

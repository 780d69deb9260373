//! Ports in their long form.

use super::super::ast::{Port, PortRange};
use super::super::{Located, Value};
use super::read::{self, Keys};

/// An item of `ports:`; one without a port of the container is left out.
pub(super) fn port(value: &Value) -> Option<Port> {
    if value.as_mapping().is_none() {
        let target = target(value)?;
        let (host_ip, published, protocol, mode) = (None, None, None, None);
        let (name, app_protocol) = (None, None);
        return Some(Port { host_ip, published, target, protocol, mode, name, app_protocol, place: value.place });
    }
    let keys = Keys::of(value);
    let written = |key: &str| keys.text(key).filter(|text| !text.value.is_empty());
    Some(Port {
        host_ip: written("host_ip"),
        published: keys.value("published").and_then(published),
        target: target(keys.value("target")?)?,
        protocol: written("protocol"),
        mode: written("mode"),
        name: written("name"),
        app_protocol: written("app_protocol"),
        place: value.place,
    })
}

fn target(value: &Value) -> Option<Located<u16>> {
    let port = u16::try_from(value.as_integer()?).ok()?;
    Some(Located::of(value, port))
}

fn published(value: &Value) -> Option<Located<PortRange>> {
    let text = read::text(value)?;
    PortRange::parse(&text.value).map(|range| text.map(|_| range))
}

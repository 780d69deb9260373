//! Mounts and devices.

use super::super::ast::{Device, Mount, MountKind};
use super::super::canonical::UNKNOWN_OPTIONS;
use super::super::{Located, Value};
use super::read::{self, Keys};

/// An item of `volumes:`; one without a path in the container is left out.
pub(super) fn mount(value: &Value) -> Option<Mount> {
    let keys = Keys::of(value);
    let source = keys.text("source").filter(|source| !source.value.is_empty());
    let below = |body: &str, key: &str| keys.body(body).and_then(|body| body.value(key));
    Some(Mount {
        kind: kind(keys.text("type"), source.is_some()),
        target: keys.text("target")?,
        read_only: keys.flag("read_only"),
        consistency: keys.text("consistency"),
        propagation: below("bind", "propagation").and_then(read::text),
        create_host_path: below("bind", "create_host_path").and_then(read::flag),
        recursive: below("bind", "recursive").and_then(read::text),
        selinux: below("bind", "selinux").and_then(read::text),
        no_copy: below("volume", "nocopy").and_then(read::flag),
        subpath: below("volume", "subpath").or_else(|| below("image", "subpath")).and_then(read::text),
        tmpfs_size: below("tmpfs", "size").and_then(read::bytes),
        tmpfs_mode: below("tmpfs", "mode").and_then(read::mode),
        unknown_options: keys.texts(UNKNOWN_OPTIONS),
        source,
        place: value.place,
    })
}

fn kind(written: Option<Located<String>>, has_source: bool) -> MountKind {
    match written.as_ref().map(|kind| kind.value.as_str()) {
        Some("bind") => MountKind::Bind,
        None | Some("volume") if has_source => MountKind::Volume,
        None | Some("volume") => MountKind::Anonymous,
        Some("tmpfs") => MountKind::Tmpfs,
        Some("image") => MountKind::Image,
        Some("npipe") => MountKind::NamedPipe,
        Some("cluster") => MountKind::Cluster,
        Some(other) => MountKind::Other(other.to_owned()),
    }
}

/// An item of `devices:`; short forms too.
pub(super) fn device(value: &Value) -> Option<Device> {
    let place = value.place;
    if value.as_mapping().is_some() {
        let keys = Keys::of(value);
        let (target, permissions) = (keys.text("target"), keys.text("permissions"));
        return Some(Device { source: keys.text("source")?, target, permissions, place });
    }
    let text = value.to_text()?;
    let (source, rest) = read::split(value, &text, &[':']);
    let second = rest.as_ref().map(|rest| source.value.len() + 1..source.value.len() + 1 + rest.value.len());
    let Some(second) = second else { return Some(Device { source, target: None, permissions: None, place }) };
    let rest = text.get(second.clone()).unwrap_or_default();
    let cut = rest.find(':').unwrap_or(rest.len());
    let part = |from: usize, to: usize| {
        text.get(from..to).map(|part| Located::of(value, part.to_owned())).map(|mut part| {
            part.place = value.part(from..to);
            part
        })
    };
    let target = part(second.start, second.start + cut);
    let permissions = (cut < rest.len()).then(|| part(second.start + cut + 1, text.len())).flatten();
    Some(Device { source, target, permissions, place })
}

//! The keys of volumes and devices that are mounted into a container.

use super::shape::{Items, Keys, Numbers, Shape, Texts, key, keys, required};
use super::shapes::{LATE_SWITCH, LIST_OR_MAP, SWITCH, TEXT};

/// Volumes of a container.
pub(super) const VOLUMES: Shape = Shape::List(&Shape::OneOf(&[TEXT, Shape::Object(&VOLUME)]), Items::Unique);

/// Devices of a container.
pub(super) const DEVICES: Shape = Shape::List(&Shape::OneOf(&[TEXT, Shape::Object(&DEVICE)]), Items::Any);

const DEVICE: Keys = keys("a device", &[&[key("permissions", TEXT), required("source", TEXT), key("target", TEXT)]]);

const VOLUME: Keys = keys(
    "a volume of a service",
    &[&[
        key("bind", Shape::Object(&BIND)),
        key("consistency", TEXT),
        key("image", Shape::Object(&keys("`image`", &[&[key("subpath", TEXT)]]))),
        key("read_only", SWITCH),
        key("source", TEXT),
        key("target", TEXT),
        key("tmpfs", Shape::Object(&TMPFS)),
        required("type", Shape::Enumeration(&["bind", "volume", "tmpfs", "cluster", "npipe", "image"])),
        key("volume", Shape::Object(&VOLUME_OPTIONS)),
    ]],
);

const BIND: Keys = keys(
    "`bind`",
    &[&[
        key("create_host_path", LATE_SWITCH),
        key("propagation", TEXT),
        key("recursive", Shape::Enumeration(&["enabled", "disabled", "writable", "readonly"])),
        key("selinux", Shape::Enumeration(&["z", "Z"])),
    ]],
);

const VOLUME_OPTIONS: Keys =
    keys("`volume`", &[&[key("labels", LIST_OR_MAP), key("nocopy", SWITCH), key("subpath", TEXT)]]);

const TMPFS: Keys = keys("`tmpfs`", &[&[key("mode", Shape::Number(None, Texts::Refused)), key("size", TMPFS_SIZE)]]);

const TMPFS_SIZE: Shape = Shape::Bytes(Numbers::NotNegative);

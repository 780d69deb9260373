//! The keys of a project and of what it declares beside services.

use super::service::{JOB, SERVICE};
use super::shape::{Items, Key, Keys, Kind, Map, Names, Others, Shape, deprecated, key, keys, required};
use super::shapes::{
    DRIVER_OPTIONS, EXTERNAL, EXTERNAL_KEYS, LIST_OR_MAP, SWITCH, TEXT, TEXT_OR_DATE, TEXT_OR_TEXTS, TEXTS, WHOLE,
};

/// A whole file.
pub static PROJECT: Keys = keys("a Compose file", &[PROJECT_KEYS]);

const PROJECT_KEYS: &[Key] = &[
    key("configs", Shape::Map(&Map { names: Names::Resource, value: Shape::Object(&CONFIG) })),
    key("include", Shape::OneOf(&[Shape::Nothing, Shape::List(&INCLUDE, Items::Any)])),
    key("jobs", Shape::Map(&Map { names: Names::Resource, value: Shape::Object(&JOB) })),
    key("models", Shape::Map(&Map { names: Names::Resource, value: Shape::Object(&MODEL) })),
    key("name", TEXT_OR_DATE),
    key(
        "networks",
        Shape::Map(&Map { names: Names::Resource, value: Shape::OneOf(&[Shape::Nothing, Shape::Object(&NETWORK)]) }),
    ),
    key("secrets", Shape::Map(&Map { names: Names::Resource, value: Shape::Object(&SECRET) })),
    key("services", Shape::Map(&Map { names: Names::Resource, value: Shape::Object(&SERVICE) })),
    deprecated("version", TEXT_OR_DATE),
    key(
        "volumes",
        Shape::Map(&Map { names: Names::Resource, value: Shape::OneOf(&[Shape::Nothing, Shape::Object(&VOLUME)]) }),
    ),
];

const INCLUDE: Shape = Shape::OneOf(&[Shape::Nothing, TEXT, Shape::Object(&INCLUDE_ENTRY)]);

/// Compose reads it before it looks at the schema, and passes over keys that it does not know.
const INCLUDE_ENTRY: Keys = Keys { others: Others::Accepted, ..keys("an entry of `include`", &[INCLUDE_KEYS]) };

const INCLUDE_KEYS: &[Key] = &[
    key("env_file", TEXT_OR_TEXTS),
    key("path", TEXT_OR_TEXTS),
    key("project_directory", Shape::Scalar(&[Kind::Text, Kind::Integer])),
];

const NETWORK: Keys = keys(
    "a network",
    &[&[
        key("attachable", SWITCH),
        key("driver", TEXT),
        key("driver_opts", DRIVER_OPTIONS),
        key("enable_ipv4", SWITCH),
        key("enable_ipv6", SWITCH),
        key("external", EXTERNAL),
        key("internal", SWITCH),
        key("ipam", Shape::Object(&IPAM)),
        key("labels", LIST_OR_MAP),
        key("name", TEXT),
    ]],
);

const IPAM: Keys = keys(
    "`ipam`",
    &[&[
        key("config", Shape::List(&Shape::Object(&keys("an entry of `ipam.config`", &[POOL_KEYS])), Items::Any)),
        key("driver", TEXT),
        key("options", NAMED_TEXTS),
    ]],
);

const POOL_KEYS: &[Key] =
    &[key("aux_addresses", NAMED_TEXTS), key("gateway", TEXT), key("ip_range", TEXT), key("subnet", TEXT)];

const NAMED_TEXTS: Shape = Shape::Map(&Map { names: Names::NotEmpty, value: TEXT });

const VOLUME: Keys = keys(
    "a volume",
    &[&[
        key("driver", TEXT),
        key("driver_opts", DRIVER_OPTIONS),
        key("external", EXTERNAL),
        key("labels", LIST_OR_MAP),
        key("name", TEXT),
    ]],
);

const SECRET: Keys = keys(
    "a secret",
    &[&[
        key("driver", TEXT),
        key("driver_opts", DRIVER_OPTIONS),
        key("environment", TEXT),
        key("external", OPEN_EXTERNAL),
        key("file", TEXT),
        key("labels", LIST_OR_MAP),
        key("name", TEXT),
        key("template_driver", TEXT),
    ]],
);

const CONFIG: Keys = keys(
    "a config",
    &[&[
        key("content", TEXT),
        key("environment", TEXT),
        key("external", OPEN_EXTERNAL),
        key("file", TEXT),
        key("labels", LIST_OR_MAP),
        key("name", TEXT),
        key("template_driver", TEXT),
    ]],
);

/// As for networks, but that other keys go through.
const OPEN_EXTERNAL: Shape =
    Shape::OneOf(&[SWITCH, Shape::Object(&Keys { others: Others::Accepted, ..keys("`external`", &[EXTERNAL_KEYS]) })]);

const MODEL: Keys = keys(
    "a model",
    &[&[key("context_size", WHOLE), required("model", TEXT), key("name", TEXT), key("runtime_flags", TEXTS)]],
);

//! The keys of `deploy` and `develop`.

use super::service::HOOK;
use super::shape::{Items, Key, Keys, Numbers, Shape, Target, Texts, key, keys, required};
use super::shapes::{
    COUNT, DEVICE_REQUEST_KEYS, FRACTION, LATE_FRACTION, LIST_OR_MAP, TEXT, TEXT_OR_TEXTS_ONCE, TEXTS, UNSIGNED,
};

/// How a service is deployed.
pub(super) const DEPLOY: Shape = Shape::OneOf(&[Shape::Nothing, Shape::Object(&DEPLOY_KEYS)]);

/// What `watch` does.
pub(super) const DEVELOP: Shape = Shape::OneOf(&[Shape::Nothing, Shape::Object(&DEVELOP_KEYS)]);

const DEPLOY_KEYS: Keys = keys(
    "`deploy`",
    &[&[
        key("endpoint_mode", TEXT),
        key("labels", LIST_OR_MAP),
        key("mode", TEXT),
        key("placement", Shape::Object(&PLACEMENT)),
        key("replicas", COUNT),
        key("resources", Shape::Object(&RESOURCES)),
        key("restart_policy", Shape::Object(&RESTART_POLICY)),
        key("rollback_config", Shape::Object(&keys("`rollback_config`", &[UPDATE_KEYS]))),
        key("update_config", Shape::Object(&keys("`update_config`", &[UPDATE_KEYS]))),
    ]],
);

const UPDATE_KEYS: &[Key] = &[
    key("delay", Shape::Duration),
    key("failure_action", TEXT),
    key("max_failure_ratio", FRACTION),
    key("monitor", Shape::Duration),
    key("order", Shape::Enumeration(&["start-first", "stop-first"])),
    key("parallelism", UNSIGNED),
];

const RESOURCES: Keys = keys(
    "`resources`",
    &[&[
        key("limits", Shape::Object(&keys("`limits`", &[LIMIT_KEYS]))),
        key("reservations", Shape::Object(&keys("`reservations`", &[RESERVATION_KEYS]))),
    ]],
);

const LIMIT_KEYS: &[Key] = &[
    key("cpus", LATE_FRACTION),
    key("memory", Shape::Bytes(Numbers::Refused)),
    key("pids", Shape::Integer(None, Texts::Read(Target::Integer))),
];

const RESERVATION_KEYS: &[Key] = &[
    key("cpus", LATE_FRACTION),
    key("devices", Shape::List(&Shape::Object(&DEVICE), Items::Any)),
    key("generic_resources", Shape::List(&Shape::Object(&GENERIC_RESOURCE), Items::Any)),
    key("memory", Shape::Bytes(Numbers::Refused)),
];

/// As in `gpus`, but that what the device must be able to do has to be said.
const DEVICE: Keys = Keys { one_of: &["capabilities"], ..keys("a device", &[DEVICE_REQUEST_KEYS]) };

const GENERIC_RESOURCE: Keys =
    keys("a generic resource", &[&[key("discrete_resource_spec", Shape::Object(&DISCRETE_RESOURCE))]]);

const DISCRETE_RESOURCE: Keys = keys(
    "`discrete_resource_spec`",
    &[&[key("kind", TEXT), key("value", Shape::Number(None, Texts::Read(Target::Integer)))]],
);

const RESTART_POLICY: Keys = keys(
    "`restart_policy`",
    &[&[
        key("condition", TEXT),
        key("delay", Shape::Duration),
        key("max_attempts", UNSIGNED),
        key("window", Shape::Duration),
    ]],
);

const PLACEMENT: Keys = keys(
    "`placement`",
    &[&[
        key("constraints", TEXTS),
        key("max_replicas_per_node", UNSIGNED),
        key("preferences", Shape::List(&Shape::Object(&keys("a preference", &[&[key("spread", TEXT)]])), Items::Any)),
    ]],
);

const DEVELOP_KEYS: Keys = keys(
    "`develop`",
    &[&[key("watch", Shape::List(&Shape::Object(&keys("a `watch` rule", &[WATCH_KEYS])), Items::Any))]],
);

const WATCH_KEYS: &[Key] = &[
    required("action", Shape::Enumeration(&["rebuild", "sync", "restart", "sync+restart", "sync+exec"])),
    key("exec", Shape::Object(&HOOK)),
    key("ignore", TEXT_OR_TEXTS_ONCE),
    key("include", TEXT_OR_TEXTS_ONCE),
    key("initial_sync", Shape::Boolean(Texts::Refused)),
    required("path", TEXT),
    key("target", TEXT),
];

//! The keys of services and jobs, and of the containers that run before a service.

use super::build::BUILD;
use super::deploy::{DEPLOY, DEVELOP};
use super::mounts::{DEVICES, VOLUMES};
use super::shape::{Items, Key, Keys, Kind, Map, Names, Numbers, Others, Pattern, Shape, Target, Texts};
use super::shape::{closed, key, keys, required};
use super::shapes::{
    BYTES, COMMAND, COUNT, DEVICE_LIMITS, DEVICE_REQUEST_KEYS, DEVICE_WEIGHTS, DRIVER_OPTIONS, EXTRA_HOSTS, FRACTION,
    GRANTS, LATE_SWITCH, LIST_OR_MAP, NOT_NEGATIVE, ROUND_NUMBER, SWITCH, TEXT, TEXT_OR_TEXTS, TEXT_OR_TEXTS_ONCE,
    TEXTS_ONCE, ULIMITS, UNSIGNED, WEIGHT,
};

/// A service.
pub(super) const SERVICE: Keys = keys("a service", &[SERVICE_KEYS, CONTAINER_KEYS, WORKLOAD_KEYS]);

/// A job.
pub(super) const JOB: Keys = keys("a job", &[JOB_KEYS, CONTAINER_KEYS, WORKLOAD_KEYS]);

/// A command that is run in a container of the service.
pub(super) const HOOK: Keys = keys("a hook", &[HOOK_KEYS]);

const PRE_START: Keys = keys("an entry of `pre_start`", &[PRE_START_KEYS, CONTAINER_KEYS]);

const PRE_START_KEYS: &[Key] = &[key("per_replica", LATE_SWITCH)];

const HOOK_KEYS: &[Key] = &[
    required("command", COMMAND),
    key("environment", LIST_OR_MAP),
    key("privileged", LATE_SWITCH),
    key("user", TEXT),
    key("working_dir", TEXT),
];

const SERVICE_KEYS: &[Key] = &[
    key("attach", LATE_SWITCH),
    key("container_name", Shape::Pattern(&CONTAINER_NAME)),
    key("deploy", DEPLOY),
    key("develop", DEVELOP),
    key("extends", Shape::OneOf(&[TEXT, Shape::Object(&closed("`extends`", &[EXTENDS_KEYS]))])),
    key("external_links", TEXTS_ONCE),
    key("links", TEXTS_ONCE),
    key("post_start", Shape::List(&Shape::Object(&HOOK), Items::Any)),
    key("pre_start", Shape::List(&Shape::Object(&PRE_START), Items::Any)),
    key("pre_stop", Shape::List(&Shape::Object(&HOOK), Items::Any)),
    key("profiles", TEXTS_ONCE),
    key("provider", Shape::Object(&keys("`provider`", &[PROVIDER_KEYS]))),
    key("restart", TEXT),
    key("scale", COUNT),
];

const EXTENDS_KEYS: &[Key] = &[key("file", TEXT), required("service", TEXT)];

const PROVIDER_KEYS: &[Key] = &[
    key("options", Shape::Map(&Map { names: Names::Any, value: Shape::OneOf(&[PROVIDER_VALUE, PROVIDER_VALUES]) })),
    required("type", TEXT),
];

const PROVIDER_VALUE: Shape = Shape::Scalar(&[Kind::Text, Kind::Number, Kind::Boolean, Kind::Date]);

const PROVIDER_VALUES: Shape = Shape::List(&PROVIDER_VALUE, Items::Any);

const JOB_KEYS: &[Key] = &[key("profiles", TEXTS_ONCE), required("triggers", Shape::Object(&TRIGGERS))];

const TRIGGERS: Keys = Keys {
    one_of: &["manual", "schedule"],
    ..keys(
        "`triggers`",
        &[&[
            key("manual", LATE_SWITCH),
            key("schedule", Shape::List(&Shape::OneOf(&[TEXT, Shape::Object(&SCHEDULE)]), Items::Any)),
        ]],
    )
};

const SCHEDULE: Keys = keys(
    "a schedule",
    &[&[
        key("concurrency", Shape::Enumeration(&["forbid", "queue"])),
        required("cron", TEXT),
        key("missed_fires", Shape::Enumeration(&["one", "skip"])),
        key("timezone", TEXT),
    ]],
);

/// What services and jobs share beyond their container.
const WORKLOAD_KEYS: &[Key] = &[
    key("build", Shape::OneOf(&[TEXT, Shape::Object(&BUILD)])),
    key("depends_on", Shape::OneOf(&[TEXTS_ONCE, DEPENDENCIES])),
    key("expose", Shape::List(&Shape::Scalar(&[Kind::Text, Kind::Integer]), Items::Unique)),
    key("healthcheck", Shape::Object(&HEALTHCHECK)),
    key("ports", Shape::List(&Shape::OneOf(&[PORT, Shape::Object(&PORT_OBJECT)]), Items::Unique)),
    key("stdin_open", SWITCH),
    key("tty", SWITCH),
];

const DEPENDENCIES: Shape = Shape::Map(&Map { names: Names::Resource, value: Shape::Object(&DEPENDENCY) });

const DEPENDENCY: Keys = keys(
    "an entry of `depends_on`",
    &[&[
        required(
            "condition",
            Shape::Enumeration(&["service_started", "service_healthy", "service_completed_successfully"]),
        ),
        key("required", SWITCH),
        key("restart", SWITCH),
    ]],
);

const HEALTHCHECK: Keys = keys(
    "`healthcheck`",
    &[&[
        key("disable", SWITCH),
        key("interval", Shape::Duration),
        key("retries", Shape::Number(NOT_NEGATIVE, Texts::Cast(Target::Integer))),
        key("start_interval", Shape::Duration),
        key("start_period", Shape::Duration),
        key("test", TEXT_OR_TEXTS),
        key("timeout", Shape::Duration),
    ]],
);

const PORT: Shape = Shape::Scalar(&[Kind::Text, Kind::Integer]);

const PORT_OBJECT: Keys = keys(
    "a port",
    &[&[
        key("app_protocol", TEXT),
        key("host_ip", TEXT),
        key("mode", TEXT),
        key("name", TEXT),
        key("protocol", TEXT),
        key("published", PORT),
        key("target", COUNT),
    ]],
);

/// What every container has.
const CONTAINER_KEYS: &[Key] = &[
    key("annotations", LIST_OR_MAP),
    key("blkio_config", Shape::Object(&BLKIO_CONFIG)),
    key("cap_add", TEXTS_ONCE),
    key("cap_drop", TEXTS_ONCE),
    key("cgroup", Shape::Enumeration(&["host", "private"])),
    key("cgroup_parent", TEXT),
    key("command", COMMAND),
    key("configs", GRANTS),
    key("cpu_count", UNSIGNED),
    key("cpu_percent", Shape::Integer(Some(0..=100), Texts::Cast(Target::Number))),
    key("cpu_period", ROUND_NUMBER),
    key("cpu_quota", ROUND_NUMBER),
    key("cpu_rt_period", ROUND_NUMBER),
    key("cpu_rt_runtime", ROUND_NUMBER),
    key("cpu_shares", ROUND_NUMBER),
    key("cpus", FRACTION),
    key("cpuset", TEXT),
    key("credential_spec", Shape::Object(&CREDENTIAL_SPEC)),
    key("device_cgroup_rules", TEXTS_ONCE),
    key("devices", DEVICES),
    key("dns", TEXT_OR_TEXTS_ONCE),
    key("dns_opt", TEXTS_ONCE),
    key("dns_search", TEXT_OR_TEXTS_ONCE),
    key("domainname", TEXT),
    key("entrypoint", COMMAND),
    key("env_file", ENV_FILE),
    key("environment", LIST_OR_MAP),
    key("extra_hosts", EXTRA_HOSTS),
    key("gpus", Shape::OneOf(&[Shape::Enumeration(&["all"]), Shape::List(&Shape::Object(&GPU), Items::Any)])),
    key("group_add", Shape::List(&Shape::Scalar(&[Kind::Text, Kind::Integer]), Items::Unique)),
    key("hostname", TEXT),
    key("image", TEXT),
    key("init", SWITCH),
    key("ipc", TEXT),
    key("isolation", TEXT),
    key("label_file", TEXT_OR_TEXTS),
    key("labels", LIST_OR_MAP),
    key("logging", Shape::Object(&LOGGING)),
    key("mac_address", TEXT),
    key("mem_limit", Shape::Bytes(Numbers::Any)),
    key("mem_reservation", BYTES),
    key("mem_swappiness", BYTES),
    key("memswap_limit", Shape::Bytes(Numbers::Any)),
    key("models", Shape::OneOf(&[TEXTS_ONCE, SERVICE_MODELS])),
    key("network_mode", TEXT),
    key("networks", Shape::OneOf(&[TEXTS_ONCE, SERVICE_NETWORKS])),
    key("oom_kill_disable", SWITCH),
    key("oom_score_adj", Shape::Integer(Some(-1000..=1000), Texts::Cast(Target::Integer))),
    key("pid", TEXT),
    key("pids_limit", ROUND_NUMBER),
    key("platform", TEXT),
    key("privileged", SWITCH),
    key("pull_policy", Shape::Pattern(&PULL_POLICY)),
    key("pull_refresh_after", TEXT),
    key("read_only", SWITCH),
    key("runtime", TEXT),
    key("secrets", GRANTS),
    key("security_opt", TEXTS_ONCE),
    key("shm_size", Shape::Bytes(Numbers::Any)),
    key("stop_grace_period", Shape::Duration),
    key("stop_signal", TEXT),
    key("storage_opt", STORAGE_OPTIONS),
    key("sysctls", LIST_OR_MAP),
    key("tmpfs", TEXT_OR_TEXTS_ONCE),
    key("ulimits", ULIMITS),
    key("use_api_socket", Shape::Boolean(Texts::Refused)),
    key("user", TEXT),
    key("userns_mode", TEXT),
    key("uts", TEXT),
    key("volumes", VOLUMES),
    key("volumes_from", TEXTS_ONCE),
    key("working_dir", TEXT),
];

/// Whether every container has that key: not services alone.
pub fn is_of_containers(name: &str) -> bool {
    CONTAINER_KEYS.iter().any(|key| key.name == name)
}

const STORAGE_OPTIONS: Shape =
    Shape::Map(&Map { names: Names::Any, value: Shape::Scalar(&[Kind::Text, Kind::Integer, Kind::Null]) });

const BLKIO_CONFIG: Keys = closed(
    "`blkio_config`",
    &[&[
        key("device_read_bps", DEVICE_LIMITS),
        key("device_read_iops", DEVICE_LIMITS),
        key("device_write_bps", DEVICE_LIMITS),
        key("device_write_iops", DEVICE_LIMITS),
        key("weight", WEIGHT),
        key("weight_device", DEVICE_WEIGHTS),
    ]],
);

const CREDENTIAL_SPEC: Keys =
    keys("`credential_spec`", &[&[key("config", TEXT), key("file", TEXT), key("registry", TEXT)]]);

const GPU: Keys = Keys { others: Others::Accepted, ..keys("an entry of `gpus`", &[DEVICE_REQUEST_KEYS]) };

const LOGGING: Keys = keys("`logging`", &[&[key("driver", TEXT), key("options", LOGGING_OPTIONS)]]);

const LOGGING_OPTIONS: Shape =
    Shape::Map(&Map { names: Names::Any, value: Shape::Scalar(&[Kind::Text, Kind::Number, Kind::Null, Kind::Date]) });

const ENV_FILE: Shape = Shape::OneOf(&[
    TEXT,
    Shape::List(&Shape::OneOf(&[TEXT, Shape::Object(&closed("an entry of `env_file`", &[ENV_FILE_KEYS]))]), Items::Any),
]);

const ENV_FILE_KEYS: &[Key] = &[key("format", TEXT), required("path", TEXT), key("required", LATE_SWITCH)];

const SERVICE_MODELS: Shape = Shape::Map(&Map {
    names: Names::ResourceOrAnything,
    value: Shape::OneOf(&[Shape::Nothing, Shape::Object(&keys("a model of a service", &[SERVICE_MODEL_KEYS]))]),
});

const SERVICE_MODEL_KEYS: &[Key] = &[key("endpoint_var", TEXT), key("model_var", TEXT)];

const SERVICE_NETWORKS: Shape = Shape::Map(&Map {
    names: Names::Resource,
    value: Shape::OneOf(&[Shape::Nothing, Shape::Object(&keys("a network of a service", &[SERVICE_NETWORK_KEYS]))]),
});

const SERVICE_NETWORK_KEYS: &[Key] = &[
    key("aliases", TEXTS_ONCE),
    key("driver_opts", DRIVER_OPTIONS),
    key("gw_priority", Shape::Number(None, Texts::Refused)),
    key("interface_name", TEXT),
    key("ipv4_address", TEXT),
    key("ipv6_address", TEXT),
    key("link_local_ips", TEXTS_ONCE),
    key("mac_address", TEXT),
    key("priority", Shape::Number(None, Texts::Refused)),
];

const CONTAINER_NAME: Pattern = Pattern {
    source: "[a-zA-Z0-9][a-zA-Z0-9_.-]+",
    fits: holds_container_name,
    expected: "a name of at least two letters, digits, `_`, `.` or `-`, the first a letter or digit",
    words: &[],
};

/// Whether there is a name somewhere in a text; the specification does not ask for more.
pub fn holds_container_name(text: &str) -> bool {
    let next = text.bytes().skip(1);
    text.bytes().zip(next).any(|(first, second)| {
        first.is_ascii_alphanumeric() && (second.is_ascii_alphanumeric() || matches!(second, b'_' | b'.' | b'-'))
    })
}

const PULL_POLICIES: &[&str] = &["always", "never", "build", "if_not_present", "missing", "refresh", "daily", "weekly"];

const PULL_POLICY: Pattern = Pattern {
    source: "^(always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+)$",
    fits: is_pull_policy,
    expected: "`always`, `never`, `missing`, `build`, `daily`, `weekly`, `refresh` or such as `every_12h`",
    words: PULL_POLICIES,
};

/// Whether a text is one of the policies, or `every_` with numbers and units.
fn is_pull_policy(text: &str) -> bool {
    PULL_POLICIES.contains(&text) || text.strip_prefix("every_").is_some_and(is_period)
}

/// Whether a text is one or more numbers, each with its unit.
fn is_period(text: &str) -> bool {
    let mut has_digits = false;
    let all = text.bytes().all(|byte| match byte {
        b'0'..=b'9' => {
            has_digits = true;
            true
        }
        b'w' | b'd' | b'h' | b'm' | b's' => std::mem::take(&mut has_digits),
        _ => false,
    });
    all && !has_digits && !text.is_empty()
}

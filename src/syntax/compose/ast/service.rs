//! A service: everything that is said of its containers.

use std::time::Duration;

use super::super::typed::read;
use super::super::{Located, Value};
use super::{
    Attachment, Build, CommandLine, Dependency, Deploy, Device, DeviceRequest, EnvironmentFile, Extends, Grant,
    Healthcheck, Hook, Link, Logging, ModelUse, Mount, Namespace, Pair, Port, Provider, RestartPolicy, Ulimit,
    Variable, Watch,
};
use crate::text::Place;

/// A service of the project.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// What it is called, on the place of its key.
    pub name: Located<String>,
    /// Which one of its project it is, from 0, in the order they are written.
    pub number: usize,
    /// All of it in its long forms, with keys that are not below: see [`Service::at`].
    pub value: Value,

    /// `image:`
    pub image: Option<Located<String>>,
    /// `build:`; a text is the context.
    pub build: Option<Build>,
    /// `command:`: the arguments of the entrypoint.
    pub command: Option<CommandLine>,
    /// `entrypoint:`
    pub entrypoint: Option<CommandLine>,
    /// `working_dir:`
    pub working_dir: Option<Located<String>>,
    /// `user:`, with its group.
    pub user: Option<Located<String>>,
    /// `platform:`
    pub platform: Option<Located<String>>,
    /// `pull_policy:`
    pub pull_policy: Option<Located<String>>,
    /// `runtime:`
    pub runtime: Option<Located<String>>,
    /// `provider:`
    pub provider: Option<Provider>,
    /// `extends:`, as long as it is not followed.
    pub extends: Option<Extends>,

    /// `container_name:`
    pub container_name: Option<Located<String>>,
    /// `hostname:`
    pub hostname: Option<Located<String>>,
    /// `domainname:`
    pub domainname: Option<Located<String>>,
    /// `scale:`
    pub scale: Option<Located<i64>>,
    /// `profiles:`
    pub profiles: Vec<Located<String>>,
    /// `restart:`
    pub restart: Option<Located<RestartPolicy>>,
    /// `stop_grace_period:`
    pub stop_grace_period: Option<Located<Duration>>,
    /// `stop_signal:`
    pub stop_signal: Option<Located<String>>,
    /// `init:`
    pub init: Option<Located<bool>>,
    /// `tty:`
    pub tty: Option<Located<bool>>,
    /// `stdin_open:`
    pub stdin_open: Option<Located<bool>>,
    /// `attach:`
    pub attach: Option<Located<bool>>,

    /// `environment:`, and what came out of files where they were read.
    pub environment: Vec<Variable>,
    /// `env_file:`
    pub env_files: Vec<EnvironmentFile>,
    /// `labels:`
    pub labels: Vec<Pair>,
    /// `label_file:`
    pub label_files: Vec<Located<String>>,
    /// `annotations:`
    pub annotations: Vec<Pair>,
    /// `secrets:`
    pub secrets: Vec<Grant>,
    /// `configs:`
    pub configs: Vec<Grant>,
    /// `models:`
    pub models: Vec<ModelUse>,

    /// `ports:`
    pub ports: Vec<Port>,
    /// `expose:`, each a port or a range with or without a protocol.
    pub expose: Vec<Located<String>>,
    /// `networks:`
    pub networks: Vec<Attachment>,
    /// `network_mode:`
    pub network_mode: Option<Located<Namespace>>,
    /// `extra_hosts:`: names with addresses.
    pub extra_hosts: Vec<Pair>,
    /// `dns:`
    pub dns: Vec<Located<String>>,
    /// `dns_search:`
    pub dns_search: Vec<Located<String>>,
    /// `mac_address:`
    pub mac_address: Option<Located<String>>,
    /// `links:`
    pub links: Vec<Link>,
    /// `external_links:`
    pub external_links: Vec<Link>,
    /// `depends_on:`
    pub depends_on: Vec<Dependency>,

    /// `volumes:`
    pub volumes: Vec<Mount>,
    /// `volumes_from:`
    pub volumes_from: Vec<Link>,
    /// `tmpfs:`, each a path with or without options.
    pub tmpfs: Vec<Located<String>>,
    /// `devices:`
    pub devices: Vec<Device>,
    /// `device_cgroup_rules:`
    pub device_cgroup_rules: Vec<Located<String>>,
    /// `storage_opt:`
    pub storage_opt: Vec<Pair>,
    /// `gpus:`
    pub gpus: Vec<DeviceRequest>,
    /// `shm_size:`, in bytes.
    pub shm_size: Option<Located<u64>>,

    /// `privileged:`
    pub privileged: Option<Located<bool>>,
    /// `read_only:`: the file system of the image, not the mounts.
    pub read_only: Option<Located<bool>>,
    /// `cap_add:`
    pub cap_add: Vec<Located<String>>,
    /// `cap_drop:`
    pub cap_drop: Vec<Located<String>>,
    /// `security_opt:`
    pub security_opt: Vec<Located<String>>,
    /// `group_add:`
    pub group_add: Vec<Located<String>>,
    /// `pid:`
    pub pid: Option<Located<Namespace>>,
    /// `ipc:`
    pub ipc: Option<Located<Namespace>>,
    /// `uts:`
    pub uts: Option<Located<Namespace>>,
    /// `userns_mode:`
    pub userns_mode: Option<Located<Namespace>>,
    /// `cgroup:`
    pub cgroup: Option<Located<Namespace>>,
    /// `cgroup_parent:`
    pub cgroup_parent: Option<Located<String>>,
    /// `use_api_socket:`: the socket of the engine and the user's logins.
    pub use_api_socket: Option<Located<bool>>,
    /// `sysctls:`
    pub sysctls: Vec<Pair>,

    /// `cpus:`
    pub cpus: Option<Located<f64>>,
    /// `cpu_quota:`: microseconds in each `cpu_period`.
    pub cpu_quota: Option<Located<f64>>,
    /// `cpu_period:`
    pub cpu_period: Option<Located<f64>>,
    /// `cpu_shares:`
    pub cpu_shares: Option<Located<f64>>,
    /// `mem_limit:`, in bytes.
    pub mem_limit: Option<Located<u64>>,
    /// `memswap_limit:`: memory and swap in bytes; -1 is no limit.
    pub memswap_limit: Option<Located<i64>>,
    /// `mem_reservation:`, in bytes.
    pub mem_reservation: Option<Located<u64>>,
    /// `mem_swappiness:`
    pub mem_swappiness: Option<Located<i64>>,
    /// `pids_limit:`; -1 is no limit.
    pub pids_limit: Option<Located<i64>>,
    /// `oom_kill_disable:`
    pub oom_kill_disable: Option<Located<bool>>,
    /// `oom_score_adj:`
    pub oom_score_adj: Option<Located<i64>>,
    /// `ulimits:`
    pub ulimits: Vec<Ulimit>,

    /// `healthcheck:`
    pub healthcheck: Option<Healthcheck>,
    /// `logging:`
    pub logging: Option<Logging>,
    /// `deploy:`
    pub deploy: Option<Deploy>,
    /// `pre_start:`
    pub pre_start: Vec<Hook>,
    /// `post_start:`
    pub post_start: Vec<Hook>,
    /// `pre_stop:`
    pub pre_stop: Vec<Hook>,
    /// `develop.watch:`
    pub watch: Vec<Watch>,
}

impl Service {
    /// Where a key of it is written.
    pub fn key(&self, key: &str) -> Option<Place> {
        self.value.as_mapping()?.member(key).map(|member| member.key)
    }

    /// Whether a key of it is written and says something.
    pub fn has(&self, key: &str) -> bool {
        self.value.get(key).is_some_and(|value| !value.is_null())
    }

    /// The value at the end of a path of keys.
    pub fn at(&self, path: &[&str]) -> Option<&Value> {
        self.value.at(path)
    }

    /// A text, number or boolean as a text.
    pub fn text(&self, key: &str) -> Option<Located<String>> {
        self.value.get(key).and_then(read::text)
    }

    /// The value of a variable of its environment, as [`Variable::known`] tells it.
    pub fn variable(&self, name: &str) -> Option<&Variable> {
        self.environment.iter().find(|variable| variable.name.value == name)
    }

    /// Whether it is read-only, privileged and the like: a flag that is written and `true`.
    pub fn is_set(flag: &Option<Located<bool>>) -> bool {
        flag.as_ref().is_some_and(|flag| flag.value)
    }
}

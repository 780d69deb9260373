//! What a container may use, what becomes of its output and when it is started again.

use super::super::Located;
use super::Pair;
use crate::text::Place;

/// `deploy.resources.limits` or `deploy.resources.reservations`
#[derive(Clone, Debug, PartialEq)]
pub struct Resources {
    /// Processors.
    pub cpus: Option<Located<f64>>,
    /// Bytes of memory.
    pub memory: Option<Located<u64>>,
    /// Processes and threads.
    pub pids: Option<Located<i64>>,
    /// Devices, which only reservations have.
    pub devices: Vec<DeviceRequest>,
    /// All of it.
    pub place: Place,
}

/// An item of `gpus:` or of `devices:` of reservations.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviceRequest {
    /// `gpu`, `tpu` and the like.
    pub capabilities: Vec<Located<String>>,
    /// `nvidia` and the like.
    pub driver: Option<Located<String>>,
    /// How many; `all` is -1.
    pub count: Option<Located<i64>>,
    /// Which.
    pub device_ids: Vec<Located<String>>,
    /// All of it.
    pub place: Place,
}

/// An entry of `ulimits:`.
#[derive(Clone, Debug, PartialEq)]
pub struct Ulimit {
    /// `nofile` and the like.
    pub name: Located<String>,
    /// What a process starts with; -1 is no limit.
    pub soft: Option<Located<i64>>,
    /// What a process may raise it to; where one number is written, the same.
    pub hard: Option<Located<i64>>,
    /// Name and values.
    pub place: Place,
}

/// `logging:`
#[derive(Clone, Debug, PartialEq)]
pub struct Logging {
    /// `json-file`, `none` and the like; what the engine is set to where nothing is written.
    pub driver: Option<Located<String>>,
    /// What the driver is told.
    pub options: Vec<Pair>,
    /// All of it.
    pub place: Place,
}

/// `restart:`
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestartPolicy {
    /// `no`: also where nothing is written.
    No,
    /// `always`
    Always,
    /// `on-failure`, with how often it tries.
    OnFailure(Option<u64>),
    /// `unless-stopped`
    UnlessStopped,
    /// Anything else, which Compose passes on and Docker refuses.
    Other(String),
}

impl RestartPolicy {
    /// Reads it; `false` counts as `no`.
    pub fn parse(text: &str) -> Self {
        let (name, count) = text.split_once(':').map_or((text, None), |(name, count)| (name, Some(count)));
        match (name, count.map(str::parse)) {
            ("no" | "false", None) => Self::No,
            ("always", None) => Self::Always,
            ("unless-stopped", None) => Self::UnlessStopped,
            ("on-failure", None) => Self::OnFailure(None),
            ("on-failure", Some(Ok(count))) => Self::OnFailure(Some(count)),
            _ => Self::Other(text.to_owned()),
        }
    }
}

//! `deploy:`, the part of a service that Swarm reads and Docker Compose reads in parts.

use std::time::Duration;

use super::super::Located;
use super::{Pair, Resources};
use crate::text::Place;

/// `deploy:`
#[derive(Clone, Debug, PartialEq)]
pub struct Deploy {
    /// `replicated`, `global` and their jobs.
    pub mode: Option<Located<String>>,
    /// `vip` or `dnsrr`.
    pub endpoint_mode: Option<Located<String>>,
    /// How many containers there are.
    pub replicas: Option<Located<i64>>,
    /// Labels of the service, not of its containers.
    pub labels: Vec<Pair>,
    /// `resources.limits`
    pub limits: Option<Resources>,
    /// `resources.reservations`
    pub reservations: Option<Resources>,
    /// When a container is started again.
    pub restart_policy: Option<SwarmRestartPolicy>,
    /// On which machines it runs.
    pub placement: Option<Placement>,
    /// How a new version comes.
    pub update_config: Option<Rollout>,
    /// How the version before comes back.
    pub rollback_config: Option<Rollout>,
    /// All of it.
    pub place: Place,
}

/// `deploy.restart_policy`
#[derive(Clone, Debug, PartialEq)]
pub struct SwarmRestartPolicy {
    /// `none`, `on-failure` or `any`.
    pub condition: Option<Located<String>>,
    /// How long it waits in between.
    pub delay: Option<Located<Duration>>,
    /// How often it tries.
    pub max_attempts: Option<Located<i64>>,
    /// How long a container has to run to count as started.
    pub window: Option<Located<Duration>>,
    /// All of it.
    pub place: Place,
}

/// `deploy.placement`
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    /// `node.role == manager` and the like.
    pub constraints: Vec<Located<String>>,
    /// `spread` of its preferences.
    pub preferences: Vec<Located<String>>,
    /// Most containers on one machine.
    pub max_replicas_per_node: Option<Located<i64>>,
    /// All of it.
    pub place: Place,
}

/// `deploy.update_config` and `deploy.rollback_config`
#[derive(Clone, Debug, PartialEq)]
pub struct Rollout {
    /// How many containers at a time.
    pub parallelism: Option<Located<i64>>,
    /// How long it waits in between.
    pub delay: Option<Located<Duration>>,
    /// `continue`, `pause` or `rollback`.
    pub failure_action: Option<Located<String>>,
    /// How long a new container is watched.
    pub monitor: Option<Located<Duration>>,
    /// Which share may fail.
    pub max_failure_ratio: Option<Located<f64>>,
    /// `stop-first` or `start-first`.
    pub order: Option<Located<String>>,
    /// All of it.
    pub place: Place,
}

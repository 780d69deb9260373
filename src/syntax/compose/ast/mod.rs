//! A Compose project as types: what rules read in place of values.
//!
//! Plain data with a place on every leaf, in the Compose specification's words; one module a subject. An `Option` is
//! `None` and a list is empty where nothing (or nothing that fits) is written: defaults are for the facts of
//! `model::stack` to say. Knows nothing of files, merging or rules; made by [`typed`](super::typed). Start with
//! [`Project`] and [`Service`].
//! Source: <https://github.com/compose-spec/compose-spec/blob/main/spec.md>

mod build;
mod command;
mod deploy;
mod develop;
mod environment;
mod health;
mod mounts;
mod namespaces;
mod networks;
mod objects;
mod pairs;
mod ports;
mod relations;
mod resources;
mod service;

use indexmap::IndexMap;

use super::{Located, Value};

pub use build::Build;
pub use command::{CommandLine, Form};
pub use deploy::{Deploy, Placement, Rollout, SwarmRestartPolicy};
pub use develop::{Hook, Watch};
pub use environment::{EnvironmentFile, Origin, Variable};
pub use health::{HealthTest, Healthcheck, TestForm};
pub use mounts::{Device, Mount, MountKind};
pub use namespaces::Namespace;
pub use networks::{Attachment, Network, Subnet};
pub use objects::{FileObject, Grant, Model, Volume};
pub use pairs::Pair;
pub use ports::{Port, PortRange};
pub use relations::{Condition, Dependency, Extends, Link, ModelUse, Provider};
pub use resources::{DeviceRequest, Logging, Resources, RestartPolicy, Ulimit};
pub use service::Service;

/// A whole project. Everything is by the key it is declared under, in the order it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// `name:`
    pub name: Option<Located<String>>,
    /// `services:`
    pub services: IndexMap<String, Service>,
    /// `networks:`
    pub networks: IndexMap<String, Network>,
    /// `volumes:`
    pub volumes: IndexMap<String, Volume>,
    /// `secrets:`
    pub secrets: IndexMap<String, FileObject>,
    /// `configs:`
    pub configs: IndexMap<String, FileObject>,
    /// `models:`
    pub models: IndexMap<String, Model>,
    /// `x-...:` keys of the project, which Compose passes over.
    pub extensions: IndexMap<String, Value>,
}

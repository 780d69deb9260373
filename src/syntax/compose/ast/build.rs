//! How the image of a service is built.

use super::super::Located;
use super::{Grant, Pair, Ulimit};
use crate::text::Place;

/// `build:`
#[derive(Clone, Debug, PartialEq)]
pub struct Build {
    /// The folder or address; `.` where none is written.
    pub context: Option<Located<String>>,
    /// The Dockerfile, from the context on.
    pub dockerfile: Option<Located<String>>,
    /// A Dockerfile that stands in the Compose file itself.
    pub dockerfile_inline: Option<Located<String>>,
    /// The stage that is built.
    pub target: Option<Located<String>>,
    /// Build arguments; one without a value takes the environment's.
    pub args: Vec<Pair>,
    /// The network of its `RUN` steps.
    pub network: Option<Located<String>>,
    /// Whether its `RUN` steps have every privilege.
    pub privileged: Option<Located<bool>>,
    /// Privileges that its `RUN --security` and `RUN --network` may use.
    pub entitlements: Vec<Located<String>>,
    /// Agents and keys: `default`, or an id with its socket or key.
    pub ssh: Vec<Pair>,
    /// Secrets that `RUN --mount=type=secret` may read.
    pub secrets: Vec<Grant>,
    /// Further contexts by name.
    pub additional_contexts: Vec<Pair>,
    /// Platforms it is built for.
    pub platforms: Vec<Located<String>>,
    /// `provenance`: a boolean or attributes, as text.
    pub provenance: Option<Located<String>>,
    /// `sbom`: a boolean or attributes, as text.
    pub sbom: Option<Located<String>>,
    /// Further names of the image.
    pub tags: Vec<Located<String>>,
    /// Labels of the image.
    pub labels: Vec<Pair>,
    /// Names with addresses for its `RUN` steps.
    pub extra_hosts: Vec<Pair>,
    /// Where cached layers come from.
    pub cache_from: Vec<Located<String>>,
    /// Where cached layers go.
    pub cache_to: Vec<Located<String>>,
    /// Whether every step runs anew.
    pub no_cache: Option<Located<bool>>,
    /// Whether base images are always looked for.
    pub pull: Option<Located<bool>>,
    /// Bytes of `/dev/shm` in its `RUN` steps.
    pub shm_size: Option<Located<u64>>,
    /// Limits of its `RUN` steps.
    pub ulimits: Vec<Ulimit>,
    /// How Windows containers are kept apart.
    pub isolation: Option<Located<String>>,
    /// All of it.
    pub place: Place,
}

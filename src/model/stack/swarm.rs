//! Whether a project is deployed to a Swarm, where other things work than with Docker Compose.

use super::Stack;
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::{Project, Service};

impl Stack {
    /// Whether a file says something that only `docker stack deploy` obeys: where containers are placed, how a new
    /// version is rolled out, a network over several machines. Numbers of replicas and limits work with Docker Compose.
    pub fn is_for_swarm(&self) -> bool {
        self.is_for_swarm
    }

    /// How many containers of a service there are, as it is written.
    pub fn replicas_of(service: &Service) -> Option<&Located<i64>> {
        service.scale.as_ref().or_else(|| service.deploy.as_ref()?.replicas.as_ref())
    }
}

/// Whether a project says something that only Swarm obeys.
pub(super) fn is_for_swarm(project: &Project) -> bool {
    let mut drivers = project.networks.values().filter_map(|network| network.driver.as_ref());
    project.services.values().any(asks_for_swarm) || drivers.any(|driver| driver.value == "overlay")
}

fn asks_for_swarm(service: &Service) -> bool {
    let asks = service.deploy.as_ref().is_some_and(|deploy| {
        deploy.mode.is_some()
            || deploy.endpoint_mode.is_some()
            || deploy.placement.is_some()
            || deploy.update_config.is_some()
            || deploy.rollback_config.is_some()
            || !deploy.labels.is_empty()
    });
    asks || service.ports.iter().any(|port| port.mode.as_ref().is_some_and(|mode| mode.value == "host"))
}

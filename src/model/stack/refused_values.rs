//! Values that Docker Compose passes on as they are, and that the engine, the kernel or Swarm does not take.
//!
//! Start with [`Stack::refused_values`]. What hangs on a variable that nothing sets is left out.

use std::collections::HashSet;

use super::Stack;
use crate::knowledge::accepted_values::{self as accepted, Accepted};
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::{PortRange, Service};
use crate::syntax::dockerfile::{signal_name, signal_names};

/// A value that is not taken.
#[derive(Debug)]
pub struct RefusedValue {
    /// The text.
    pub value: Located<String>,
    /// What is wrong with it.
    pub refusal: Refusal,
    /// The text that was surely meant.
    pub meant: Option<String>,
    /// Whether only Swarm reads it, so that Docker Compose starts all the same.
    pub is_for_swarm: bool,
}

/// What is wrong with a value.
#[derive(Clone, Copy, Debug)]
pub enum Refusal {
    /// It is none of these words.
    Unknown(&'static Accepted),
    /// What stands behind the colon of `on-failure` is no number: it counts as none, and there is no limit.
    Attempts,
    /// A number of attempts behind a policy that has none.
    NeedlessAttempts,
    /// There is no such capability.
    Capability,
    /// There is no such signal.
    Signal,
    /// It is neither a port nor a range of ports.
    Port,
    /// A mode that is the name of a service, without `service:`.
    ServiceAsMode,
    /// A mode that is the key of a network of the project.
    NetworkAsMode,
}

impl Stack {
    /// Every value of the project that is not taken where it is passed on to; one that services share, once.
    pub fn refused_values(&self) -> Vec<RefusedValue> {
        let mut found = Vec::new();
        let networks = self.project.networks.values().filter_map(|network| network.name.as_ref());
        let networks: HashSet<&str> = networks.map(|name| name.value.as_str()).collect();
        for service in self.services() {
            words(service, &mut found);
            found.extend(service.text("restart").and_then(restart));
            found.extend(service.cap_add.iter().chain(&service.cap_drop).filter_map(capability));
            found.extend(service.stop_signal.as_ref().and_then(signal));
            found.extend(service.expose.iter().filter_map(port));
            found.extend(service.text("network_mode").and_then(|mode| self.network_mode(mode, &networks)));
        }
        let driver = |driver: Option<&Located<String>>, accepted| driver.and_then(|driver| word(driver, accepted));
        for network in self.project.networks.values() {
            found.extend(driver(network.driver.as_ref(), &accepted::NETWORK_DRIVER));
        }
        for volume in self.project.volumes.values() {
            found.extend(driver(volume.driver.as_ref(), &accepted::VOLUME_DRIVER));
        }
        let mut seen = HashSet::new();
        found.retain(|refused| {
            let RefusedValue { value, .. } = refused;
            value.is_known() && !value.value.is_empty() && seen.insert(value.place)
        });
        found
    }

    /// A mode that is neither a known word nor the name of a network.
    fn network_mode(&self, mode: Located<String>, networks: &HashSet<&str>) -> Option<RefusedValue> {
        if networks.contains(mode.value.as_str()) {
            return None;
        }
        if self.service(&mode.value).is_some() {
            // Which of the two was to wait for the other is not known: the edit could close a circle.
            return Some(refused(&mode, Refusal::ServiceAsMode));
        }
        if self.project.networks.get(&mode.value).is_some_and(|network| network.name.is_some()) {
            return Some(refused(&mode, Refusal::NetworkAsMode));
        }
        if mode.value.contains(':') { None } else { word(&mode, &accepted::NETWORK_MODE) }
    }
}

fn refused(value: &Located<String>, refusal: Refusal) -> RefusedValue {
    RefusedValue { value: value.clone(), refusal, meant: None, is_for_swarm: false }
}

fn for_swarm(refused: RefusedValue) -> RefusedValue {
    RefusedValue { is_for_swarm: true, ..refused }
}

/// A value that is none of the words.
fn word(value: &Located<String>, accepted: &'static Accepted) -> Option<RefusedValue> {
    let meant = || accepted.nearest(&value.value).map(str::to_owned);
    let is_wrong = !accepted.takes(&value.value);
    is_wrong.then(|| RefusedValue { meant: meant(), ..refused(value, Refusal::Unknown(accepted)) })
}

/// What can be looked up in a table.
fn words(service: &Service, found: &mut Vec<RefusedValue>) {
    let is_shared = |mode: &Located<String>| mode.value.starts_with("service:") || mode.value.starts_with("container:");
    for (key, accepted) in [("ipc", &accepted::IPC), ("pid", &accepted::PID)] {
        let mode = service.text(key).filter(|mode| !is_shared(mode));
        found.extend(mode.and_then(|mode| word(&mode, accepted)));
    }
    for (key, accepted) in [("uts", &accepted::UTS), ("userns_mode", &accepted::USER_NAMESPACE)] {
        found.extend(service.text(key).and_then(|mode| word(&mode, accepted)));
    }
    let driver = service.logging.as_ref().and_then(|logging| logging.driver.as_ref());
    found.extend(driver.and_then(|driver| word(driver, &accepted::LOG_DRIVER)));
    let propagation = service.volumes.iter().filter_map(|mount| mount.propagation.as_ref());
    found.extend(propagation.filter_map(|propagation| word(propagation, &accepted::PROPAGATION)));
    let protocols = service.ports.iter().filter_map(|port| port.protocol.as_ref());
    found.extend(protocols.filter_map(|protocol| word(protocol, &accepted::PROTOCOL)));
    found.extend(service.ulimits.iter().filter_map(|limit| word(&limit.name, &accepted::ULIMIT)));
    let modes = service.ports.iter().filter_map(|port| word(port.mode.as_ref()?, &accepted::PORT_MODE));
    found.extend(modes.map(for_swarm));
    let Some(deploy) = &service.deploy else { return };
    let policy = deploy.restart_policy.as_ref().and_then(|policy| policy.condition.as_ref());
    found.extend(policy.and_then(|condition| word(condition, &accepted::RESTART_CONDITION)));
    let update = deploy.update_config.as_ref().and_then(|update| update.failure_action.as_ref());
    let rollback = deploy.rollback_config.as_ref().and_then(|rollback| rollback.failure_action.as_ref());
    let swarm = [
        (deploy.mode.as_ref(), &accepted::DEPLOY_MODE),
        (deploy.endpoint_mode.as_ref(), &accepted::ENDPOINT_MODE),
        (update, &accepted::UPDATE_FAILURE),
        (rollback, &accepted::ROLLBACK_FAILURE),
    ];
    let swarm = swarm.into_iter().filter_map(|(value, accepted)| word(value?, accepted));
    found.extend(swarm.map(for_swarm));
}

/// A restart policy, with the number of attempts that only one has.
fn restart(value: Located<String>) -> Option<RefusedValue> {
    let Some((policy, attempts)) = value.value.split_once(':') else { return word(&value, &accepted::RESTART) };
    let is_number = attempts.parse::<u64>().is_ok();
    if policy == "on-failure" {
        let trimmed = Some(attempts.trim()).filter(|attempts| attempts.parse::<u64>().is_ok());
        let meant = trimmed.map(|attempts| format!("on-failure:{attempts}"));
        return (!is_number).then(|| RefusedValue { meant, ..refused(&value, Refusal::Attempts) });
    }
    if accepted::RESTART.takes(policy) {
        return Some(refused(&value, Refusal::NeedlessAttempts));
    }
    let meant = accepted::RESTART.nearest(policy).filter(|near| *near == "on-failure");
    let meant = meant.map(|near| format!("{near}:{attempts}"));
    Some(RefusedValue { meant, ..refused(&value, Refusal::Unknown(&accepted::RESTART)) })
}

fn capability(value: &Located<String>) -> Option<RefusedValue> {
    if accepted::is_capability(&value.value) {
        return None;
    }
    let prefix = if value.value.to_ascii_uppercase().starts_with("CAP_") { "CAP_" } else { "" };
    let meant = accepted::nearest_capability(&value.value).map(|meant| format!("{prefix}{meant}"));
    Some(RefusedValue { meant, ..refused(value, Refusal::Capability) })
}

fn signal(value: &Located<String>) -> Option<RefusedValue> {
    if signal_name(&value.value).is_some() {
        return None;
    }
    let upper = value.value.to_ascii_uppercase();
    let name = format!("SIG{}", upper.strip_prefix("SIG").unwrap_or(&upper).trim_start_matches(['-', '_']));
    let mut near = signal_names().filter(|known| strsim::osa_distance(&name, known) <= 1);
    let meant = near.next().filter(|_| near.next().is_none());
    Some(RefusedValue { meant, ..refused(value, Refusal::Signal) })
}

/// An item of `expose`: a port or a range, with or without a protocol.
fn port(value: &Located<String>) -> Option<RefusedValue> {
    let (ports, _) = value.value.split_once('/').unwrap_or((&value.value, "tcp"));
    let is_port = PortRange::parse(ports).is_some_and(|range| range.first > 0) && !ports.contains(' ');
    let meant = ports.rsplit_once(':').map(|(_, container)| container);
    let meant = meant.filter(|port| PortRange::parse(port).is_some()).map(str::to_owned);
    (!is_port).then(|| RefusedValue { meant, ..refused(value, Refusal::Port) })
}

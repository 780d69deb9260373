//! What a service may use, whichever way it is written.
//!
//! `mem_limit`, `cpus` and `pids_limit` say the same as `deploy.resources.limits`; Compose refuses files in which both
//! say something different. What is zero or -1 is no limit. Start with [`Stack::limits_of`].
//! Source: <https://github.com/compose-spec/compose-spec/blob/main/deploy.md#resources>

use super::Stack;
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::{Resources, Service};

/// What a service may use; `None` where nothing bounds it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    /// Bytes of memory.
    pub memory: Option<Located<u64>>,
    /// Processors.
    pub cpus: Option<Located<f64>>,
    /// Processes and threads.
    pub pids: Option<Located<u64>>,
    /// Bytes of memory that it is promised.
    pub memory_reservation: Option<Located<u64>>,
    /// Processors that it is promised.
    pub cpu_reservation: Option<Located<f64>>,
}

/// Microseconds of a period of the scheduler, unless `cpu_period` says otherwise.
const DEFAULT_PERIOD: f64 = 100_000.0;

impl Stack {
    /// What a service may use.
    pub fn limits_of(&self, service: &Service) -> Limits {
        let deploy = service.deploy.as_ref();
        let limits = deploy.and_then(|deploy| deploy.limits.as_ref());
        let reservations = deploy.and_then(|deploy| deploy.reservations.as_ref());
        let memory = |resources: Option<&Resources>| resources.and_then(|it| it.memory.clone()).filter(is_some_bytes);
        let cpus = |resources: Option<&Resources>| resources.and_then(|it| it.cpus.clone()).filter(is_some_cpus);
        let pids = limits.and_then(|limits| limits.pids.clone()).and_then(positive);
        Limits {
            memory: memory(limits).or_else(|| service.mem_limit.clone().filter(is_some_bytes)),
            cpus: cpus(limits).or_else(|| service.cpus.clone().filter(is_some_cpus)).or_else(|| quota(service)),
            pids: pids.or_else(|| service.pids_limit.clone().and_then(positive)),
            memory_reservation: memory(reservations).or_else(|| service.mem_reservation.clone().filter(is_some_bytes)),
            cpu_reservation: cpus(reservations),
        }
    }
}

fn is_some_bytes(bytes: &Located<u64>) -> bool {
    bytes.value > 0
}

fn is_some_cpus(cpus: &Located<f64>) -> bool {
    cpus.value > 0.0
}

fn positive(number: Located<i64>) -> Option<Located<u64>> {
    let value = u64::try_from(number.value).ok().filter(|value| *value > 0)?;
    Some(number.map(|_| value))
}

/// Processors out of `cpu_quota`.
fn quota(service: &Service) -> Option<Located<f64>> {
    let quota = service.cpu_quota.clone().filter(is_some_cpus)?;
    let period = service.cpu_period.as_ref().map(|period| period.value).filter(|period| *period > 0.0);
    Some(quota.map(|quota| quota / period.unwrap_or(DEFAULT_PERIOD)))
}

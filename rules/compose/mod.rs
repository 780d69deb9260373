//! Rules that read Compose files.

mod abrupt_stop;
mod contradicting_limits;
mod contradicting_restart;
mod disabled_service_healthcheck;
mod heap_above_limit;
mod missing_resource_limits;
mod missing_restart_policy;
mod obsolete_version;
mod service_without_healthcheck;
mod small_shared_memory;
mod unawaited_dependency;
mod unbounded_tmpfs;
mod uncapped_restart;
mod unhealthy_dependency;
mod unlimited_files;
mod weak_service_healthcheck;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &abrupt_stop::RULE,
    &contradicting_limits::RULE,
    &contradicting_restart::RULE,
    &disabled_service_healthcheck::RULE,
    &heap_above_limit::RULE,
    &missing_resource_limits::RULE,
    &missing_restart_policy::RULE,
    &obsolete_version::RULE,
    &service_without_healthcheck::RULE,
    &small_shared_memory::RULE,
    &unawaited_dependency::RULE,
    &unbounded_tmpfs::RULE,
    &uncapped_restart::RULE,
    &unhealthy_dependency::RULE,
    &unlimited_files::RULE,
    &weak_service_healthcheck::RULE,
];

//! How containers start, serve, stop and tell how they are.
//!
//! Start with `Build::start`; then `servers` for what is started, `first_process` for who gets signals, `health` and
//! `probes` for health checks.

pub(super) mod entry;
pub(super) mod exec_form;
pub(super) mod exec_repair;
pub(super) mod first_process;
pub(super) mod health;
pub(super) mod package_runs;
pub(super) mod package_scripts;
pub(super) mod ports;
pub(super) mod probes;
pub(super) mod root_home;
pub(super) mod servers;
pub(super) mod started;

//! Where the output of services goes, and whether it is bounded.
//!
//! Source: <https://docs.docker.com/engine/logging/configure/>

use super::Stack;
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::{Pair, Service};

/// Whether what a service writes fills the disk of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogGrowth {
    /// Nothing is written: the engine is set to something, by default to files that grow without end.
    EngineDefault,
    /// `json-file` without a largest size.
    Unbounded,
    /// Old output is thrown away: `local`, or a largest size.
    Bounded,
    /// It goes somewhere else.
    Elsewhere,
    /// It is thrown away: `none`.
    Discarded,
}

impl Stack {
    /// The log driver that a service names.
    pub fn log_driver_of<'a>(&self, service: &'a Service) -> Option<&'a Located<String>> {
        service.logging.as_ref()?.driver.as_ref()
    }

    /// Whether the output of a service is bounded.
    pub fn log_growth_of(&self, service: &Service) -> LogGrowth {
        let options = service.logging.as_ref().map(|logging| logging.options.as_slice()).unwrap_or_default();
        let has_size = Pair::find(options, "max-size").is_some_and(|pair| pair.value.is_some());
        let driver = self.log_driver_of(service).filter(|driver| driver.is_known());
        match driver.map(|driver| driver.value.as_str()) {
            None if has_size => LogGrowth::Bounded,
            None => LogGrowth::EngineDefault,
            Some("json-file") if has_size => LogGrowth::Bounded,
            Some("json-file") => LogGrowth::Unbounded,
            Some("local") => LogGrowth::Bounded,
            Some("none") => LogGrowth::Discarded,
            Some(_) => LogGrowth::Elsewhere,
        }
    }
}

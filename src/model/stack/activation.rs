//! Which services can run at the same time: what profiles decide.

use super::Stack;
use crate::syntax::compose::ast::Service;

impl Stack {
    /// Whether there is a choice of profiles under which both run: one has none, or they share one.
    pub fn can_run_together(&self, one: &Service, other: &Service) -> bool {
        let has = |service: &Service, name: &str| service.profiles.iter().any(|profile| profile.value == name);
        one.profiles.is_empty()
            || other.profiles.is_empty()
            || one.profiles.iter().any(|profile| has(other, &profile.value))
    }

    /// Whether the other one runs whenever this one does: it has no profiles, or every profile of this one.
    pub fn always_runs_with(&self, service: &Service, other: &Service) -> bool {
        let has = |name: &str| other.profiles.iter().any(|profile| profile.value == name);
        other.profiles.is_empty()
            || (!service.profiles.is_empty() && service.profiles.iter().all(|profile| has(&profile.value)))
    }
}

//! Which services are there to develop or test with.

use super::Stack;
use crate::model::stages::purpose::names_development;
use crate::syntax::compose::ast::Service;

/// Words of services that look after the files of another one, and end or have nothing to keep.
const TENDERS: &[&str] = &[
    "backup",
    "backups",
    "dump",
    "init",
    "migrate",
    "migration",
    "permissions",
    "restore",
    "setup",
    "upgrade",
    "volumes",
];

impl Stack {
    /// Whether a service is there for the files of another one, by its name: `db-backup`, `mongo-init`.
    pub fn tends_others(&self, service: &Service) -> bool {
        service.name.value.split(['-', '_', '.']).any(|word| TENDERS.contains(&word))
    }

    /// Whether the author says that a service is there to develop or test with: by its name, or by its profiles.
    pub fn is_service_for_development(&self, service: &Service) -> bool {
        let profiles = &service.profiles;
        names_development(&service.name.value)
            || !profiles.is_empty() && profiles.iter().all(|profile| names_development(&profile.value))
    }
}

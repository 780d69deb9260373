//! plimsoll reads Dockerfiles, Compose files and ignore files as one project and says what keeps it from
//! being fit for production.

pub mod cli;
pub mod lint;
pub mod model;
pub mod report;
#[path = "../rules/mod.rs"]
pub mod rules;
pub mod syntax;
pub mod text;

//! plimsoll reads Dockerfiles, Compose files and ignore files as one project and says what keeps it from
//! being fit for production.

pub mod knowledge;
pub mod syntax;
pub mod text;

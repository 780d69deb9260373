//! Packages and dependencies that steps install, and where their managers keep what they fetch.
//!
//! A command as an order to a manager (`packages`), its versions (`pins`), a project's dependencies (`manifests`,
//! `dependencies`), caches and the mounts that hold them. Start with `Command::order`.

pub(super) mod bootstraps;
pub(super) mod cache_mounts;
pub(super) mod cache_places;
pub(super) mod caches;
pub mod dependencies;
pub mod development;
pub(super) mod development_copies;
pub(super) mod manifests;
pub(super) mod package_archives;
pub mod packages;
pub mod pins;
pub(super) mod project_files;
pub mod repositories;
pub mod requirements;
pub(super) mod wanted_caches;

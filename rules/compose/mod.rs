//! Rules that read Compose files.

mod anonymous_volume;
mod bind_mounted_database;
mod contradicting_pull_policy;
mod deprecated_key;
mod development_setting;
mod disabled_attestation;
mod end_of_life_service_image;
mod legacy_file_name;
mod missing_project_name;
mod mixed_image_tags;
mod moving_service_image;
mod obsolete_version;
mod personal_host_path;
mod shared_database_volume;
mod undigested_service_image;
mod unpersisted_data;
mod untagged_build;
mod untrusted_service_image;
mod unused_declaration;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &anonymous_volume::RULE,
    &bind_mounted_database::RULE,
    &contradicting_pull_policy::RULE,
    &deprecated_key::RULE,
    &development_setting::RULE,
    &disabled_attestation::RULE,
    &end_of_life_service_image::RULE,
    &legacy_file_name::RULE,
    &missing_project_name::RULE,
    &mixed_image_tags::RULE,
    &moving_service_image::RULE,
    &obsolete_version::RULE,
    &personal_host_path::RULE,
    &shared_database_volume::RULE,
    &undigested_service_image::RULE,
    &unpersisted_data::RULE,
    &untagged_build::RULE,
    &untrusted_service_image::RULE,
    &unused_declaration::RULE,
];

//! Rules that read a Dockerfile.

mod apt_lists_left;
mod build_tools_in_final_stage;
mod consecutive_runs;
mod download_piped_to_shell;
mod heredoc_without_errexit;
mod latest_tag;
mod package_cache_left;
mod recommended_packages_installed;
mod sources_before_dependencies;
mod update_without_install;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &apt_lists_left::RULE,
    &build_tools_in_final_stage::RULE,
    &consecutive_runs::RULE,
    &download_piped_to_shell::RULE,
    &heredoc_without_errexit::RULE,
    &latest_tag::RULE,
    &package_cache_left::RULE,
    &recommended_packages_installed::RULE,
    &sources_before_dependencies::RULE,
    &update_without_install::RULE,
];

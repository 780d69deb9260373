//! Rules that read a Dockerfile.

mod add_instead_of_copy;
mod apt_instead_of_apt_get;
mod apt_lists_left;
mod background_process;
mod broken_condition;
mod build_tools_in_final_stage;
mod cd_instead_of_workdir;
mod cd_without_effect;
mod consecutive_runs;
mod constant_platform;
mod copied_file_system;
mod curl_and_wget;
mod dangerous_removal;
mod dangling_continuation;
mod destination_without_slash;
mod download_piped_to_shell;
mod duplicate_stage_name;
mod empty_continuation;
mod end_of_life_image;
mod entrypoint_discards_command;
mod extracted_archive;
mod fragile_file_names;
mod from_as_casing;
mod global_argument_in_stage;
mod heredoc_without_errexit;
mod huge_user_id;
mod invalid_default_argument_in_from;
mod invalid_json_array;
mod invalid_label;
mod invalid_port;
mod label_key;
mod last_user_root;
mod latest_tag;
mod legacy_key_value;
mod linked_shell;
mod log_to_file;
mod maintainer;
mod masked_exit_status;
mod misdirected_output;
mod misleading_quoting;
mod misplaced_description;
mod missing_command;
mod missing_healthcheck;
mod missing_healthcheck_tool;
mod missing_init;
mod missing_label;
mod mixed_instruction_casing;
mod non_numeric_user;
mod overridden_instruction;
mod package_cache_left;
mod package_manager_as_main_process;
mod parse_error;
mod pipe_without_pipefail;
mod pointless_command;
mod port_protocol_casing;
mod recommended_packages_installed;
mod redundant_target_platform;
mod relative_destination;
mod relative_workdir;
mod reserved_stage_name;
mod root_user;
mod secret_file_copied;
mod secret_in_variable;
mod shell_as_main_process;
mod shell_form_command;
mod shell_mistake;
mod shell_style;
mod shell_syntax;
mod shell_syntax_in_array;
mod sources_before_dependencies;
mod stage_name_casing;
mod stop_signal_spelling;
mod sudo;
mod system_upgrade;
mod unchecked_cd;
mod unclosed_quote;
mod unconfirmed_install;
mod undefined_argument_in_from;
mod undefined_shell_variable;
mod undefined_variable;
mod unexpected_label;
mod ungraceful_stop_signal;
mod unknown_instruction;
mod unknown_stage;
mod unknown_user;
mod unpinned_language_package;
mod unpinned_system_package;
mod unportable_shell;
mod unquoted_expansion;
mod unquoted_pattern;
mod unrendered_template;
mod untagged_image;
mod untrusted_registry;
mod unused_shell_code;
mod update_without_install;
mod variable_of_same_instruction;
mod weak_healthcheck;
mod wget_progress;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &add_instead_of_copy::RULE,
    &apt_instead_of_apt_get::RULE,
    &apt_lists_left::RULE,
    &background_process::RULE,
    &broken_condition::RULE,
    &build_tools_in_final_stage::RULE,
    &cd_instead_of_workdir::RULE,
    &cd_without_effect::RULE,
    &consecutive_runs::RULE,
    &constant_platform::RULE,
    &copied_file_system::RULE,
    &curl_and_wget::RULE,
    &dangerous_removal::RULE,
    &dangling_continuation::RULE,
    &destination_without_slash::RULE,
    &download_piped_to_shell::RULE,
    &duplicate_stage_name::RULE,
    &empty_continuation::RULE,
    &end_of_life_image::RULE,
    &entrypoint_discards_command::RULE,
    &extracted_archive::RULE,
    &fragile_file_names::RULE,
    &from_as_casing::RULE,
    &global_argument_in_stage::RULE,
    &heredoc_without_errexit::RULE,
    &huge_user_id::RULE,
    &invalid_default_argument_in_from::RULE,
    &invalid_json_array::RULE,
    &invalid_label::RULE,
    &invalid_port::RULE,
    &label_key::RULE,
    &last_user_root::RULE,
    &latest_tag::RULE,
    &legacy_key_value::RULE,
    &linked_shell::RULE,
    &log_to_file::RULE,
    &maintainer::RULE,
    &masked_exit_status::RULE,
    &misdirected_output::RULE,
    &misleading_quoting::RULE,
    &misplaced_description::RULE,
    &missing_command::RULE,
    &missing_healthcheck::RULE,
    &missing_healthcheck_tool::RULE,
    &missing_init::RULE,
    &missing_label::RULE,
    &mixed_instruction_casing::RULE,
    &non_numeric_user::RULE,
    &overridden_instruction::RULE,
    &package_cache_left::RULE,
    &package_manager_as_main_process::RULE,
    &parse_error::RULE,
    &pipe_without_pipefail::RULE,
    &pointless_command::RULE,
    &port_protocol_casing::RULE,
    &recommended_packages_installed::RULE,
    &redundant_target_platform::RULE,
    &relative_destination::RULE,
    &relative_workdir::RULE,
    &reserved_stage_name::RULE,
    &root_user::RULE,
    &secret_file_copied::RULE,
    &secret_in_variable::RULE,
    &shell_as_main_process::RULE,
    &shell_form_command::RULE,
    &shell_mistake::RULE,
    &shell_style::RULE,
    &shell_syntax::RULE,
    &shell_syntax_in_array::RULE,
    &sources_before_dependencies::RULE,
    &stage_name_casing::RULE,
    &stop_signal_spelling::RULE,
    &sudo::RULE,
    &system_upgrade::RULE,
    &unchecked_cd::RULE,
    &unclosed_quote::RULE,
    &unconfirmed_install::RULE,
    &undefined_argument_in_from::RULE,
    &undefined_shell_variable::RULE,
    &undefined_variable::RULE,
    &unexpected_label::RULE,
    &ungraceful_stop_signal::RULE,
    &unknown_instruction::RULE,
    &unknown_stage::RULE,
    &unknown_user::RULE,
    &unpinned_language_package::RULE,
    &unpinned_system_package::RULE,
    &unportable_shell::RULE,
    &unquoted_expansion::RULE,
    &unquoted_pattern::RULE,
    &unrendered_template::RULE,
    &untagged_image::RULE,
    &untrusted_registry::RULE,
    &unused_shell_code::RULE,
    &update_without_install::RULE,
    &variable_of_same_instruction::RULE,
    &weak_healthcheck::RULE,
    &wget_progress::RULE,
];

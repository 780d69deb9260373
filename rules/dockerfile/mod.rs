//! Rules that read a Dockerfile.

mod add_instead_of_copy;
mod apt_instead_of_apt_get;
mod apt_key;
mod apt_lists_left;
mod background_process;
mod broken_condition;
mod build_tools_in_final_stage;
mod cd_instead_of_workdir;
mod cd_without_effect;
mod consecutive_runs;
mod constant_platform;
mod contradicted_cache_mount;
mod copied_file_system;
mod curl_and_wget;
mod curl_without_fail;
mod dangerous_removal;
mod dangling_continuation;
mod debug_mode;
mod debugger_in_image;
mod destination_without_slash;
mod development_dependencies;
mod development_server;
mod development_stage_last;
mod disabled_signature_check;
mod disabled_tls_verification;
mod download_piped_to_shell;
mod download_without_redirects;
mod dropped_groups;
mod duplicate_key;
mod duplicate_stage_name;
mod empty_continuation;
mod empty_stage_source;
mod end_of_life_image;
mod entrypoint_discards_command;
mod externally_managed_python;
mod extracted_archive;
mod foreign_binary;
mod foreign_package_manager;
mod fragile_file_names;
mod from_as_casing;
mod frontend_in_environment;
mod global_argument_in_stage;
mod hard_coded_architecture;
mod heredoc_without_errexit;
mod huge_user_id;
mod idle_apt_cache_mount;
mod ineffective_argument;
mod insecure_download;
mod interactive_package;
mod invalid_default_argument_in_from;
mod invalid_json_array;
mod invalid_label;
mod invalid_port;
mod label_key;
mod large_base_image;
mod last_user_root;
mod latest_tag;
mod leftover_archive;
mod legacy_key_value;
mod libc_mismatch;
mod linked_shell;
mod lock_file_not_copied;
mod lock_file_not_enforced;
mod log_to_file;
mod loopback_address;
mod maintainer;
mod masked_exit_status;
mod misdirected_output;
mod misleading_quoting;
mod mismatched_versions;
mod misplaced_description;
mod misplaced_directive;
mod missing_cache_mount;
mod missing_command;
mod missing_healthcheck;
mod missing_healthcheck_tool;
mod missing_init;
mod missing_label;
mod missing_program;
mod missing_runtime_variable;
mod missing_shell;
mod missing_syntax_directive;
mod missing_workdir;
mod mixed_instruction_casing;
mod moving_download;
mod non_numeric_user;
mod numeric_stage_reference;
mod output_in_cache_mount;
mod overridden_instruction;
mod ownership_in_later_layer;
mod package_cache_left;
mod package_install_without_root;
mod package_manager_as_main_process;
mod parse_error;
mod password_in_image;
mod passwordless_sudo;
mod pipe_without_pipefail;
mod pointless_command;
mod port_protocol_casing;
mod privileged_build_step;
mod privileged_port;
mod recommended_packages_installed;
mod redundant_target_platform;
mod relative_destination;
mod relative_workdir;
mod remembered_bundler_flag;
mod remote_debugger;
mod remote_root_login;
mod removal_in_later_layer;
mod repeated_copy;
mod replaced_path;
mod reserved_stage_name;
mod root_user;
mod run_without_effect;
mod secret_file_copied;
mod secret_in_layer;
mod secret_in_text;
mod secret_in_variable;
mod setuid_bit;
mod shell_as_main_process;
mod shell_form_command;
mod shell_mistake;
mod shell_style;
mod shell_syntax;
mod shell_syntax_in_array;
mod sources_before_dependencies;
mod ssh_server;
mod stage_name_casing;
mod stop_signal_spelling;
mod sudo;
mod system_upgrade;
mod trailing_comment;
mod unchecked_cd;
mod unchecked_command;
mod unchecked_host_key;
mod unclosed_quote;
mod unconfirmed_install;
mod undeclared_port;
mod undefined_argument_in_from;
mod undefined_shell_variable;
mod undefined_variable;
mod unexpected_label;
mod ungraceful_stop_signal;
mod unguarded_secret_mount;
mod unknown_instruction;
mod unknown_owner;
mod unknown_stage;
mod unknown_user;
mod unlocked_cache_mount;
mod unpinned_clone;
mod unpinned_digest;
mod unpinned_language_package;
mod unpinned_system_package;
mod unpinned_tool;
mod unportable_shell;
mod unquoted_expansion;
mod unquoted_pattern;
mod unrendered_template;
mod untagged_image;
mod untrusted_registry;
mod unused_argument;
mod unused_shell_code;
mod unused_stage;
mod unused_user;
mod unverified_download;
mod unwritable_directory;
mod update_without_install;
mod variable_of_same_instruction;
mod volatile_argument_early;
mod weak_healthcheck;
mod wget_progress;
mod world_writable;
mod write_below_volume;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &add_instead_of_copy::RULE,
    &apt_instead_of_apt_get::RULE,
    &apt_key::RULE,
    &apt_lists_left::RULE,
    &background_process::RULE,
    &broken_condition::RULE,
    &build_tools_in_final_stage::RULE,
    &cd_instead_of_workdir::RULE,
    &cd_without_effect::RULE,
    &consecutive_runs::RULE,
    &constant_platform::RULE,
    &contradicted_cache_mount::RULE,
    &copied_file_system::RULE,
    &curl_and_wget::RULE,
    &curl_without_fail::RULE,
    &dangerous_removal::RULE,
    &dangling_continuation::RULE,
    &debug_mode::RULE,
    &debugger_in_image::RULE,
    &destination_without_slash::RULE,
    &development_dependencies::RULE,
    &development_server::RULE,
    &development_stage_last::RULE,
    &disabled_signature_check::RULE,
    &disabled_tls_verification::RULE,
    &download_piped_to_shell::RULE,
    &download_without_redirects::RULE,
    &dropped_groups::RULE,
    &duplicate_key::RULE,
    &duplicate_stage_name::RULE,
    &empty_continuation::RULE,
    &empty_stage_source::RULE,
    &end_of_life_image::RULE,
    &entrypoint_discards_command::RULE,
    &externally_managed_python::RULE,
    &extracted_archive::RULE,
    &foreign_binary::RULE,
    &foreign_package_manager::RULE,
    &fragile_file_names::RULE,
    &from_as_casing::RULE,
    &frontend_in_environment::RULE,
    &global_argument_in_stage::RULE,
    &hard_coded_architecture::RULE,
    &heredoc_without_errexit::RULE,
    &huge_user_id::RULE,
    &idle_apt_cache_mount::RULE,
    &ineffective_argument::RULE,
    &insecure_download::RULE,
    &interactive_package::RULE,
    &invalid_default_argument_in_from::RULE,
    &invalid_json_array::RULE,
    &invalid_label::RULE,
    &invalid_port::RULE,
    &label_key::RULE,
    &large_base_image::RULE,
    &last_user_root::RULE,
    &latest_tag::RULE,
    &leftover_archive::RULE,
    &legacy_key_value::RULE,
    &libc_mismatch::RULE,
    &linked_shell::RULE,
    &lock_file_not_copied::RULE,
    &lock_file_not_enforced::RULE,
    &log_to_file::RULE,
    &loopback_address::RULE,
    &maintainer::RULE,
    &masked_exit_status::RULE,
    &misdirected_output::RULE,
    &misleading_quoting::RULE,
    &mismatched_versions::RULE,
    &misplaced_description::RULE,
    &misplaced_directive::RULE,
    &missing_cache_mount::RULE,
    &missing_command::RULE,
    &missing_healthcheck::RULE,
    &missing_healthcheck_tool::RULE,
    &missing_init::RULE,
    &missing_label::RULE,
    &missing_program::RULE,
    &missing_runtime_variable::RULE,
    &missing_shell::RULE,
    &missing_syntax_directive::RULE,
    &missing_workdir::RULE,
    &mixed_instruction_casing::RULE,
    &moving_download::RULE,
    &non_numeric_user::RULE,
    &numeric_stage_reference::RULE,
    &output_in_cache_mount::RULE,
    &overridden_instruction::RULE,
    &ownership_in_later_layer::RULE,
    &package_cache_left::RULE,
    &package_install_without_root::RULE,
    &package_manager_as_main_process::RULE,
    &parse_error::RULE,
    &password_in_image::RULE,
    &passwordless_sudo::RULE,
    &pipe_without_pipefail::RULE,
    &pointless_command::RULE,
    &port_protocol_casing::RULE,
    &privileged_build_step::RULE,
    &privileged_port::RULE,
    &recommended_packages_installed::RULE,
    &redundant_target_platform::RULE,
    &relative_destination::RULE,
    &relative_workdir::RULE,
    &remembered_bundler_flag::RULE,
    &remote_debugger::RULE,
    &remote_root_login::RULE,
    &removal_in_later_layer::RULE,
    &repeated_copy::RULE,
    &replaced_path::RULE,
    &reserved_stage_name::RULE,
    &root_user::RULE,
    &run_without_effect::RULE,
    &secret_file_copied::RULE,
    &secret_in_layer::RULE,
    &secret_in_text::RULE,
    &secret_in_variable::RULE,
    &setuid_bit::RULE,
    &shell_as_main_process::RULE,
    &shell_form_command::RULE,
    &shell_mistake::RULE,
    &shell_style::RULE,
    &shell_syntax::RULE,
    &shell_syntax_in_array::RULE,
    &sources_before_dependencies::RULE,
    &ssh_server::RULE,
    &stage_name_casing::RULE,
    &stop_signal_spelling::RULE,
    &sudo::RULE,
    &system_upgrade::RULE,
    &trailing_comment::RULE,
    &unchecked_cd::RULE,
    &unchecked_command::RULE,
    &unchecked_host_key::RULE,
    &unclosed_quote::RULE,
    &unconfirmed_install::RULE,
    &undeclared_port::RULE,
    &undefined_argument_in_from::RULE,
    &undefined_shell_variable::RULE,
    &undefined_variable::RULE,
    &unexpected_label::RULE,
    &ungraceful_stop_signal::RULE,
    &unguarded_secret_mount::RULE,
    &unknown_instruction::RULE,
    &unknown_owner::RULE,
    &unknown_stage::RULE,
    &unknown_user::RULE,
    &unlocked_cache_mount::RULE,
    &unpinned_clone::RULE,
    &unpinned_digest::RULE,
    &unpinned_language_package::RULE,
    &unpinned_system_package::RULE,
    &unpinned_tool::RULE,
    &unportable_shell::RULE,
    &unquoted_expansion::RULE,
    &unquoted_pattern::RULE,
    &unrendered_template::RULE,
    &untagged_image::RULE,
    &untrusted_registry::RULE,
    &unused_argument::RULE,
    &unused_shell_code::RULE,
    &unused_stage::RULE,
    &unused_user::RULE,
    &unverified_download::RULE,
    &unwritable_directory::RULE,
    &update_without_install::RULE,
    &variable_of_same_instruction::RULE,
    &volatile_argument_early::RULE,
    &weak_healthcheck::RULE,
    &wget_progress::RULE,
    &world_writable::RULE,
    &write_below_volume::RULE,
];

//! Rules that read an ignore file, with the builds that obey it and the tree that it is for.

mod differing_containerignore;
mod double_star_without_slash;
mod excepted_secret;
mod exception_without_effect;
mod exclamation_mark_in_class;
mod garbled_ignore_file;
mod gitignored_file_in_context;
mod large_file_in_context;
mod missing_ignore_pattern;
mod orphan_ignore_file;
mod pattern_without_match;
mod redundant_pattern;
mod refused_pattern;
mod root_only_pattern;
mod shadowed_ignore_file;
mod trailing_comment_in_ignore_file;
mod uncopied_secret_in_context;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &differing_containerignore::RULE,
    &double_star_without_slash::RULE,
    &excepted_secret::RULE,
    &exception_without_effect::RULE,
    &exclamation_mark_in_class::RULE,
    &garbled_ignore_file::RULE,
    &gitignored_file_in_context::RULE,
    &large_file_in_context::RULE,
    &missing_ignore_pattern::RULE,
    &orphan_ignore_file::RULE,
    &pattern_without_match::RULE,
    &redundant_pattern::RULE,
    &refused_pattern::RULE,
    &root_only_pattern::RULE,
    &shadowed_ignore_file::RULE,
    &trailing_comment_in_ignore_file::RULE,
    &uncopied_secret_in_context::RULE,
];

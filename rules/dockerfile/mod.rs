//! Rules that read a Dockerfile.

mod latest_tag;
mod untagged_image;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &latest_tag::RULE,
    &untagged_image::RULE,
];

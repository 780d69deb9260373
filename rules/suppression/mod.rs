//! Rules that read the comments which suppress findings.

mod expired_suppression;
mod inline_suppression;
mod suppression_without_reason;
mod unused_suppression;

use crate::lint::Rule;

/// The rules of this folder, in the order of their names.
pub static RULES: &[&Rule] = &[
    &expired_suppression::RULE,
    &inline_suppression::RULE,
    &suppression_without_reason::RULE,
    &unused_suppression::RULE,
];

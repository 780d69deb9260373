//! Proves that edits of an ignore file changed the patterns they touch and no others.

use crate::syntax::dockerignore::{Dockerignore, Pattern};
use crate::text::EditSet;

/// Compares a file before and after edits: every pattern that no edit touches is still there, in the same order.
///
/// # Errors
/// A clause that says which one is not.
pub(super) fn untouched_patterns_stay(old: &Dockerignore, new: &Dockerignore, edits: &EditSet) -> Result<(), String> {
    let is_touched = |pattern: &&Pattern| {
        let mut edits = edits.edits().iter().map(|edit| edit.span);
        // What is put behind the last line, without its line end, touches nothing.
        edits.any(|span| span.start < pattern.span.end && pattern.span.start < span.end)
    };
    let mut after = new.patterns();
    for pattern in old.patterns().filter(|pattern| !is_touched(pattern)) {
        let is_same = |other: &Pattern| other.is_exception == pattern.is_exception && other.cleaned == pattern.cleaned;
        if !after.by_ref().any(is_same) {
            return Err(format!("the pattern `{}` would change though no edit touches it", pattern.cleaned));
        }
    }
    Ok(())
}

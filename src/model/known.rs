//! Answers that are kept, since many rules ask the same of a command, a step or a stage.
//!
//! The node has a [`Known`] for the question, and the method that answers it is the only one to look inside: rules
//! ask as ever. What is kept is owned (places in lists instead of references) and follows from the build alone,
//! which nobody changes once it is resolved. Start with [`Known::get`].

use std::fmt;
use std::sync::OnceLock;

/// The answer to one question about the node it is part of, once somebody asked.
pub(super) struct Known<T>(OnceLock<T>);

impl<T> Known<T> {
    /// The answer, found now if nobody asked before.
    pub(super) fn get(&self, find: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(find)
    }
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

/// A copy of a node is asked anew: it may come to stand elsewhere.
impl<T> Clone for Known<T> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl<T> fmt::Debug for Known<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.0.get().is_some() { "Known" } else { "Unknown" })
    }
}

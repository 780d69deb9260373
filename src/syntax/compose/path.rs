//! Where a value stands in a project, as the keys that lead to it.
//!
//! What the merge and the long forms decide by. Knows no key.

/// How many keys are remembered: more than any table asks for.
const LENGTH: usize = 8;

/// The keys from the root to a value.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Path<'k> {
    keys: [&'k str; LENGTH],
    length: usize,
}

impl<'k> Path<'k> {
    /// The root of a project.
    pub(super) fn root() -> Self {
        Self::default()
    }

    /// A service of a project.
    pub(super) fn service() -> Self {
        Self::root().join("services").join("")
    }

    /// One key further.
    pub(super) fn join(mut self, key: &'k str) -> Self {
        if let Some(place) = self.keys.get_mut(self.length) {
            *place = key;
        }
        self.length += 1;
        self
    }

    /// The keys; where they are more than any table asks for, more than it asks for.
    pub(super) fn keys(&self) -> &[&'k str] {
        self.keys.get(..self.length).unwrap_or(&self.keys)
    }
}

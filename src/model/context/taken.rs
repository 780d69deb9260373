//! What the sources of COPY and ADD take of a context.
//!
//! Source: <https://docs.docker.com/reference/dockerfile/#pattern-matching>

use super::{ContextTree, EntryId, Totals};
use crate::model::rebuild::{ContextPath, ContextRead, Pattern};

/// What a source takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// The entries that it matches, where it is no pattern across folders.
    pub entries: Vec<EntryId>,
    /// How much comes with them.
    pub totals: Totals,
}

impl ContextTree {
    /// The received entries that a source of COPY names: a path, or a pattern by Go's `filepath.Match`.
    pub fn matches(&self, pattern: &str) -> Vec<EntryId> {
        self.matched(&Pattern::new(pattern, false))
    }

    fn matched(&self, pattern: &Pattern) -> Vec<EntryId> {
        let mut found = vec![self.root()];
        for part in pattern.parts() {
            found = match Pattern::is_wild(part) {
                false => found.into_iter().filter_map(|directory| self.child(directory, part)).collect(),
                true => {
                    let children = found.into_iter().flat_map(|directory| self.children(directory));
                    children.filter(|id| self.node_fits(*id, part)).collect()
                }
            };
        }
        found.retain(|id| self.is_received(*id));
        found
    }

    fn node_fits(&self, id: EntryId, part: &str) -> bool {
        self.entry(id).is_some_and(|entry| Pattern::part_fits(part, entry.name))
    }

    /// What a COPY, an ADD or a bind mount takes; `None` where only the build knows what it names.
    pub fn taken(&self, read: &ContextRead) -> Option<Taken> {
        let pattern = read.pattern.as_ref()?;
        if !pattern.is_deep() && read.excluded.is_empty() {
            let entries = self.matched(pattern);
            let received = entries.iter().filter_map(|id| self.entry(*id)).map(|entry| entry.received);
            return Some(Taken { totals: received.fold(Totals::default(), Totals::plus), entries });
        }
        let sees =
            |id: &EntryId| ContextPath::parse(&self.path(*id)).is_some_and(|path| pattern.sees(&path, &read.excluded));
        let files = self.files().filter(sees).filter_map(|id| self.entry(id));
        let totals = files.map(|entry| entry.received).fold(Totals::default(), Totals::plus);
        Some(Taken { entries: Vec::new(), totals })
    }
}

impl Totals {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { files: self.files + other.files, bytes: self.bytes + other.bytes }
    }
}

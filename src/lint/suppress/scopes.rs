//! Stretches of a file, each with the names that are suppressed in it.
//!
//! Five levels of stretches; those of one level never overlap, so that each finding asks five of them.

use std::collections::HashMap;

use crate::text::Span;

/// What kind of stretch it is, from the widest to the narrowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    File,
    Stage,
    Instruction,
    Heredoc,
    Command,
}

const LEVELS: usize = 5;

/// A name in a comment: the comment's number, and the name's in it.
type NameId = (usize, usize);

#[derive(Debug, Default)]
pub(super) struct Scopes {
    /// Each level in the order of the file.
    levels: [Vec<Scope>; LEVELS],
}

#[derive(Debug)]
struct Scope {
    span: Span,
    names: HashMap<&'static str, Entry>,
}

#[derive(Debug, Default)]
struct Entry {
    written: Vec<NameId>,
    is_used: bool,
}

impl Scopes {
    /// Adds a name; of each level, the stretches come in the order of the file. Empty ones hold nothing.
    pub fn add(&mut self, level: Level, span: Span, key: &'static str, id: NameId) {
        if span.is_empty() {
            return;
        }
        let Some(scopes) = self.levels.get_mut(level as usize) else { return };
        if scopes.last().is_none_or(|last| last.span != span) {
            scopes.push(Scope { span, names: HashMap::new() });
        }
        if let Some(scope) = scopes.last_mut() {
            scope.names.entry(key).or_default().written.push(id);
        }
    }

    /// Whether one of the names is suppressed at a place; remembers all that are.
    pub fn mark(&mut self, place: u32, keys: impl Iterator<Item = &'static str> + Clone) -> bool {
        let mut is_suppressed = false;
        for scopes in &mut self.levels {
            let after = scopes.partition_point(|scope| scope.span.start <= place);
            let Some(scope) = after.checked_sub(1).and_then(|at| scopes.get_mut(at)) else { continue };
            if !scope.span.contains_offset(place) {
                continue;
            }
            for key in keys.clone() {
                if let Some(entry) = scope.names.get_mut(key) {
                    entry.is_used = true;
                    is_suppressed = true;
                }
            }
        }
        is_suppressed
    }

    /// The names that suppressed something.
    pub fn used(&self) -> impl Iterator<Item = NameId> + use<> {
        let entries = self.levels.iter().flatten().flat_map(|scope| scope.names.values());
        let used: Vec<NameId> =
            entries.filter(|entry| entry.is_used).flat_map(|entry| entry.written.iter().copied()).collect();
        used.into_iter()
    }
}

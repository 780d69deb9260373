//! Stretches of a file, each with the names that are suppressed in it.
//!
//! Five levels of stretches. Those of one level lie apart in a Dockerfile; in a Compose file they lie in each other as
//! its nodes do. A finding asks the last that begins before it and those around that one.

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
    /// The nearest before it that goes on where this one begins.
    around: Option<usize>,
    names: HashMap<&'static str, Entry>,
}

#[derive(Debug, Default)]
struct Entry {
    written: Vec<NameId>,
    is_used: bool,
}

impl Scope {
    /// Adds those of the names that are suppressed in it; remembers them.
    fn mark(&mut self, keys: impl Iterator<Item = &'static str>, suppressed: &mut Vec<&'static str>) {
        for key in keys {
            if let Some(entry) = self.names.get_mut(key) {
                entry.is_used = true;
                suppressed.push(key);
            }
        }
    }
}

impl Scopes {
    /// Adds a name; of each level, the stretches come in the order of their starts. Empty ones hold nothing.
    pub fn add(&mut self, level: Level, span: Span, key: &'static str, id: NameId) {
        if span.is_empty() {
            return;
        }
        let Some(scopes) = self.levels.get_mut(level as usize) else { return };
        if scopes.last().is_none_or(|last| last.span != span) {
            let mut around = scopes.len().checked_sub(1);
            while let Some(scope) = around.and_then(|at| scopes.get(at)).filter(|scope| scope.span.end <= span.start) {
                around = scope.around;
            }
            scopes.push(Scope { span, around, names: HashMap::new() });
        }
        if let Some(scope) = scopes.last_mut() {
            scope.names.entry(key).or_default().written.push(id);
        }
    }

    /// Those of the names that are suppressed at a place; remembers them.
    pub fn mark(&mut self, place: u32, keys: impl Iterator<Item = &'static str> + Clone) -> Vec<&'static str> {
        let mut suppressed = Vec::new();
        for scopes in &mut self.levels {
            let after = scopes.partition_point(|scope| scope.span.start <= place);
            let mut next = after.checked_sub(1);
            while let Some(scope) = next.and_then(|at| scopes.get_mut(at)) {
                next = scope.around;
                if scope.span.contains_offset(place) {
                    scope.mark(keys.clone(), &mut suppressed);
                }
            }
        }
        suppressed
    }

    /// The names that suppressed something.
    pub fn used(&self) -> impl Iterator<Item = NameId> + use<> {
        let entries = self.levels.iter().flatten().flat_map(|scope| scope.names.values());
        let used: Vec<NameId> =
            entries.filter(|entry| entry.is_used).flat_map(|entry| entry.written.iter().copied()).collect();
        used.into_iter()
    }
}

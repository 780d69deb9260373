//! What a build finds where its COPY looks.
//!
//! Three-valued: folders that were not looked into, links and trees that were cut off leave a path unknown. Start with
//! [`ContextTree::sought`].

use super::{ContextTree, EntryId, EntryKind};
use crate::model::rebuild::{ContextRead, Pattern};

/// What is where a source of COPY looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// Something that the builder receives.
    Received,
    /// Nothing but what is excluded, by that pattern of the ignore file.
    Excluded(Option<usize>),
    /// Nothing at all.
    Missing,
    /// Only the build knows.
    Unknown,
}

/// The entries that part of a pattern leads to, and what is not known of others.
#[derive(Default)]
struct Front {
    entries: Vec<EntryId>,
    is_unclear: bool,
    excluded: Option<Option<usize>>,
}

impl ContextTree {
    /// What a COPY, an ADD or a bind mount finds.
    pub fn sought(&self, read: &ContextRead) -> Sought {
        let Some(pattern) = read.pattern.as_ref().filter(|pattern| !pattern.is_deep()) else { return Sought::Unknown };
        // On Windows it stands between folders, elsewhere it takes the meaning off a wildcard.
        if pattern.parts().iter().any(|part| part.contains('\\')) {
            return Sought::Unknown;
        }
        let start = Front { entries: vec![self.root()], ..Front::default() };
        let front = pattern.parts().iter().fold(start, |front, part| self.step(front, part));
        if front.entries.iter().any(|id| self.is_received(*id)) {
            return Sought::Received;
        }
        let excluded = front.entries.first().and_then(|id| self.entry(*id)).map(|entry| entry.verdict.by);
        match front.excluded.or(excluded) {
            Some(by) => Sought::Excluded(by),
            None if front.is_unclear || self.is_cut() => Sought::Unknown,
            None => Sought::Missing,
        }
    }

    /// Whether the ignore file leaves nothing of what is there.
    pub fn is_emptied(&self) -> bool {
        let mut all = self.children(self.root()).peekable();
        all.peek().is_some() && all.all(|id| !self.is_received(id))
    }

    fn step(&self, front: Front, part: &str) -> Front {
        let mut next = Front { entries: Vec::new(), ..front };
        for id in front.entries {
            let Some(entry) = self.entry(id) else { continue };
            match entry.kind {
                EntryKind::Directory if entry.is_listed => {}
                // Nothing in it is received.
                EntryKind::Directory if entry.verdict.is_excluded => {
                    next.excluded = next.excluded.or(Some(entry.verdict.by));
                    continue;
                }
                EntryKind::Directory | EntryKind::Link => {
                    next.is_unclear = true;
                    continue;
                }
                EntryKind::File(_) => continue,
            }
            match Pattern::is_wild(part) {
                false => next.entries.extend(self.child(id, part)),
                true => {
                    let fits = |child: &EntryId| self.entry(*child).is_some_and(|it| Pattern::part_fits(part, it.name));
                    next.entries.extend(self.children(id).filter(fits));
                }
            }
        }
        next
    }

    /// A path that differs in nothing but upper and lower case.
    pub fn find_in_other_case(&self, path: &str) -> Option<EntryId> {
        let parts = path.split('/').filter(|part| !part.is_empty() && *part != ".");
        let alike = |directory, part: &str| {
            let same = |id: &EntryId| self.entry(*id).is_some_and(|entry| entry.name.eq_ignore_ascii_case(part));
            self.child(directory, part).or_else(|| self.children(directory).find(same))
        };
        parts.into_iter().try_fold(self.root(), alike).filter(|id| *id != self.root())
    }

    /// The only received entry that ends with a path, wherever it is.
    pub fn find_below(&self, path: &str) -> Option<EntryId> {
        let path = path.trim_start_matches("./").trim_matches('/');
        let name = path.rsplit('/').next().filter(|name| !name.is_empty())?;
        let ends = |id: &EntryId| {
            let is_so_called = self.entry(*id).is_some_and(|entry| entry.name == name);
            is_so_called
                && self.is_received(*id)
                && self.path(*id).strip_suffix(path).is_some_and(|it| it.ends_with('/'))
        };
        let mut found = self.entries().filter(ends);
        let only = found.next()?;
        found.next().is_none().then_some(only)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{IgnoreFile, IgnoreKind, Limits, PathList};
    use crate::text::Span;

    fn tree(paths: &str, patterns: &str) -> ContextTree {
        let ignore_file =
            IgnoreFile::new(".dockerignore".into(), "", IgnoreKind::General, patterns.as_bytes().to_vec());
        ContextTree::within(&PathList::read(paths), Some(ignore_file), Limits::CHECK)
    }

    fn sought(tree: &ContextTree, source: &str) -> Sought {
        let pattern = Some(Pattern::new(source, false));
        tree.sought(&ContextRead { span: Span::at(0), written: source.into(), pattern, excluded: Vec::new() })
    }

    #[test]
    fn what_is_not_looked_into_is_not_known() {
        let tree = tree("a/b.txt\nnode_modules/x/y.js\nout/app\nlog/a.log\nlog/b.txt\n", "out\n*/*.log\n");
        for (source, expected) in [
            ("a/b.txt", Sought::Received),
            (".", Sought::Received),
            ("a/*.txt", Sought::Received),
            ("a/c.txt", Sought::Missing),
            ("a/b.txt/c", Sought::Missing),
            ("*.md", Sought::Missing),
            ("out/app", Sought::Excluded(Some(0))),
            ("log/*.log", Sought::Excluded(Some(1))),
            ("log/*", Sought::Received),
            ("node_modules/x", Sought::Unknown),
            ("node_modules", Sought::Received),
            ("sub\\dir", Sought::Unknown),
        ] {
            assert_eq!(sought(&tree, source), expected, "{source}");
        }
    }

    #[test]
    fn other_paths_are_suggested() {
        let tree = tree("Docs/Read.md\nweb/conf/app.conf\n", "");
        let path = |id: Option<EntryId>| id.map(|id| tree.path(id));
        assert_eq!(path(tree.find_in_other_case("docs/read.md")).as_deref(), Some("Docs/Read.md"));
        assert_eq!(path(tree.find_below("conf/app.conf")).as_deref(), Some("web/conf/app.conf"));
        assert_eq!(path(tree.find_below("app.json")), None);
    }
}

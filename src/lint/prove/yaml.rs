//! Proves that edits of a YAML file changed the nodes they touch and nothing else.
//!
//! Every scalar and alias that no edit touches has to stand at its shifted place, to be read as it was, as deep as it
//! was, and below the key it was below. What is new has to lie in the text of an edit.

use std::collections::HashMap;

use crate::syntax::yaml::{Node, NodeKind, ScalarStyle, Yaml};
use crate::text::{Edit, EditSet, Source, Span};

/// Compares a file before and after edits.
///
/// # Errors
/// A clause that says what would change though no edit touches it.
pub(super) fn untouched_nodes_stay(
    (old, old_tree): (&Source, &Yaml),
    (new, new_tree): (&Source, &Yaml),
    edits: &EditSet,
) -> Result<(), String> {
    let mut after: HashMap<Span, Leaf<'_>> = leaves(new_tree).into_iter().map(|leaf| (leaf.span, leaf)).collect();
    let shift = Shift::new(edits);
    for leaf in leaves(old_tree) {
        if shift.touches(leaf.span) {
            continue;
        }
        let place = shift.place(leaf.span);
        let below = leaf.below.map(|key| shift.start(key));
        let is_same = |found: &Leaf<'_>| Leaf { span: place, below, ..leaf } == *found;
        if !after.remove(&place).is_some_and(|found| is_same(&found)) {
            return Err(change(old, leaf.span));
        }
    }
    let inserted = shift.inserted();
    let is_inserted = |leaf: &Leaf<'_>| {
        let at = inserted.partition_point(|span| span.end < leaf.span.start);
        inserted.iter().skip(at).take(2).any(|span| span.start <= leaf.span.end && leaf.span.start <= span.end)
    };
    match after.values().filter(|leaf| !is_inserted(leaf)).map(|leaf| leaf.span).min() {
        Some(span) => Err(change(new, span)),
        None => Ok(()),
    }
}

fn change(source: &Source, span: Span) -> String {
    let line = source.position(span.start).line;
    format!("`{}` on line {line} would change though no edit touches it", source.slice(span))
}

/// A scalar or an alias.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Leaf<'a> {
    span: Span,
    text: &'a str,
    style: Option<ScalarStyle>,
    tag: Option<&'a str>,
    anchor: Option<&'a str>,
    /// How many lists and mappings it stands in.
    depth: usize,
    /// Where the nearest key starts that it belongs to.
    below: Option<u32>,
}

/// Every scalar and alias of a file. What is written nowhere, as a missing value is, has no place to compare.
fn leaves(yaml: &Yaml) -> Vec<Leaf<'_>> {
    let mut found = Vec::new();
    let mut rest: Vec<(&Node, usize, Option<u32>)> = yaml.documents.iter().map(|node| (node, 0, None)).collect();
    while let Some((node, depth, below)) = rest.pop() {
        let (text, style) = match &node.kind {
            NodeKind::Scalar { value, style } => (&**value, Some(*style)),
            NodeKind::Alias { name, .. } => (name.as_str(), None),
            NodeKind::Sequence { items, .. } => {
                rest.extend(items.iter().map(|item| (item, depth + 1, below)));
                continue;
            }
            NodeKind::Mapping { entries, .. } => {
                rest.extend(entries.iter().map(|entry| (&entry.key, depth + 1, below)));
                let start = |key: &Node| Some(key.span.start);
                rest.extend(entries.iter().map(|entry| (&entry.value, depth + 1, start(&entry.key))));
                continue;
            }
        };
        if !node.span.is_empty() {
            let tag = node.tag.as_ref().map(|tag| tag.value.as_str());
            let anchor = node.anchor.as_deref().map(|(_, name)| name.value.as_str());
            found.push(Leaf { span: node.span, text, style, tag, anchor, depth, below });
        }
    }
    found
}

/// Where things are after edits.
struct Shift<'a> {
    edits: &'a [Edit],
    /// By how much everything behind each edit has moved.
    moved: Vec<i64>,
}

impl<'a> Shift<'a> {
    fn new(edits: &'a EditSet) -> Self {
        let edits = edits.edits();
        let growth = |total: &mut i64, edit: &Edit| {
            *total += edit.text.len() as i64 - i64::from(edit.span.len());
            Some(*total)
        };
        Self { edits, moved: edits.iter().scan(0, growth).collect() }
    }

    /// Whether an edit touches a node. What stands right before or behind it does not.
    fn touches(&self, span: Span) -> bool {
        let first = self.edits.partition_point(|edit| edit.span.end <= span.start);
        self.edits.get(first).is_some_and(|edit| edit.span.start < span.end)
    }

    /// How far that moved which starts at a byte: what was put right before it pushes it, what took its place does not.
    fn before(&self, offset: u32) -> i64 {
        let passed = self.edits.partition_point(|edit| edit.span.end <= offset);
        passed.checked_sub(1).and_then(|at| self.moved.get(at)).copied().unwrap_or_default()
    }

    fn place(&self, span: Span) -> Span {
        let moved = self.before(span.start);
        let at = |offset: u32| u32::try_from(i64::from(offset) + moved).unwrap_or_default();
        Span::new(at(span.start), at(span.end))
    }

    /// Where a node starts that may have been replaced.
    fn start(&self, offset: u32) -> u32 {
        u32::try_from(i64::from(offset) + self.before(offset)).unwrap_or_default()
    }

    /// Where the texts of the edits are.
    fn inserted(&self) -> Vec<Span> {
        let with_moved = self.edits.iter().zip(&self.moved);
        let place = |(edit, moved): (&Edit, &i64)| {
            let end = u32::try_from(i64::from(edit.span.end) + moved).unwrap_or_default();
            Span::new(end - (edit.text.len() as u32).min(end), end)
        };
        with_moved.map(place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::untouched_nodes_stay;
    use crate::syntax::yaml;
    use crate::text::{Edit, EditSet, Source, Span};

    /// Whether replacing the first occurrence of a text is refused.
    fn is_refused(text: &str, from: &str, to: &str) -> bool {
        let at = text.find(from).unwrap() as u32;
        let edit = Edit::replace(Span::new(at, at + from.len() as u32), to);
        let edits = EditSet::new(text, vec![edit]).unwrap();
        let old = Source::new("f", text.as_bytes().to_vec());
        let new = Source::new("f", edits.apply(&old));
        let tree = |source: &Source| yaml::parse(source.text()).tree;
        untouched_nodes_stay((&old, &tree(&old)), (&new, &tree(&new)), &edits).is_err()
    }

    const FILE: &str = "version: '3'\nservices:\n  web:\n    image: x # why\n    ports: [80, 81]\n  db: *y\n";

    #[test]
    fn what_an_edit_touches_may_change() {
        assert!(!is_refused(FILE, "version: '3'\n", ""));
        assert!(!is_refused(FILE, "services:", "things:"));
        assert!(!is_refused(FILE, "80, ", ""));
        assert!(!is_refused(FILE, " # why", " # why\n    restart: always"));
        assert!(!is_refused(FILE, "    image: x # why\n    ports: [80, 81]\n", "    image: z\n"));
        assert!(!is_refused(FILE, "'3'\n", "\"3\"\nname: x\n"));
    }

    #[test]
    fn what_no_edit_touches_has_to_stay() {
        assert!(is_refused(FILE, "  db", "db"));
        assert!(is_refused(FILE, "  web:\n", ""));
        assert!(is_refused(FILE, " # why", "y"));
        assert!(is_refused(FILE, "    ports", "  ports"));
        assert!(is_refused(FILE, "[", "[-"));
        assert!(!is_refused(FILE, "*y", "y"));
    }
}

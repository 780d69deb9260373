//! The YAML of a pipeline: aliases and merge keys are followed, texts keep their places.
//!
//! The work is bounded: what aliases would make of a small file is cut off, and said to be. Start with [`Document`].

use std::cell::Cell;
use std::collections::HashMap;

use super::names::Expressions;
use crate::syntax::Joined;
use crate::syntax::yaml::{AnchorId, Entry, Node, NodeKind, ScalarStyle};
use crate::text::Span;

/// How many aliases and merges lead to each other.
const MOST_STEPS: usize = 8;

/// A pipeline.
pub(super) struct Document<'a> {
    pub file: &'a str,
    /// With expressions masked.
    pub text: &'a str,
    /// As it is written.
    pub written: &'a str,
    pub root: &'a Node,
    pub expressions: &'a Expressions,
    pub anchors: HashMap<AnchorId, &'a Node>,
    /// How many bytes may yet be looked at.
    pub fuel: Cell<usize>,
}

impl<'a> Document<'a> {
    /// What a node is, or the alias that it is leads to.
    pub(super) fn resolve(&self, node: &'a Node) -> &'a Node {
        let mut node = node;
        for _ in 0..MOST_STEPS {
            let NodeKind::Alias { target, .. } = &node.kind else { return node };
            let Some(next) = target.and_then(|id| self.anchors.get(&id)) else { return node };
            node = next;
        }
        node
    }

    /// The value of a key, its own or a merged one.
    pub(super) fn get(&self, node: &'a Node, key: &str) -> Option<&'a Node> {
        self.find(node, key, MOST_STEPS)
    }

    fn find(&self, node: &'a Node, key: &str, steps: usize) -> Option<&'a Node> {
        let node = self.resolve(node);
        if let Some(value) = node.get(key) {
            return Some(self.resolve(value));
        }
        let steps = steps.checked_sub(1)?;
        let merged = self.resolve(node.get("<<")?);
        let parts = merged.items().unwrap_or(std::slice::from_ref(merged));
        parts.iter().rev().take(MOST_STEPS).find_map(|part| self.find(part, key, steps))
    }

    /// The entries of a mapping without those that are merged.
    pub(super) fn entries(&self, node: Option<&'a Node>) -> &'a [Entry] {
        node.and_then(|node| self.resolve(node).entries()).unwrap_or_default()
    }

    /// The entries of a mapping, merged ones first, as names with texts.
    pub(super) fn texts(&self, node: Option<&'a Node>) -> Vec<(String, Option<String>)> {
        let Some(node) = node.map(|node| self.resolve(node)) else { return Vec::new() };
        let merged = node.get("<<").map(|merged| self.resolve(merged));
        let merged = merged.map(|merged| merged.items().unwrap_or(std::slice::from_ref(merged))).unwrap_or_default();
        let merged = merged.iter().take(MOST_STEPS).flat_map(|part| self.entries(Some(part)));
        let own = node.entries().unwrap_or_default();
        let all: Vec<&Entry> = merged.chain(own).collect();
        let size: usize = all.iter().map(|entry| entry.key.span.to(entry.value.span).len() as usize).sum();
        if !self.spend(size) {
            return Vec::new();
        }
        let text = |entry: &&'a Entry| {
            let name = entry.key.as_str().filter(|name| *name != "<<")?;
            let value = self.resolve(&entry.value);
            Some((name.to_owned(), value.as_str().or_else(|| self.get(value, "value")?.as_str()).map(str::to_owned)))
        };
        all.iter().filter_map(text).collect()
    }

    /// Whether so many more bytes may be looked at.
    pub(super) fn spend(&self, bytes: usize) -> bool {
        let left = self.fuel.get().checked_sub(bytes + 1);
        self.fuel.set(left.unwrap_or_default());
        left.is_some()
    }

    /// The name that a node gives to something, as it is written.
    pub(super) fn name(&self, node: Option<&'a Node>) -> Option<String> {
        let node = node?;
        let text = node.as_str()?;
        let written = match text.contains('$') {
            true => node.span.of(self.written).trim_matches(['"', '\'']),
            false => text,
        };
        Some(written.to_owned())
    }

    /// Scripts in a text, a list of texts, or lists in a list.
    pub(super) fn scripts(&self, node: &'a Node) -> Vec<Joined> {
        let mut found = Vec::new();
        self.add_scripts(node, MOST_STEPS, &mut found);
        found
    }

    fn add_scripts(&self, node: &'a Node, steps: usize, found: &mut Vec<Joined>) {
        let node = self.resolve(node);
        match (&node.kind, steps.checked_sub(1)) {
            // `!reference [.job, script]`
            (NodeKind::Sequence { items, .. }, Some(steps)) if is_reference(node) => {
                let mut names = items.iter().filter_map(Node::as_str);
                let whole = names.try_fold(self.root, |node, name| self.get(node, name));
                if let Some(whole) = whole {
                    self.add_scripts(whole, steps, found);
                }
            }
            (NodeKind::Sequence { items, .. }, Some(steps)) => {
                items.iter().for_each(|item| self.add_scripts(item, steps, found));
            }
            (NodeKind::Scalar { value, style }, _) => {
                if self.spend(value.len()) {
                    found.push(self.joined(node, value, *style));
                }
            }
            (NodeKind::Mapping { .. } | NodeKind::Alias { .. } | NodeKind::Sequence { .. }, _) => {}
        }
    }

    /// The text of a node with the way back to the file.
    pub(super) fn joined(&self, node: &Node, value: &str, style: ScalarStyle) -> Joined {
        let inside = Span::new(node.span.start + 1, node.span.end.saturating_sub(1));
        let exact = match style {
            ScalarStyle::Plain => Some(node.span).filter(|span| span.of(self.text) == value),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                Some(inside).filter(|span| span.of(self.text) == value)
            }
            ScalarStyle::Literal => return self.block(node.span, value),
            ScalarStyle::Folded => None,
        };
        exact.map_or_else(|| Joined::collapsed(value, node.span), |span| Joined::from_span(self.text, span))
    }

    /// A block is the lines of the file without their indentation.
    fn block(&self, span: Span, value: &str) -> Joined {
        let mut joined = Joined::default();
        let mut start = span.start;
        let mut lines = value.split_inclusive('\n');
        for written in span.of(self.text).split_inclusive('\n') {
            let end = start + written.len() as u32;
            let Some(line) = lines.next() else { break };
            let content = written.trim_end_matches(['\r', '\n']);
            let Some(indentation) = content.strip_suffix(line.trim_end_matches(['\r', '\n'])) else {
                return Joined::collapsed(value, span);
            };
            let from = start + indentation.len() as u32;
            joined.push(self.text, Span::new(from, start + content.len() as u32));
            joined.push(self.text, Span::new(start + written.trim_end_matches('\n').len() as u32, end));
            start = end;
        }
        joined
    }
}

fn is_reference(node: &Node) -> bool {
    node.tag.as_ref().is_some_and(|tag| tag.value.ends_with("reference"))
}

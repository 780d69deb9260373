//! Finds nodes of a YAML tree by their places.
//!
//! Goes down by place, so that a long file costs no more than a short one.

use std::collections::HashSet;

use crate::syntax::yaml::{AnchorId, Entry, Layout, Node, NodeKind, Yaml};
use crate::text::Span;

/// A node, and what it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    pub node: &'a Node,
    /// Whether it is a key.
    pub is_key: bool,
    /// Whether it stands in brackets or braces.
    pub is_in_flow: bool,
    pub around: Around<'a>,
}

/// What a node stands in.
#[derive(Clone, Copy, Debug)]
pub enum Around<'a> {
    /// Nothing: it is a document.
    Nothing,
    /// A mapping, as the key or the value of that entry.
    Mapping { entries: &'a [Entry], at: usize, layout: Layout, is_root: bool },
    /// A list, as that item.
    Sequence { items: &'a [Node], at: usize, layout: Layout },
}

/// The innermost node that covers a place.
pub fn find(yaml: &Yaml, place: Span) -> Option<Found<'_>> {
    descend(yaml, place, |_| false)
}

/// The item of a list that is written there, whatever is in it.
pub fn item(yaml: &Yaml, place: Span) -> Option<Found<'_>> {
    let is_item = |found: &Found<'_>| found.node.span == place && matches!(found.around, Around::Sequence { .. });
    descend(yaml, place, is_item).filter(is_item)
}

/// The mapping that is written there.
pub fn mapping(yaml: &Yaml, place: Span) -> Option<&Node> {
    let is_mapping =
        |found: &Found<'_>| found.node.span == place && matches!(found.node.kind, NodeKind::Mapping { .. });
    descend(yaml, place, is_mapping).filter(is_mapping).map(|found| found.node)
}

/// Goes down to the innermost node that covers a place, or to the first that is wanted.
fn descend(yaml: &Yaml, place: Span, is_wanted: impl Fn(&Found<'_>) -> bool) -> Option<Found<'_>> {
    let root = yaml.documents.iter().find(|document| document.span.contains(place))?;
    let mut found = Found { node: root, is_key: false, is_in_flow: false, around: Around::Nothing };
    while !is_wanted(&found) {
        let Some(inner) = inside(&found, place) else { break };
        found = inner;
    }
    Some(found)
}

/// The child that covers a place.
fn inside<'a>(found: &Found<'a>, place: Span) -> Option<Found<'a>> {
    match &found.node.kind {
        NodeKind::Scalar { .. } | NodeKind::Alias { .. } => None,
        NodeKind::Sequence { items, layout } => {
            let at = items.partition_point(|item| item.span.start <= place.start).checked_sub(1)?;
            let node = items.get(at).filter(|item| item.span.contains(place))?;
            let is_in_flow = found.is_in_flow || *layout == Layout::Flow;
            Some(Found { node, is_key: false, is_in_flow, around: Around::Sequence { items, at, layout: *layout } })
        }
        NodeKind::Mapping { entries, layout } => {
            let at = entries.partition_point(|entry| entry.key.span.start <= place.start).checked_sub(1)?;
            let entry = entries.get(at)?;
            let is_key = entry.key.span.contains(place);
            let node = if is_key { &entry.key } else { &entry.value };
            let is_in_flow = found.is_in_flow || *layout == Layout::Flow;
            let is_root = matches!(found.around, Around::Nothing);
            let around = Around::Mapping { entries, at, layout: *layout, is_root };
            node.span.contains(place).then_some(Found { node, is_key, is_in_flow, around })
        }
    }
}

/// Every node in some nodes.
fn nodes_in<'a>(nodes: &[&'a Node]) -> impl Iterator<Item = &'a Node> + use<'a> {
    let mut rest: Vec<&Node> = nodes.to_vec();
    std::iter::from_fn(move || {
        let node = rest.pop()?;
        match &node.kind {
            NodeKind::Scalar { .. } | NodeKind::Alias { .. } => {}
            NodeKind::Sequence { items, .. } => rest.extend(items),
            NodeKind::Mapping { entries, .. } => {
                rest.extend(entries.iter().flat_map(|entry| [&entry.key, &entry.value]));
            }
        }
        Some(node)
    })
}

/// The anchors in some nodes.
pub fn anchors(nodes: &[&Node]) -> HashSet<AnchorId> {
    nodes_in(nodes).filter_map(|node| node.anchor.as_deref().map(|(id, _)| *id)).collect()
}

/// Whether an alias of the file refers to one of these anchors.
pub fn uses_any(yaml: &Yaml, anchors: &HashSet<AnchorId>) -> bool {
    let documents: Vec<&Node> = yaml.documents.iter().collect();
    let is_use = |node: &Node| matches!(&node.kind, NodeKind::Alias { target: Some(id), .. } if anchors.contains(id));
    nodes_in(&documents).any(is_use)
}

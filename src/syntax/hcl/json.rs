//! HCL that is written as JSON: `{"target": {"app": {"context": "."}}}`.
//!
//! JSON is YAML, so the parser of YAML gives the places. Texts are templates as they are between quotes in HCL.
//! Source: <https://github.com/hashicorp/hcl/blob/main/json/spec.md>. Start with [`parse`].

use super::{Attribute, Block, Body, Expression, ExpressionKind, lower};
use crate::syntax::yaml::{self, Entry, Node, NodeKind};
use crate::syntax::{Parsed, Problem, ProblemKind};
use crate::text::{Span, Spanned};

/// Longer texts are refused.
const LONGEST: usize = 1 << 19;

/// Reads a text.
pub(super) fn parse(text: &str, block_kinds: &[&str]) -> Parsed<Body> {
    if text.len() > LONGEST {
        let problem = Problem::syntax(Span::at(0), "the file is too large to be read as JSON");
        return Parsed { tree: Body::default(), problems: vec![problem] };
    }
    let parsed = yaml::parse(text);
    let entries = parsed.tree.root().and_then(Node::entries).unwrap_or_default();
    let mut body = Body::default();
    for entry in entries {
        match entry.key.as_str() {
            Some(kind) if block_kinds.contains(&kind) => body.blocks.extend(blocks(entry)),
            Some(_) | None => body.attributes.extend(attribute(entry)),
        }
    }
    let problems = parsed.problems.into_iter().filter(|problem| problem.kind != ProblemKind::RepeatedKey).collect();
    Parsed { tree: body, problems }
}

/// The blocks of one kind: an object with a key for each, or several such objects in a list.
fn blocks(kind: &Entry) -> Vec<Block> {
    let groups = kind.value.items().unwrap_or(std::slice::from_ref(&kind.value));
    groups.iter().filter_map(Node::entries).flatten().flat_map(|labelled| labelled_blocks(kind, labelled)).collect()
}

/// The blocks with one label; JSON may give several in a list.
fn labelled_blocks(kind: &Entry, labelled: &Entry) -> Vec<Block> {
    let bodies = labelled.value.items().unwrap_or(std::slice::from_ref(&labelled.value));
    let block = |body: &Node| Block {
        kind: name(&kind.key),
        labels: vec![name(&labelled.key)],
        body: Body {
            attributes: body.entries().unwrap_or_default().iter().filter_map(attribute).collect(),
            blocks: Vec::new(),
        },
    };
    bodies.iter().map(block).collect()
}

fn name(key: &Node) -> Spanned<String> {
    Spanned::new(key.as_str().unwrap_or_default().to_owned(), key.span)
}

fn attribute(entry: &Entry) -> Option<Attribute> {
    entry.key.as_str()?;
    Some(Attribute { name: name(&entry.key), value: expression(&entry.value) })
}

fn expression(node: &Node) -> Expression {
    let kind = match &node.kind {
        NodeKind::Scalar { .. } if node.is_null() => ExpressionKind::Null,
        NodeKind::Scalar { value, .. } => lower::template(value, node.span).kind,
        NodeKind::Sequence { items, .. } => ExpressionKind::List(items.iter().map(expression).collect()),
        NodeKind::Mapping { entries, .. } => {
            let member = |entry: &Entry| (expression(&entry.key), expression(&entry.value));
            ExpressionKind::Object(entries.iter().map(member).collect())
        }
        NodeKind::Alias { .. } => ExpressionKind::Computed,
    };
    Expression { kind, span: node.span }
}

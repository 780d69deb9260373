//! From the events of the YAML library to the tree.
//!
//! Places are bytes throughout. The library bounds how deep a file may nest, so trees can be walked and
//! dropped by recursion.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::sync::Arc;

use granit_parser::{ErrorKind, Event, Options, Parser, ScanError, Span as EventSpan, StructureStyle, Tag};

use super::node::{AnchorId, Comment, Entry, Layout, Node, NodeKind, ScalarStyle, Yaml};
use crate::syntax::{Problem, ProblemKind};
use crate::text::{Span, Spanned};

/// How deep brackets, and how deep indented blocks, may nest.
const MOST_LEVELS: usize = 100;

/// Up to how many keys of a mapping are compared with each other.
const MOST_COMPARED: usize = 16;

/// Builds the tree of one text.
pub struct Reader<'a> {
    text: &'a str,
    /// What is really written; as long as the text, and other only where that was mended.
    written: &'a str,
    yaml: Yaml,
    problems: Vec<Problem>,
    open: Vec<Open>,
    /// Names by their ids, for aliases.
    names: HashMap<usize, String>,
    /// The last anchor of every name; documents of one file know each other's, as in Go's library.
    anchors: HashMap<String, usize>,
    /// Where the last thing that was read ends.
    before: usize,
}

/// What was read up to the end, or up to the first error.
pub struct Attempt {
    pub yaml: Yaml,
    pub problems: Vec<Problem>,
    pub failure: Option<Failure>,
}

/// An error behind which nothing was read.
pub struct Failure {
    pub kind: ErrorKind,
    /// Where it is, in bytes.
    pub offset: usize,
    /// Where the last thing that was read ends.
    pub before: usize,
    /// Where the outermost bracket that is open there stands.
    pub bracket: Option<usize>,
}

/// A list or mapping that has not ended yet.
struct Open {
    /// What was written so far; its kind has the children.
    node: Node,
    /// A key whose value has not come yet.
    key: Option<Node>,
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a str, written: &'a str) -> Self {
        Self {
            text,
            written,
            yaml: Yaml::default(),
            problems: Vec::new(),
            open: Vec::new(),
            names: HashMap::new(),
            anchors: HashMap::new(),
            before: 0,
        }
    }

    /// Reads to the end, or to the first error.
    pub fn read(mut self) -> Attempt {
        let mut options = Options::default();
        options.emit_unresolved_aliases = true;
        options.emit_anchor_events = true;
        options.max_buffered_comment_events = usize::MAX;
        options.flow_nesting_limit = MOST_LEVELS;
        options.block_nesting_limit = MOST_LEVELS;
        let mut parser = Parser::new_from_str_with_options(self.text, options);
        let mut failure = None;
        while let Some(next) = parser.next_event() {
            match next {
                Ok((event, span)) => self.take(event, &span),
                Err(error) => {
                    failure = Some(self.failure(&error));
                    break;
                }
            }
        }
        while !self.open.is_empty() {
            self.close(None);
        }
        Attempt { yaml: self.yaml, problems: self.problems, failure }
    }

    /// Where reading stops, and in the midst of what.
    fn failure(&self, error: &ScanError) -> Failure {
        let is_bracket = |open: &&Open| layout_of(&open.node.kind) == Layout::Flow;
        Failure {
            kind: error.kind().clone(),
            offset: error.marker().byte_offset().unwrap_or(self.text.len()).min(self.text.len()),
            before: self.before,
            bracket: self.open.iter().find(is_bracket).map(|open| open.node.span.start as usize),
        }
    }

    /// Takes one event.
    fn take(&mut self, event: Event<'_>, place: &EventSpan) {
        let span = self.span(place);
        match &event {
            Event::Scalar(..) | Event::Alias(_) | Event::UnresolvedAlias(_) => self.before = span.end as usize,
            Event::SequenceStart(..) | Event::MappingStart(..) => self.before = span.start as usize,
            _ => {}
        }
        match event {
            Event::Comment(text, _) => self.yaml.comments.push(Comment { text: text.into_owned(), span }),
            Event::Anchor(id, name) => self.name_anchor(id, name.into_owned(), span),
            Event::Alias(id) => {
                let name = self.names.get(&id).cloned().unwrap_or_default();
                self.add(node(NodeKind::Alias { name, target: Some(AnchorId(id)) }, span));
            }
            Event::UnresolvedAlias(name) => self.alias_without_anchor(name.into_owned(), span),
            Event::Scalar(value, style, anchor, tag) => {
                let scalar = self.scalar(&value, style, span);
                self.add(self.with_properties(scalar, anchor, tag.as_deref(), place));
            }
            Event::SequenceStart(style, anchor, tag) => {
                let list = node(NodeKind::Sequence { items: Vec::new(), layout: layout(style) }, span);
                let node = self.with_properties(list, anchor, tag.as_deref(), place);
                self.open.push(Open { node, key: None });
            }
            Event::MappingStart(style, anchor, tag) => {
                let mapping = node(NodeKind::Mapping { entries: Vec::new(), layout: layout(style) }, span);
                let node = self.with_properties(mapping, anchor, tag.as_deref(), place);
                self.open.push(Open { node, key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(Some(span)),
            // Where streams and documents start and end; the library may learn to tell more.
            _ => {}
        }
    }

    /// An alias whose anchor does not stand in its document.
    fn alias_without_anchor(&mut self, name: String, span: Span) {
        let target = self.anchors.get(&name).map(|id| AnchorId(*id));
        if target.is_none() {
            let message = format!("`*{name}` refers to an anchor that does not stand above it");
            let help = format!("write `&{name}` in front of the value that is meant, above this line");
            self.problems.push(Problem::syntax(span, message).help(help));
        }
        self.add(node(NodeKind::Alias { name, target }, span));
    }

    /// A scalar with the place of what is really written.
    fn scalar(&self, value: &str, style: granit_parser::ScalarStyle, span: Span) -> Node {
        let (style, span) = match style {
            granit_parser::ScalarStyle::Plain => (ScalarStyle::Plain, span),
            granit_parser::ScalarStyle::SingleQuoted => (ScalarStyle::SingleQuoted, span),
            granit_parser::ScalarStyle::DoubleQuoted => (ScalarStyle::DoubleQuoted, span),
            granit_parser::ScalarStyle::Literal => (ScalarStyle::Literal, self.trimmed(span)),
            granit_parser::ScalarStyle::Folded => (ScalarStyle::Folded, self.trimmed(span)),
        };
        // For a value that is not written the library says `~`.
        let value = if style == ScalarStyle::Plain && span.is_empty() { "" } else { value };
        let is_mended = style == ScalarStyle::Plain && span.of(self.text) != span.of(self.written);
        let value = if is_mended { span.of(self.written).trim() } else { value };
        node(NodeKind::Scalar { value: Arc::from(value), style }, span)
    }

    /// A block scalar's place without the blank lines after its text.
    fn trimmed(&self, span: Span) -> Span {
        Span::new(span.start, span.start + span.of(self.text).trim_end().len() as u32)
    }

    /// A node with its tag and anchor; the anchor's name comes with the next event.
    fn with_properties(&self, mut node: Node, anchor: usize, tag: Option<&Tag>, place: &EventSpan) -> Node {
        node.tag = tag.map(|tag| {
            let span = place.tag_span().map_or(Span::at(node.span.start), |span| self.span(&span));
            Box::new(Spanned::new(tag.original(), span))
        });
        if anchor != 0 {
            let name = Spanned::new(String::new(), Span::at(node.span.start));
            node.anchor = Some(Box::new((AnchorId(anchor), name)));
        }
        node
    }

    /// Gives the node that came last the name of its anchor.
    fn name_anchor(&mut self, id: usize, name: String, span: Span) {
        self.names.insert(id, name.clone());
        self.anchors.insert(name.clone(), id);
        let is_meant = |node: &&mut Node| node.anchor.as_deref().is_some_and(|(anchor, _)| *anchor == AnchorId(id));
        if let Some(node) = self.last().filter(is_meant) {
            node.anchor = Some(Box::new((AnchorId(id), Spanned::new(name, span))));
        }
    }

    /// The node that came last.
    fn last(&mut self) -> Option<&mut Node> {
        let Some(open) = self.open.last_mut() else { return self.yaml.documents.last_mut() };
        if open.key.is_some() {
            return open.key.as_mut();
        }
        let is_empty = match &open.node.kind {
            NodeKind::Sequence { items, .. } => items.is_empty(),
            NodeKind::Mapping { entries, .. } => entries.is_empty(),
            NodeKind::Scalar { .. } | NodeKind::Alias { .. } => true,
        };
        if is_empty {
            return Some(&mut open.node);
        }
        match &mut open.node.kind {
            NodeKind::Sequence { items, .. } => items.last_mut(),
            NodeKind::Mapping { entries, .. } => entries.last_mut().map(|entry| &mut entry.value),
            NodeKind::Scalar { .. } | NodeKind::Alias { .. } => None,
        }
    }

    /// Puts a whole node where it belongs.
    fn add(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.yaml.documents.push(node);
            return;
        };
        match &mut open.node.kind {
            NodeKind::Sequence { items, .. } => items.push(node),
            NodeKind::Mapping { entries, .. } => match open.key.take() {
                Some(key) => entries.push(Entry { key, value: node }),
                None => open.key = Some(node),
            },
            NodeKind::Scalar { .. } | NodeKind::Alias { .. } => {}
        }
    }

    /// Ends the innermost list or mapping; without a place where an error cut it off.
    fn close(&mut self, end: Option<Span>) {
        let Some(mut open) = self.open.pop() else { return };
        if let (Some(key), NodeKind::Mapping { entries, .. }) = (open.key.take(), &mut open.node.kind) {
            let value = node(plain(), Span::at(key.span.end));
            entries.push(Entry { key, value });
        }
        let inside = inside(&open.node.kind);
        open.node.span = match (layout_of(&open.node.kind), end) {
            (Layout::Flow, Some(end)) => open.node.span.to(end),
            (Layout::Flow, None) => inside.map_or(open.node.span, |inside| open.node.span.to(inside)),
            (Layout::Block, _) => inside.unwrap_or(open.node.span),
        };
        if let NodeKind::Mapping { entries, .. } = &open.node.kind {
            self.problems.extend(repeated(entries));
        }
        self.add(open.node);
    }

    /// A place in bytes.
    fn span(&self, place: &EventSpan) -> Span {
        place.byte_range().map_or(Span::default(), |range| Span::new(range.start as u32, range.end as u32))
    }
}

/// A node without tag and anchor.
fn node(kind: NodeKind, span: Span) -> Node {
    Node { kind, span, tag: None, anchor: None }
}

/// Nothing, as it is written.
fn plain() -> NodeKind {
    NodeKind::Scalar { value: Arc::default(), style: ScalarStyle::Plain }
}

fn layout(style: StructureStyle) -> Layout {
    match style {
        StructureStyle::Block => Layout::Block,
        StructureStyle::Flow => Layout::Flow,
    }
}

fn layout_of(kind: &NodeKind) -> Layout {
    match kind {
        NodeKind::Sequence { layout, .. } | NodeKind::Mapping { layout, .. } => *layout,
        NodeKind::Scalar { .. } | NodeKind::Alias { .. } => Layout::Flow,
    }
}

/// From the first to the last thing written inside, tags and anchors included.
fn inside(kind: &NodeKind) -> Option<Span> {
    let (first, end) = match kind {
        NodeKind::Sequence { items, .. } => (items.first()?, whole(items.last()?).end),
        NodeKind::Mapping { entries, .. } => {
            let last = entries.last()?;
            (&entries.first()?.key, whole(&last.key).end.max(whole(&last.value).end))
        }
        NodeKind::Scalar { .. } | NodeKind::Alias { .. } => return None,
    };
    Some(Span::new(whole(first).start, end))
}

/// A node with its tag and anchor.
fn whole(node: &Node) -> Span {
    let tagged = node.tag.as_ref().map_or(node.span, |tag| tag.span.to(node.span));
    node.anchor.as_deref().map_or(tagged, |(_, name)| name.span.to(tagged))
}

/// Whether a key may stand twice. Most mappings are small, and comparing a few keys is quicker than hashing them.
fn may_repeat(entries: &[Entry]) -> bool {
    let mut keys = entries.iter().enumerate();
    entries.len() > MOST_COMPARED
        || keys.any(|(at, entry)| entries.iter().take(at).any(|before| before.key.as_str() == entry.key.as_str()))
}

/// Keys that are written twice.
fn repeated(entries: &[Entry]) -> Vec<Problem> {
    if !may_repeat(entries) {
        return Vec::new();
    }
    let mut seen = HashMap::new();
    let mut problems = Vec::new();
    for key in entries.iter().map(|entry| &entry.key) {
        let Some(name) = key.as_str() else { continue };
        match seen.entry(name) {
            Slot::Vacant(slot) => drop(slot.insert(key.span)),
            Slot::Occupied(first) => {
                let problem = Problem::syntax(key.span, format!("the key `{name}` stands here a second time"));
                let problem = problem.label(*first.get(), "it stands here first");
                problems.push(Problem { kind: ProblemKind::RepeatedKey, ..problem });
            }
        }
    }
    problems
}

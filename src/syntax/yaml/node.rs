//! The tree of a YAML file.

use std::collections::HashMap;
use std::sync::Arc;

use crate::text::{Span, Spanned};

/// A whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Yaml {
    /// The documents, in order; one that holds nothing is left out.
    pub documents: Vec<Node>,
    /// Every comment, in order.
    pub comments: Vec<Comment>,
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What follows the `#`.
    pub text: String,
    /// From the `#` to the end of the line, without the line end.
    pub span: Span,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is, with what is in it.
    pub kind: NodeKind,
    /// Its content, without tag and anchor. Quotes and brackets belong to it; of a block scalar it is the text
    /// alone, without the `|` and without blank lines and comments after it. Empty where nothing is written.
    pub span: Span,
    /// `!tag`, as it is written. Few nodes have one.
    pub tag: Option<Box<Spanned<String>>>,
    /// `&name`, without the `&`; its place has it.
    pub anchor: Option<Box<(AnchorId, Spanned<String>)>>,
}

/// An anchor of a file. A name that is written twice is two anchors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnchorId(pub usize);

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A text; whether it is a number or `true` is for the reader of the tree to say.
    Scalar {
        /// Cooked: quotes and escapes are gone, lines are folded. Shared with what is made of the tree.
        value: Arc<str>,
        /// How it is written.
        style: ScalarStyle,
    },
    /// A list.
    Sequence {
        /// In order.
        items: Vec<Node>,
        /// How it is written.
        layout: Layout,
    },
    /// Keys with values.
    Mapping {
        /// In order; a key that is written twice is there twice.
        entries: Vec<Entry>,
        /// How it is written.
        layout: Layout,
    },
    /// `*name`
    Alias {
        /// Without the `*`.
        name: String,
        /// What it refers to; `None` where no such anchor stands above it.
        target: Option<AnchorId>,
    },
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Nearly always a scalar.
    pub key: Node,
    /// An empty scalar where nothing is written.
    pub value: Node,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarStyle {
    /// `text`
    Plain,
    /// `'text'`
    SingleQuoted,
    /// `"text"`
    DoubleQuoted,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// How a list or mapping is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// By indentation.
    Block,
    /// In brackets.
    Flow,
}

impl Yaml {
    /// The first document.
    pub fn root(&self) -> Option<&Node> {
        self.documents.first()
    }

    /// The node of every anchor.
    pub fn anchors(&self) -> HashMap<AnchorId, &Node> {
        let mut anchors = HashMap::new();
        let mut rest: Vec<&Node> = self.documents.iter().collect();
        while let Some(node) = rest.pop() {
            anchors.extend(node.anchor.as_deref().map(|(id, _)| (*id, node)));
            match &node.kind {
                NodeKind::Scalar { .. } | NodeKind::Alias { .. } => {}
                NodeKind::Sequence { items, .. } => rest.extend(items),
                NodeKind::Mapping { entries, .. } => {
                    rest.extend(entries.iter().flat_map(|entry| [&entry.key, &entry.value]));
                }
            }
        }
        anchors
    }
}

impl Node {
    /// The text of a scalar.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar { value, .. } => Some(value),
            NodeKind::Sequence { .. } | NodeKind::Mapping { .. } | NodeKind::Alias { .. } => None,
        }
    }

    /// The items of a list.
    pub fn items(&self) -> Option<&[Node]> {
        match &self.kind {
            NodeKind::Sequence { items, .. } => Some(items),
            NodeKind::Scalar { .. } | NodeKind::Mapping { .. } | NodeKind::Alias { .. } => None,
        }
    }

    /// The entries of a mapping.
    pub fn entries(&self) -> Option<&[Entry]> {
        match &self.kind {
            NodeKind::Mapping { entries, .. } => Some(entries),
            NodeKind::Scalar { .. } | NodeKind::Sequence { .. } | NodeKind::Alias { .. } => None,
        }
    }

    /// The value of a key; of one that is written twice, the last.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let entries = self.entries()?;
        entries.iter().rev().find(|entry| entry.key.as_str() == Some(key)).map(|entry| &entry.value)
    }

    /// Whether it is a scalar without quotes, blocks or a tag: only such can be a number, `true` or nothing.
    pub fn is_plain(&self) -> bool {
        self.tag.is_none() && matches!(&self.kind, NodeKind::Scalar { style: ScalarStyle::Plain, .. })
    }

    /// Whether it says that there is nothing: an empty value, `~` or `null`.
    pub fn is_null(&self) -> bool {
        self.is_plain() && matches!(self.as_str(), Some("" | "~" | "null" | "Null" | "NULL"))
    }

    /// What a plain `true` or `false` says.
    pub fn as_bool(&self) -> Option<bool> {
        match self.as_str().filter(|_| self.is_plain())? {
            "true" | "True" | "TRUE" => Some(true),
            "false" | "False" | "FALSE" => Some(false),
            _ => None,
        }
    }
}

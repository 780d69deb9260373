//! From the tree of a YAML file to values: aliases and merge keys are followed, scalars get their types.
//!
//! As Docker Compose reads it with Go's YAML library. What came through an alias has the place of its definition and
//! knows the alias. Bounded: what an alias brings in is counted and its depth is limited. Knows no key of the
//! specification; variables are still in the texts. Start with [`lower`].

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::scalars;
use super::{ComposeProblem, ComposeProblemKind, Data, Directive, Mapping, Scalar, Value, ValueKind};
use crate::syntax::yaml::{AnchorId, Entry, Node, NodeKind, ScalarStyle, Yaml};
use crate::syntax::{Problem, ProblemKind};
use crate::text::{FileId, Place};

/// How many values Compose reads in a document, and how many aliases may bring in here.
const MOST_VALUES: usize = 100_000;

/// How deep values may nest once aliases are followed.
const MOST_LEVELS: usize = 400;

/// The values of a file.
#[derive(Clone, Debug, Default)]
pub struct Lowered {
    /// Of each document, in order; of any type.
    pub documents: Vec<Value>,
    /// What Compose refuses about them; what is no YAML at all is told by [`from_yaml`].
    pub problems: Vec<ComposeProblem>,
}

/// Lowers the documents of a file.
pub fn lower(yaml: &Yaml, file: FileId) -> Lowered {
    let mut lowering = Lowering {
        file,
        anchors: yaml.anchors(),
        problems: Vec::new(),
        open: HashSet::new(),
        merged: HashMap::new(),
        values: 0,
        brought_in: 0,
        depth: 0,
    };
    let mut documents = Vec::new();
    for document in &yaml.documents {
        lowering.values = 0;
        documents.push(lowering.value(document, Context::default()));
    }
    Lowered { documents, problems: lowering.problems }
}

/// What is wrong with the YAML of a file, as a problem of the project.
pub fn from_yaml(problem: &Problem, file: FileId) -> ComposeProblem {
    let labels = problem.labels.iter().map(|(span, text)| (Place::new(file, *span), text.clone())).collect();
    let is_repeated = problem.kind == ProblemKind::RepeatedKey;
    ComposeProblem {
        kind: ComposeProblemKind::Yaml,
        place: Place::new(file, problem.span),
        message: problem.message.clone(),
        help: problem.help.clone().or_else(|| is_repeated.then(|| "keep one of them".to_owned())),
        labels,
        replacement: problem.replacement.clone(),
        is_certain: false,
        missing: Vec::new(),
    }
}

struct Lowering<'a> {
    file: FileId,
    anchors: HashMap<AnchorId, &'a Node>,
    problems: Vec<ComposeProblem>,
    /// The anchors of what is being lowered: an alias of one would never end.
    open: HashSet<AnchorId>,
    /// The anchors that mappings around merge, with how many of them do.
    merged: HashMap<AnchorId, usize>,
    /// How many values of the document were read.
    values: usize,
    /// How many came through aliases.
    brought_in: usize,
    depth: usize,
}

/// What is around a value.
#[derive(Clone, Copy, Default)]
struct Context {
    /// The alias through which it comes.
    through: Option<Place>,
    /// Whether it is taken away, so that what is wrong with it does not matter.
    is_reset: bool,
    /// Whether `!override` stands around it: tags inside mean nothing then.
    is_override: bool,
}

impl Context {
    /// Whether problems are told here: not a second time for each alias.
    fn tells(self) -> bool {
        self.through.is_none() && !self.is_reset
    }
}

impl<'a> Lowering<'a> {
    /// The value of a node.
    fn value(&mut self, node: &'a Node, context: Context) -> Value {
        let place = self.place(node);
        if !self.is_counted(place, context) {
            return through(Value::null(place), context);
        }
        if let NodeKind::Alias { target, .. } = &node.kind {
            return self.alias(place, *target, context);
        }
        let tag = node.tag.as_ref().map(|tag| tag.value.as_str());
        let directive = tag.and_then(directive).filter(|_| !context.is_override);
        let inner = Context {
            is_reset: context.is_reset || directive == Some(Directive::Reset),
            is_override: context.is_override || directive == Some(Directive::Override),
            ..context
        };
        let anchor = node.anchor.as_deref().map(|(id, _)| *id);
        let is_opened = anchor.is_some_and(|id| self.open.insert(id));
        self.depth += 1;
        let kind = self.kind(node, tag, inner);
        self.depth -= 1;
        if let Some(id) = anchor.filter(|_| is_opened) {
            self.open.remove(&id);
        }
        Value { kind, place, directive, through: context.through }
    }

    /// What a node is, with what is in it.
    fn kind(&mut self, node: &'a Node, tag: Option<&str>, context: Context) -> ValueKind {
        match &node.kind {
            NodeKind::Scalar { value, style } => ValueKind::Scalar(self.scalar(node, value, *style, tag, context)),
            NodeKind::Sequence { items, .. } => {
                ValueKind::Sequence(items.iter().map(|item| self.value(item, context)).collect())
            }
            NodeKind::Mapping { entries, .. } => ValueKind::Mapping(self.mapping(entries, context)),
            NodeKind::Alias { .. } => Value::null(self.place(node)).kind,
        }
    }

    /// A scalar with its type.
    fn scalar(
        &mut self,
        node: &Node,
        text: &Arc<str>,
        style: ScalarStyle,
        tag: Option<&str>,
        context: Context,
    ) -> Scalar {
        let data = scalars::data(text, style, tag).unwrap_or_else(|asked| {
            let name = tag.unwrap_or_default();
            let message = format!("`{text}` is not {asked}, as its tag `{name}` asks");
            self.tell(context, ComposeProblemKind::Yaml, node, message, "delete the tag, or correct the value");
            Data::Text(text.clone())
        });
        if matches!(data, Data::Float(value) if !value.is_finite()) {
            let message = format!("`{text}` is a number that Compose cannot take");
            self.tell(context, ComposeProblemKind::InvalidValue, node, message, "quote it if it is a text");
        }
        Scalar { data, written: text.clone(), style, variables: Vec::new(), pieces: Vec::new() }
    }

    /// What an alias stands for.
    fn alias(&mut self, place: Place, target: Option<AnchorId>, context: Context) -> Value {
        let nothing = through(Value::null(place), context);
        // That it has no anchor is told by the reader of the YAML.
        let Some((id, node)) = target.and_then(|id| Some((id, *self.anchors.get(&id)?))) else { return nothing };
        if self.open.contains(&id) {
            self.refuse(context, place, "this alias stands inside what it refers to", "write the value out here");
            return nothing;
        }
        if self.merged.contains_key(&id) && !context.is_override {
            let message = "Compose takes this alias for a cycle: a mapping around it merges the same anchor";
            self.refuse(context, place, message, "write the value out here, or give it an anchor of its own");
        }
        if self.brought_in > MOST_VALUES {
            return nothing;
        }
        let outermost = Context { through: context.through.or(Some(place)), ..context };
        let value = self.value(node, outermost);
        if self.brought_in > MOST_VALUES {
            let message = "the aliases of this file bring in more than 100,000 values, or nest too deep";
            self.refuse(context, place, message, "nest fewer aliases in what has an anchor");
            return nothing;
        }
        value
    }

    /// Keys with values; what is written here goes before what is merged, and earlier before later.
    fn mapping(&mut self, entries: &'a [Entry], context: Context) -> Mapping {
        let merges: Vec<&Entry> = entries.iter().filter(|entry| is_merge_key(&entry.key)).collect();
        let merged: Vec<(&Node, Value)> =
            merges.iter().map(|entry| (&entry.value, self.value(&entry.value, context))).collect();
        let anchors: Vec<AnchorId> = merges.iter().filter_map(|entry| alias_target(&entry.value)).collect();
        if context.tells() {
            anchors.iter().for_each(|id| *self.merged.entry(*id).or_default() += 1);
        }
        let mut mapping = Mapping::with_capacity(entries.len());
        for entry in entries.iter().filter(|entry| merges.is_empty() || !is_merge_key(&entry.key)) {
            let value = self.value(&entry.value, context);
            if let Some(key) = self.key(&entry.key, context) {
                mapping.insert(key, self.place(&entry.key), value);
            }
        }
        if context.tells() {
            anchors.iter().for_each(|id| self.unmerge(*id));
        }
        for (node, value) in merged {
            self.merge(&mut mapping, node, value, context);
        }
        mapping
    }

    /// A mapping that merges an anchor ends.
    fn unmerge(&mut self, id: AnchorId) {
        if let Some(count) = self.merged.get_mut(&id) {
            *count -= 1;
            if *count == 0 {
                self.merged.remove(&id);
            }
        }
    }

    /// Adds what a `<<` brings in to what is there.
    fn merge(&mut self, mapping: &mut Mapping, node: &Node, value: Value, context: Context) {
        let is_unknown = |node: &Node| matches!(node.kind, NodeKind::Alias { target: None, .. });
        let is_cut_off = value.through.is_none() && matches!(node.kind, NodeKind::Alias { .. })
            || node.items().is_some_and(|items| items.iter().any(is_unknown));
        if value.directive == Some(Directive::Reset) || is_cut_off {
            return;
        }
        let values = match value.kind {
            ValueKind::Sequence(items) => items,
            ValueKind::Scalar(_) | ValueKind::Mapping(_) => vec![value],
        };
        for value in values.into_iter().filter(|value| value.directive != Some(Directive::Reset)) {
            match value.kind {
                ValueKind::Mapping(members) => {
                    for (key, member) in members {
                        if !mapping.has(&key) {
                            mapping.insert(key, member.key, member.value);
                        }
                    }
                }
                ValueKind::Scalar(_) | ValueKind::Sequence(_) => {
                    let message = "`<<` merges mappings, and this is none";
                    let help = "write a mapping, an alias of one, or a list of those";
                    self.tell(context, ComposeProblemKind::Yaml, node, message, help);
                    return;
                }
            }
        }
    }

    /// The text of a key.
    fn key(&mut self, key: &'a Node, context: Context) -> Option<Arc<str>> {
        let node = alias_target(key).and_then(|id| self.anchors.get(&id).copied()).unwrap_or(key);
        let NodeKind::Scalar { value, style } = &node.kind else {
            if !matches!(node.kind, NodeKind::Alias { .. }) {
                let help = match &node.kind {
                    NodeKind::Mapping { .. } => "quote it if it is a placeholder such as `{{ name }}`",
                    _ => "write one text in front of the `:`",
                };
                self.tell(context, ComposeProblemKind::Yaml, key, "a list or mapping cannot be a key", help);
            }
            return None;
        };
        let tag = node.tag.as_ref().map(|tag| tag.value.as_str());
        let what = match scalars::data(value, *style, tag) {
            Ok(Data::Text(text)) => return Some(text),
            Ok(Data::Null) => "nothing",
            Ok(Data::Boolean(_)) => "a boolean",
            Ok(Data::Integer(_) | Data::Float(_)) => "a number",
            Ok(Data::Timestamp(_)) => "a date",
            Err(asked) => asked,
        };
        if context.tells() {
            let message = format!("the key `{value}` is {what}, and Compose takes texts alone as keys");
            let problem = ComposeProblem::new(ComposeProblemKind::WrongType, self.place(key), message);
            let quoted = format!("\"{value}\"");
            let is_plain = *style == ScalarStyle::Plain && std::ptr::eq(node, key) && !key.span.is_empty();
            let problem = problem.help(format!("quote it: `{quoted}`"));
            self.problems.push(if is_plain { problem.correction(quoted) } else { problem });
        }
        Some(value.clone())
    }

    /// Counts a value; `false` where there are too many, or they nest too deep.
    fn is_counted(&mut self, place: Place, context: Context) -> bool {
        if context.through.is_some() {
            self.brought_in += 1;
        } else if !context.is_reset && !context.is_override {
            self.values += 1;
            if self.values == MOST_VALUES + 1 {
                let message = "Compose reads no more than 100,000 values in a document, and this is one too many";
                self.refuse(context, place, message, "split the file");
            }
        }
        if self.depth >= MOST_LEVELS {
            // What an alias brings in is too deep to go on with.
            self.brought_in = MOST_VALUES + 1;
        }
        context.through.is_none() || self.brought_in <= MOST_VALUES
    }

    fn place(&self, node: &Node) -> Place {
        Place::new(self.file, node.span)
    }

    /// Tells what is wrong with a node.
    fn tell(
        &mut self,
        context: Context,
        kind: ComposeProblemKind,
        node: &Node,
        message: impl Into<String>,
        help: &str,
    ) {
        if context.tells() {
            self.problems.push(ComposeProblem::new(kind, self.place(node), message).help(help));
        }
    }

    /// Tells what Compose's reader of YAML refuses.
    fn refuse(&mut self, context: Context, place: Place, message: &str, help: &str) {
        if context.tells() {
            self.problems.push(ComposeProblem::new(ComposeProblemKind::Yaml, place, message).help(help));
        }
    }
}

/// With the alias it comes through.
fn through(value: Value, context: Context) -> Value {
    Value { through: context.through, ..value }
}

/// What a tag asks of the merge.
fn directive(tag: &str) -> Option<Directive> {
    match tag {
        "!reset" | "!<!reset>" => Some(Directive::Reset),
        "!override" | "!<!override>" => Some(Directive::Override),
        _ => None,
    }
}

/// Whether a key is `<<` without quotes, or says by its tag that it is one.
fn is_merge_key(key: &Node) -> bool {
    let NodeKind::Scalar { value, style } = &key.kind else { return false };
    match &key.tag {
        Some(tag) => scalars::core(&tag.value) == Some("merge"),
        None => *style == ScalarStyle::Plain && **value == *"<<",
    }
}

/// The anchor of an alias.
fn alias_target(node: &Node) -> Option<AnchorId> {
    match &node.kind {
        NodeKind::Alias { target, .. } => *target,
        NodeKind::Scalar { .. } | NodeKind::Sequence { .. } | NodeKind::Mapping { .. } => None,
    }
}

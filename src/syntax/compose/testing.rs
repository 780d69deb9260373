//! Values for tests, from YAML and as JSON.

use super::{Data, Directive, Mapping, Value, ValueKind};
use crate::syntax::yaml::{self, Node, NodeKind};
use crate::text::{FileId, Place};

/// The value of a YAML text, without aliases and merge keys.
pub(crate) fn value(text: &str) -> Value {
    let parsed = yaml::parse(text);
    assert!(parsed.problems.is_empty(), "{:?}", parsed.problems);
    lowered(parsed.tree.root().unwrap())
}

/// The text that a place stands for.
pub(super) fn at(text: &str, place: Place) -> &str {
    place.span.of(text)
}

fn lowered(node: &Node) -> Value {
    let place = Place::new(FileId(0), node.span);
    let kind = match &node.kind {
        NodeKind::Scalar { value: text, style } => {
            let mut made = Value::scalar(data(node, text), place);
            if let ValueKind::Scalar(scalar) = &mut made.kind {
                scalar.written = text.clone();
                scalar.style = *style;
            }
            made.kind
        }
        NodeKind::Sequence { items, .. } => ValueKind::Sequence(items.iter().map(lowered).collect()),
        NodeKind::Mapping { entries, .. } => {
            let mut mapping = Mapping::new();
            for entry in entries {
                let key = Place::new(FileId(0), entry.key.span);
                mapping.insert(entry.key.as_str().unwrap(), key, lowered(&entry.value));
            }
            ValueKind::Mapping(mapping)
        }
        NodeKind::Alias { .. } => panic!("no aliases in these tests"),
    };
    let mut value = Value::new(kind, place);
    value.directive = node.tag.as_ref().and_then(|tag| match tag.value.trim_start_matches('!') {
        "reset" => Some(Directive::Reset),
        "override" => Some(Directive::Override),
        _ => None,
    });
    value
}

fn data(node: &Node, text: &str) -> Data {
    if node.tag.is_none() && !node.is_plain() {
        return Data::Text(text.into());
    }
    if matches!(text, "" | "~" | "null") {
        return Data::Null;
    }
    match text {
        "true" => Data::Boolean(true),
        "false" => Data::Boolean(false),
        _ => match (text.parse(), text.parse()) {
            (Ok(number), _) => Data::Integer(number),
            (_, Ok(number)) => Data::Float(number),
            _ => Data::Text(text.into()),
        },
    }
}

/// As JSON in one line, without blanks.
pub(crate) fn json(value: &Value) -> String {
    let all = |parts: Vec<String>| parts.join(",");
    match &value.kind {
        ValueKind::Scalar(scalar) => match &scalar.data {
            Data::Null => "null".to_owned(),
            Data::Text(text) => format!("{text:?}"),
            Data::Timestamp(text) => format!("{text:?}"),
            other => other.to_text(),
        },
        ValueKind::Sequence(items) => format!("[{}]", all(items.iter().map(json).collect())),
        ValueKind::Mapping(mapping) => {
            format!(
                "{{{}}}",
                all(mapping.iter().map(|(key, member)| format!("{key:?}:{}", json(&member.value))).collect())
            )
        }
    }
}

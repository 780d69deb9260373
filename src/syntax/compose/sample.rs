//! Values for tests, straight from YAML in long forms: no aliases, no variables, no loading.

use super::{Data, Mapping, Scalar, Value, ValueKind};
use crate::syntax::yaml::{self, Node, NodeKind, ScalarStyle};
use crate::text::{FileId, Place};

/// The first document of a text, as file 0.
pub(crate) fn value(text: &str) -> Value {
    lower(yaml::parse(text).tree.root().unwrap())
}

fn lower(node: &Node) -> Value {
    let place = Place::new(FileId(0), node.span);
    let kind = match &node.kind {
        NodeKind::Scalar { value, style } => {
            let data = if *style == ScalarStyle::Plain { data(value) } else { Data::Text(value.clone()) };
            let written = value.as_str().into();
            ValueKind::Scalar(Scalar { data, written, style: *style, variables: Vec::new(), pieces: Vec::new() })
        }
        NodeKind::Sequence { items, .. } => ValueKind::Sequence(items.iter().map(lower).collect()),
        NodeKind::Mapping { entries, .. } => {
            let mut mapping = Mapping::new();
            for entry in entries {
                let key = Place::new(FileId(0), entry.key.span);
                mapping.insert(entry.key.as_str().unwrap(), key, lower(&entry.value));
            }
            ValueKind::Mapping(mapping)
        }
        NodeKind::Alias { .. } => panic!("samples have no aliases"),
    };
    Value::new(kind, place)
}

fn data(text: &str) -> Data {
    match text {
        "" | "~" | "null" => Data::Null,
        "true" => Data::Boolean(true),
        "false" => Data::Boolean(false),
        _ => {
            let integer = text.parse().ok().map(Data::Integer);
            let float = text.parse().ok().map(Data::Float);
            integer.or(float).unwrap_or_else(|| Data::Text(text.to_owned()))
        }
    }
}

//! Short forms that have to be long before they can be merged.

use indexmap::IndexMap;

use super::Rule;
use crate::syntax::compose::canonical::{hosts, texts};
use crate::syntax::compose::{Data, Mapping, Value, ValueKind};

/// Brings a value into the form that its rule merges.
pub(super) fn prepare(rule: Rule, value: &mut Value) {
    match rule {
        Rule::Names => names(value, |_| None),
        Rule::Dependencies => names(value, |item| Some(condition(item))),
        Rule::KeyValues => {
            listed(value);
            texts::split_list(value);
        }
        Rule::Hosts => hosts::to_list(value),
        Rule::Texts => listed(value),
        Rule::Build => context(value),
        Rule::Plain | Rule::Replace | Rule::Logging | Rule::Limit | Rule::Subnets => {}
    }
}

/// Makes a list of one out of a scalar.
pub(in crate::syntax::compose) fn listed(value: &mut Value) {
    if value.as_scalar().is_some() && !value.is_null() {
        let mut item = value.clone();
        item.directive = None;
        value.kind = ValueKind::Sequence(vec![item]);
    }
}

/// Makes a mapping out of a list of names; leaves a list that holds anything else as it is.
pub(in crate::syntax::compose) fn names(value: &mut Value, content: impl Fn(&Value) -> Option<Mapping>) {
    let ValueKind::Sequence(items) = &value.kind else { return };
    if items.iter().any(|item| item.as_text().is_none()) {
        return;
    }
    let mut mapping = Mapping::new();
    for item in items {
        let made = match content(item) {
            Some(content) => Value { through: item.through, ..Value::new(ValueKind::Mapping(content), item.place) },
            None => Value { through: item.through, ..Value::null(item.place) },
        };
        mapping.insert(item.as_text().unwrap_or_default(), item.place, made);
    }
    value.kind = ValueKind::Mapping(mapping);
}

/// What a dependency without a condition asks for.
pub(in crate::syntax::compose) fn condition(item: &Value) -> Mapping {
    let mut mapping = Mapping::new();
    mapping.insert("condition", item.place, Value::text("service_started", item.place));
    mapping.insert("required", item.place, Value::scalar(Data::Boolean(true), item.place));
    mapping
}

/// Makes a mapping with a `context` out of the text of a build.
pub(in crate::syntax::compose) fn context(value: &mut Value) {
    if value.as_text().is_some() {
        let mut text = value.clone();
        text.directive = None;
        let mut mapping = Mapping::new();
        mapping.insert("context", value.place, text);
        value.kind = ValueKind::Mapping(mapping);
    }
}

/// Whether both name a driver, and not the same.
pub(super) fn has_other_driver(base: &Value, over: &Value) -> bool {
    match (base.get("driver").and_then(Value::to_text), over.get("driver").and_then(Value::to_text)) {
        (Some(base), Some(over)) => base != over,
        _ => false,
    }
}

/// Merges the address ranges of a network by their subnet; Compose drops those of the base that the later ones do not
/// name.
pub(super) fn subnets(base: Value, mut over: Value) -> Value {
    let (ValueKind::Sequence(before), ValueKind::Sequence(items)) = (base.kind, &mut over.kind) else { return over };
    let subnet = |item: &Value| item.get("subnet").and_then(Value::to_text).unwrap_or_default();
    let mut known: IndexMap<String, Value> = before.into_iter().map(|item| (subnet(&item), item)).collect();
    for item in items {
        let Some(Value { kind: ValueKind::Mapping(mut merged), .. }) = known.swap_remove(&subnet(item)) else {
            continue;
        };
        if let ValueKind::Mapping(added) = &item.kind {
            for (key, member) in added.iter() {
                merged.insert(key, member.key, member.value.clone());
            }
            item.kind = ValueKind::Mapping(merged);
        }
    }
    over.directive = base.directive;
    over
}

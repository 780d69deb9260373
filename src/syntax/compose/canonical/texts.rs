//! Lists of `KEY=value` as mappings, and values that are texts whatever they are written as.

use std::sync::Arc;

use crate::syntax::compose::parts::{part_text, set_data};
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind, Data, Mapping, Value, ValueKind};
use crate::text::Place;

/// Labels, annotations, kernel parameters: a key without a value has an empty one.
pub(super) fn labels(value: &mut Value) {
    split_list(value);
    texts(value);
    let Some(mapping) = value.as_mapping_mut() else { return };
    for (_, member) in mapping.iter_mut().filter(|(_, member)| member.value.is_null()) {
        set_data(&mut member.value, Data::Text(Arc::default()));
    }
}

/// Environment and build arguments: a key without a value takes that of the environment.
pub(super) fn variables(value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    split_list(value);
    texts(value);
    for (name, member) in value.as_mapping().into_iter().flat_map(Mapping::iter) {
        if name.ends_with([' ', '\t']) {
            let message = format!("the variable `{name}` has a blank at its end");
            let problem = ComposeProblem::new(ComposeProblemKind::InvalidValue, member.key, message);
            problems.push(problem.help("take the blank in front of the `=` away").correction(name.trim_end()));
        }
    }
}

/// Contexts of a build: every one needs a value.
pub(super) fn contexts(value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    if let Some(item) = value.items().iter().find(|item| item.as_text().is_some_and(|text| !text.contains('='))) {
        let message = format!("`{}` names no context", item.as_text().unwrap_or_default());
        let problem = ComposeProblem::new(ComposeProblemKind::InvalidValue, item.place, message);
        problems.push(problem.help("write `name=path`"));
        return;
    }
    split_list(value);
    texts(value);
}

/// Makes a mapping out of a list of `KEY=value`; leaves a list that holds anything but texts as it is.
pub(in crate::syntax::compose) fn split_list(value: &mut Value) {
    let ValueKind::Sequence(items) = &value.kind else { return };
    if items.iter().any(|item| item.as_text().is_none()) {
        return;
    }
    let mut mapping = Mapping::new();
    for item in items {
        let (key, place, value) = pair(item);
        mapping.insert(key, place, value);
    }
    value.kind = ValueKind::Mapping(mapping);
}

/// A key with its place, and its value: nothing where there is no `=`.
fn pair(item: &Value) -> (&str, Place, Value) {
    let text = item.as_text().unwrap_or_default();
    let mut made = match text.split_once('=') {
        None => {
            return (
                text,
                item.place,
                Value { directive: item.directive, through: item.through, ..Value::null(item.place) },
            );
        }
        Some((key, value)) => part_text(item, key.len() + 1..text.len(), value),
    };
    made.directive = item.directive;
    let end = text.len() - made.data().map_or(0, |data| data.text().len()) - 1;
    let place = if end == 0 { item.place } else { item.part(0..end) };
    (text.get(..end).unwrap_or_default(), place, made)
}

/// Makes texts out of the scalars of a mapping, as Compose prints them.
pub(super) fn texts(value: &mut Value) {
    let Some(mapping) = value.as_mapping_mut() else { return };
    for (_, member) in mapping.iter_mut() {
        text(&mut member.value);
    }
}

/// Makes a text out of a scalar, as Compose prints it; leaves nothing as it is.
pub(super) fn text(value: &mut Value) {
    let data = match value.data() {
        None | Some(Data::Null | Data::Text(_)) => return,
        Some(Data::Timestamp(text)) if text.len() == "2024-01-01".len() => format!("{text} 00:00:00 +0000 UTC"),
        Some(other) => other.to_text(),
    };
    set_data(value, Data::Text(data.into()));
}

/// Makes a boolean out of a text that is read as one.
pub(super) fn flag(value: &mut Value) {
    if let (Some(_), Some(flag)) = (value.as_text(), value.as_bool()) {
        set_data(value, Data::Boolean(flag));
    }
}

/// Makes texts out of the scalars of a list.
pub(super) fn list(value: &mut Value) {
    super::items(value).iter_mut().for_each(text);
}

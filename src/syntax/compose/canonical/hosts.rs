//! `extra_hosts`: a list of `host=address`, sorted, as Compose prints it.

use crate::syntax::compose::parts::part_text;
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind, Mapping, Value, ValueKind};
use crate::text::Place;

/// Brings hosts into their long form.
pub(super) fn hosts(value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    bad_names(value, problems);
    to_list(value);
    let ValueKind::Sequence(items) = &mut value.kind else { return };
    let mut made = Vec::with_capacity(items.len());
    for item in items.drain(..) {
        match split(&item) {
            Ok(parts) => made.extend(parts),
            Err(problem) => {
                problems.extend(problem.map(|problem| *problem));
                made.push(item);
            }
        }
    }
    made.sort_by(|one, other| one.as_text().cmp(&other.as_text()));
    *items = made;
}

/// Makes a list of `host=address` out of a mapping, one for every address.
pub(in crate::syntax::compose) fn to_list(value: &mut Value) {
    let ValueKind::Mapping(mapping) = &value.kind else { return };
    let is_plain = |value: &Value| value.as_text().is_some() || value.as_number().is_some();
    if !mapping.iter().all(|(_, member)| {
        is_plain(&member.value) || member.value.as_sequence().is_some_and(|all| all.iter().all(is_plain))
    }) {
        return;
    }
    value.kind =
        ValueKind::Sequence(mapping.iter().flat_map(|(host, member)| addresses(host, &member.value)).collect());
}

fn addresses(host: &str, value: &Value) -> Vec<Value> {
    let all = value.as_sequence().unwrap_or(std::slice::from_ref(value));
    let written = |address: &Value| {
        let text = address.to_text().unwrap_or_default();
        let mut item = part_text(address, 0..text.len(), format!("{host}={}", bare(&text)));
        item.directive = address.directive;
        item
    };
    all.iter().map(written).collect()
}

/// The names of a mapping that are no names.
fn bad_names(value: &Value, problems: &mut Vec<ComposeProblem>) {
    for (name, member) in value.as_mapping().into_iter().flat_map(Mapping::iter) {
        problems.extend(bad_name(name, member.key));
    }
}

fn bad_name(name: &str, place: Place) -> Option<ComposeProblem> {
    if !name.is_empty() && !name.contains([':', '=']) {
        return None;
    }
    let problem =
        ComposeProblem::new(ComposeProblemKind::InvalidValue, place, format!("`{name}` is no name of a host"));
    Some(problem.help("write `host=address`, such as `db.local=10.0.0.5`"))
}

/// The addresses of an item, each with its host; `None` as an error for what another problem tells already.
fn split(item: &Value) -> Result<Vec<Value>, Option<Box<ComposeProblem>>> {
    let text = item.as_text().ok_or(None)?;
    let Some((host, rest)) = text.split_once('=').or_else(|| text.split_once(':')) else {
        let message = format!("`{text}` has no address");
        let problem = ComposeProblem::new(ComposeProblemKind::InvalidValue, item.place, message);
        return Err(Some(Box::new(problem.help("write `host=address`, such as `db.local=10.0.0.5`"))));
    };
    let name_place = if host.is_empty() { item.place } else { item.part(0..host.len()) };
    if let Some(problem) = bad_name(host, name_place) {
        return Err(Some(Box::new(problem)));
    }
    let long = format!("{host}={}", bare(rest));
    if !rest.contains(',') {
        let mut same = item.clone();
        crate::syntax::compose::parts::set_data(&mut same, crate::syntax::compose::Data::Text(long.into()));
        return Ok(vec![same]);
    }
    let mut start = host.len() + 1;
    let mut made = Vec::new();
    for address in rest.split(',') {
        made.push(part_text(item, start..start + address.len(), format!("{host}={}", bare(address))));
        start += address.len() + 1;
    }
    Ok(made)
}

/// An address without the brackets of IPv6.
fn bare(address: &str) -> &str {
    address.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).filter(|rest| !rest.is_empty()).unwrap_or(address)
}

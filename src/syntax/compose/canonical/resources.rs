//! Durations, numbers of bytes, limits, graphics cards and other devices that are asked for.

use crate::syntax::compose::parts::set_data;
use crate::syntax::compose::{
    ComposeProblem, ComposeProblemKind, Data, Mapping, Value, ValueKind, byte_sizes, durations,
};

use super::{items, member, put, texts};

/// Brings a duration into its normal text.
pub(super) fn duration(value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    let Some(text) = value.as_text() else { return };
    match durations::nanoseconds(text) {
        Some(nanoseconds) => set_data(value, Data::Text(durations::to_text(nanoseconds).into())),
        None => {
            problems.push(refused(value, "a duration", "write a number with a unit, such as `30s`, `1m30s` or `500ms`"))
        }
    }
}

/// Brings a number of bytes into the text of that number.
pub(super) fn bytes(value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    match value.data() {
        Some(Data::Integer(_)) => texts::text(value),
        Some(Data::Text(text)) => match byte_sizes::bytes(text) {
            Some(bytes) => set_data(value, Data::Text(bytes.to_string().into())),
            None => problems.push(refused(
                value,
                "a number of bytes",
                "write a number with a unit, such as `512m` or `1.5g`",
            )),
        },
        _ => {}
    }
}

fn refused(value: &Value, what: &str, help: &str) -> ComposeProblem {
    let message = match value.as_text() {
        Some("") => format!("nothing is not {what}"),
        Some(text) => format!("`{text}` is not {what}"),
        None => format!("this is not {what}"),
    };
    ComposeProblem::new(ComposeProblemKind::InvalidValue, value.place, message).help(help)
}

/// What is given to a service when it runs: replicas, resources, restarts, updates.
pub(super) fn deploy(value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    if let Some(labels) = member(value, "labels") {
        texts::labels(labels);
    }
    for (section, keys) in [
        ("update_config", ["delay", "monitor"]),
        ("rollback_config", ["delay", "monitor"]),
        ("restart_policy", ["delay", "window"]),
    ] {
        let Some(section) = member(value, section) else { continue };
        for key in keys {
            member(section, key).into_iter().for_each(|value| duration(value, problems));
        }
    }
    let Some(resources) = member(value, "resources") else { return };
    for section in ["limits", "reservations"] {
        let Some(section) = member(resources, section) else { continue };
        member(section, "memory").into_iter().for_each(|value| bytes(value, problems));
        member(section, "devices").into_iter().for_each(|value| requests(value, problems));
    }
}

/// `gpus: all` asks for all of them.
pub(super) fn gpus(value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    if value.as_text() == Some("all") {
        let mut count = value.clone();
        count.directive = None;
        let mut made = Mapping::new();
        put(&mut made, "count", count);
        let request = Value::new(ValueKind::Mapping(made), value.place);
        value.kind = ValueKind::Sequence(vec![request]);
    }
    requests(value, problems);
}

/// Devices that are asked for: a `count` of `all` is -1.
fn requests(value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    for item in items(value) {
        member(item, "options").into_iter().for_each(texts::labels);
        exclusive(item, problems);
        let Some(count) = member(item, "count") else { continue };
        let Some(text) = count.as_text() else { continue };
        match text.parse().ok().or_else(|| text.eq_ignore_ascii_case("all").then_some(-1)) {
            Some(number) => set_data(count, Data::Integer(number)),
            None => problems.push(refused(count, "a number of devices", "write a number or `all`")),
        }
    }
}

fn exclusive(item: &Value, problems: &mut Vec<ComposeProblem>) {
    let Some(mapping) = item.as_mapping() else { return };
    if let (Some(count), Some(ids)) = (mapping.member("count"), mapping.member("device_ids")) {
        let message = "`count` and `device_ids` exclude each other";
        let problem = ComposeProblem::new(ComposeProblemKind::Conflict, ids.key, message);
        problems.push(problem.label(count.key, "the count").help("keep one of them"));
    }
}

/// Limits of disks.
pub(super) fn block_io(value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    let Some(mapping) = value.as_mapping_mut() else { return };
    for (_, member_of) in mapping.iter_mut() {
        for item in items(&mut member_of.value) {
            member(item, "rate").into_iter().for_each(|value| bytes(value, problems));
        }
    }
}

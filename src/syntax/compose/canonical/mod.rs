//! Long forms: every value as Docker Compose has it once it has read all short ones.
//!
//! Ports, volumes, dependencies and their like become mappings, commands lists of words, `KEY=value` lists mappings of
//! texts, durations and numbers of bytes their normal text. What does not fit its grammar stays as it is and is a problem.
//! A made value stands where its part of the short form is written, its [`Scalar::written`] is the whole short form: of a
//! command string every word knows the string it is from. Doing it twice changes nothing. Start with [`canonical`].
//!
//! [`Scalar::written`]: super::Scalar::written

mod build;
mod commands;
mod defaults;
mod mounts;
mod ports;
mod resources;
mod services;
#[cfg(test)]
mod tests;
mod top;

pub(super) mod hosts;
pub(super) mod texts;

pub use defaults::defaults;
pub use mounts::UNKNOWN_OPTIONS;

use super::{ComposeProblem, Mapping, Value};

/// Brings a whole project into its long forms.
pub fn canonical(root: &mut Value, problems: &mut Vec<ComposeProblem>) {
    let Some(root) = root.as_mapping_mut() else { return };
    let mut budget = ports::Budget::default();
    for (key, member) in root.iter_mut() {
        if key == "include" {
            top::includes(&mut member.value);
            continue;
        }
        let Some(members) = member.value.as_mapping_mut() else { continue };
        for (_, member) in members.iter_mut() {
            let value = &mut member.value;
            match key {
                "services" => services::service(value, &mut budget, problems),
                "networks" | "volumes" | "secrets" | "configs" => top::resource(value, problems),
                _ => {}
            }
        }
    }
}

/// The value of a key of a mapping.
fn member<'v>(value: &'v mut Value, key: &str) -> Option<&'v mut Value> {
    value.as_mapping_mut().and_then(|mapping| mapping.get_mut(key))
}

/// The items of a list, to be changed.
fn items(value: &mut Value) -> &mut [Value] {
    match &mut value.kind {
        super::ValueKind::Sequence(items) => items,
        super::ValueKind::Scalar(_) | super::ValueKind::Mapping(_) => &mut [],
    }
}

/// Sets a key that stands where its value does.
fn put(mapping: &mut Mapping, key: &str, value: Value) {
    mapping.insert(key, value.place, value);
}

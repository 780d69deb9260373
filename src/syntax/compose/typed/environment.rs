//! Variables of containers and the files they come from.

use super::super::ast::{EnvironmentFile, Origin, Project, Variable};
use super::super::{Member, Value};
use super::read::{self, Keys};
use crate::text::FileId;

/// `environment:`
pub(super) fn variables(value: Option<&Value>) -> Vec<Variable> {
    let Some(value) = value else { return Vec::new() };
    match value.as_mapping() {
        Some(mapping) => mapping.iter().map(|(name, member)| entry(name, member)).collect(),
        None => value.items().iter().filter_map(item).collect(),
    }
}

fn entry(name: &str, member: &Member) -> Variable {
    // Out of an item with a name alone, both are made with its place; one with a value is written as a whole.
    let is_whole = |text: &str| text.strip_prefix(name).is_some_and(|rest| rest.starts_with('='));
    let is_pair = member.value.as_scalar().is_some_and(|scalar| is_whole(&scalar.written));
    Variable {
        name: read::located(name, member.key),
        value: read::text(&member.value),
        written: member.value.as_scalar().filter(|_| !member.value.is_null()).cloned(),
        place: read::whole(member.key, member.value.place),
        is_item: member.value.place == member.key || is_pair,
        origin: Origin::Inline,
    }
}

/// A `NAME=value` item.
fn item(item: &Value) -> Option<Variable> {
    let (name, value) = read::split(item, &item.to_text()?, &['=']);
    let written = item.as_scalar().filter(|_| value.is_some()).cloned();
    Some(Variable { name, value, written, place: item.place, is_item: true, origin: Origin::Inline })
}

/// Marks the variables that were read from files of `env_file:`, by the files they stand in.
pub fn mark_environment_files(project: &mut Project, is_environment_file: impl Fn(FileId) -> bool) {
    let variables = project.services.values_mut().flat_map(|service| service.environment.iter_mut());
    for variable in variables.filter(|variable| is_environment_file(variable.name.place.file)) {
        variable.origin = Origin::EnvironmentFile;
    }
}

/// An item of `env_file:`.
pub(super) fn environment_file(value: &Value) -> Option<EnvironmentFile> {
    let place = value.place;
    if let Some(path) = read::text(value) {
        return Some(EnvironmentFile { path, required: None, format: None, place });
    }
    let keys = Keys::of(value);
    let (required, format) = (keys.flag("required"), keys.text("format"));
    Some(EnvironmentFile { path: keys.text("path")?, required, format, place })
}

//! Files that set variables and labels of services.
//!
//! A later file wins over an earlier one, and what the service sets itself over all of them. Paths start from the folder
//! of the project.

use super::FileError;
use super::include;
use super::load::{Context, Loader, reason};
use super::paths::{clean, members};
use super::validation;
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind, Mapping, Value, ValueKind};
use crate::text::Place;

/// Reads the `env_file` of every service into its `environment`.
pub(super) fn resolve(loader: &mut Loader<'_>, document: &mut Value, context: &Context) {
    for (_, service) in members(document, "services") {
        let place = service.place;
        let Some(service) = service.as_mapping_mut() else { continue };
        let mut variables = Mapping::new();
        for item in service.get("env_file").map(Value::items).unwrap_or_default() {
            read_variables(loader, item, context, &mut variables);
        }
        add(service, "environment", variables, place);
    }
}

/// Tells which files the services name in `env_file` are not there, without reading any.
pub(super) fn look_for(loader: &mut Loader<'_>, document: &Value, context: &Context) {
    for (_, _, service) in validation::members(document, "services") {
        for item in service.get("env_file").map(Value::items).unwrap_or_default() {
            let path = item.get("path").unwrap_or(item);
            let is_required = item.get("required").and_then(Value::as_bool) != Some(false);
            let Some(text) = path.as_text().filter(|text| is_required && !text.is_empty()) else { continue };
            if loader.disk.exists(&clean(&context.directory.join(text))) == Some(false) {
                // Paths of services that are extended start from elsewhere by now.
                let shown = path.as_scalar().filter(|scalar| scalar.variables.is_empty());
                let problem = missing(path.place, shown.map_or(text, |scalar| &scalar.written));
                loader.report(ComposeProblem { kind: ComposeProblemKind::MissingEnvironment, ..problem });
            }
        }
    }
}

/// The problem of an environment file of a service that is not there.
fn missing(place: Place, text: &str) -> ComposeProblem {
    include::missing(place, text).help("create it, or say `required: false` where it may be missing")
}

/// Reads one `env_file`.
fn read_variables(loader: &mut Loader<'_>, item: &Value, context: &Context, variables: &mut Mapping) {
    let path = item.get("path").unwrap_or(item);
    let Some(text) = path.as_text() else { return };
    let is_required = item.get("required").and_then(Value::as_bool) != Some(false);
    match loader.settings(&context.directory.join(text), &context.environment) {
        Ok(entries) => {
            for entry in entries.iter() {
                let name = &entry.name;
                let value = match (&entry.value, context.environment.get(&name.value)) {
                    (Some(value), _) => Value::text(value.value.as_str(), value.place),
                    (None, Some((value, _))) => Value::text(value, name.place),
                    (None, None) => continue,
                };
                variables.insert(name.value.as_str(), name.place, value);
            }
        }
        Err(FileError::Missing) if is_required => loader.report(missing(path.place, text)),
        Err(FileError::Missing) => {}
        Err(error) => loader.gap(path.place, text, reason(error)),
    }
}

/// Reads the `label_file` of every service into its `labels`.
pub(super) fn labels(loader: &mut Loader<'_>, document: &mut Value, context: &Context) {
    for (_, service) in members(document, "services") {
        let place = service.place;
        let Some(service) = service.as_mapping_mut() else { continue };
        let mut labels = Mapping::new();
        let files = service.get("label_file").map(|value| match &value.kind {
            ValueKind::Sequence(items) => items.iter().collect(),
            ValueKind::Scalar(_) | ValueKind::Mapping(_) => vec![value],
        });
        for file in files.unwrap_or_default() {
            let Some(text) = file.as_text() else { continue };
            match loader.settings(&context.directory.join(text), &context.environment) {
                Ok(entries) => {
                    for entry in entries.iter() {
                        let Some(value) = &entry.value else { continue };
                        let text = Value::text(value.value.as_str(), value.place);
                        labels.insert(entry.name.value.as_str(), entry.name.place, text);
                    }
                }
                Err(FileError::Missing) => {
                    let message = format!("there is no file `{text}`");
                    let problem = ComposeProblem::new(ComposeProblemKind::MissingFile, file.place, message);
                    loader.report(problem.help("create it, or leave `label_file` out"));
                }
                Err(error) => loader.gap(file.place, text, reason(error)),
            }
        }
        add(service, "labels", labels, place);
    }
}

/// Adds what files set beneath what the service sets itself.
fn add(service: &mut Mapping, key: &str, mut values: Mapping, place: Place) {
    if values.is_empty() {
        return;
    }
    match service.remove(key).map(|member| member.value.kind) {
        Some(ValueKind::Mapping(own)) => {
            for (name, member) in own {
                values.insert(name, member.key, member.value);
            }
        }
        Some(ValueKind::Scalar(_) | ValueKind::Sequence(_)) | None => {}
    }
    service.insert(key, place, Value::new(ValueKind::Mapping(values), place));
}

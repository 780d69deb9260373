//! Volumes, secrets, configs and models.

use super::super::ast::{FileObject, Grant, Model, ModelUse, Volume};
use super::super::{Member, Value};
use super::read::{self, Keys};

/// A volume of the project.
pub(super) fn volume(name: &str, member: &Member) -> Volume {
    let keys = Keys::of(&member.value);
    Volume {
        key: read::located(name, member.key),
        name: keys.external_name(),
        driver: keys.text("driver"),
        driver_opts: keys.pairs("driver_opts"),
        external: keys.external(),
        labels: keys.pairs("labels"),
        place: read::body(member),
    }
}

/// A secret or config of the project.
pub(super) fn file_object(name: &str, member: &Member) -> FileObject {
    let keys = Keys::of(&member.value);
    FileObject {
        key: read::located(name, member.key),
        name: keys.external_name(),
        file: keys.text("file"),
        environment: keys.text("environment"),
        content: keys.text("content"),
        external: keys.external(),
        driver: keys.text("driver"),
        driver_opts: keys.pairs("driver_opts"),
        template_driver: keys.text("template_driver"),
        labels: keys.pairs("labels"),
        place: read::body(member),
    }
}

/// An item of `secrets:` or `configs:` of a service.
pub(super) fn grant(value: &Value) -> Option<Grant> {
    let keys = Keys::of(value);
    Some(Grant {
        source: read::text(value).or_else(|| keys.text("source"))?,
        target: keys.text("target"),
        uid: keys.text("uid"),
        gid: keys.text("gid"),
        mode: keys.value("mode").and_then(read::mode),
        place: value.place,
    })
}

/// A language model of the project.
pub(super) fn model(name: &str, member: &Member) -> Model {
    let keys = Keys::of(&member.value);
    Model {
        key: read::located(name, member.key),
        model: keys.text("model"),
        context_size: keys.integer("context_size"),
        runtime_flags: keys.texts("runtime_flags"),
        place: read::body(member),
    }
}

/// `models:` of a service.
pub(super) fn model_uses(value: Option<&Value>) -> Vec<ModelUse> {
    let Some(value) = value else { return Vec::new() };
    let Some(mapping) = value.as_mapping() else {
        let item = |model| ModelUse { model, endpoint_var: None, model_var: None };
        return read::texts(value).into_iter().map(item).collect();
    };
    let entry = |(name, member): (&str, &Member)| ModelUse {
        model: read::located(name, member.key),
        endpoint_var: Keys::of(&member.value).text("endpoint_var"),
        model_var: Keys::of(&member.value).text("model_var"),
    };
    mapping.iter().map(entry).collect()
}

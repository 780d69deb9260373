//! What stands beside the services: included files, networks, volumes, secrets and configs.

use crate::syntax::compose::merge::listed;
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind, Data, Mapping, Value, ValueKind};

use super::{items, member, put, texts};

/// Brings included files into their long form: mappings whose `path` and `env_file` are lists.
pub(super) fn includes(value: &mut Value) {
    for item in items(value) {
        if item.as_text().is_some() {
            let mut path = item.clone();
            path.directive = None;
            let mut made = Mapping::new();
            put(&mut made, "path", path);
            item.kind = ValueKind::Mapping(made);
        }
        for key in ["path", "env_file"] {
            member(item, key).into_iter().for_each(listed);
        }
    }
}

/// Brings a network, volume, secret or config into its long form.
pub(super) fn resource(value: &mut Value, problems: &mut Vec<ComposeProblem>) {
    for key in ["labels", "driver_opts"] {
        member(value, key).into_iter().for_each(texts::labels);
    }
    if let Some(resource) = value.as_mapping_mut() {
        external(resource, problems);
    }
}

/// `external: {name: x}` is an old way to say `external: true` and `name: x`.
fn external(resource: &mut Mapping, problems: &mut Vec<ComposeProblem>) {
    let Some(external) = resource.get_mut("external") else { return };
    let ValueKind::Mapping(mapping) = &external.kind else { return };
    let name = mapping.member("name").cloned();
    *external = Value { through: external.through, ..Value::scalar(Data::Boolean(true), external.place) };
    let Some(name) = name else { return };
    match resource.member("name") {
        Some(other) => {
            let message = "the name is given twice: as `name` and in `external`";
            let problem = ComposeProblem::new(ComposeProblemKind::Conflict, name.key, message);
            problems.push(problem.label(other.key, "the other name").help("keep `name` and write `external: true`"));
        }
        None => {
            resource.insert("name", name.key, name.value);
        }
    }
}

//! From canonical values to the typed project.
//!
//! Total: what does not fit its type is left out, and everything else is there all the same. Takes long forms, and
//! those short ones that are easily told apart. Decides nothing about defaults. Start with [`project`].

mod build;
mod command;
mod deploy;
mod environment;
mod health;
mod lifecycle;
mod mounts;
mod networks;
mod objects;
mod ports;
pub(super) mod read;
mod relations;
mod resources;
mod service;
#[cfg(test)]
mod tests;

use indexmap::IndexMap;

use super::ast::Project;
use super::{Member, Value};

pub use environment::mark_environment_files;

/// Reads a project from its merged value in long forms.
pub fn project(root: &Value) -> Project {
    let keys = read::Keys::of(root);
    let is_extension = |(name, _): &(&str, &Member)| name.starts_with("x-");
    let extensions = root.as_mapping().into_iter().flat_map(|mapping| mapping.iter().filter(is_extension));
    Project {
        name: keys.text("name"),
        services: entries(root, "services", service::service),
        networks: entries(root, "networks", |_, name, member| networks::network(name, member)),
        volumes: entries(root, "volumes", |_, name, member| objects::volume(name, member)),
        secrets: entries(root, "secrets", |_, name, member| objects::file_object(name, member)),
        configs: entries(root, "configs", |_, name, member| objects::file_object(name, member)),
        models: entries(root, "models", |_, name, member| objects::model(name, member)),
        extensions: extensions.map(|(name, member)| (name.to_owned(), member.value.clone())).collect(),
    }
}

/// Everything that is declared below a key.
fn entries<T>(root: &Value, key: &str, read: impl Fn(usize, &str, &Member) -> T) -> IndexMap<String, T> {
    let mapping = root.get(key).and_then(Value::as_mapping);
    let members = mapping.into_iter().flat_map(|mapping| mapping.iter()).enumerate();
    members.map(|(number, (name, member))| (name.to_owned(), read(number, name, member))).collect()
}

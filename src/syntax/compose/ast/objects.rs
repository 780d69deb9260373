//! What a project declares beside services and networks: volumes, secrets, configs and models.

use super::super::Located;
use super::Pair;
use crate::text::Place;

/// A volume of the project.
#[derive(Clone, Debug, PartialEq)]
pub struct Volume {
    /// What it is called in the project.
    pub key: Located<String>,
    /// What Docker calls it, where that is not made of the project's name and the key.
    pub name: Option<Located<String>>,
    /// `local` and the like.
    pub driver: Option<Located<String>>,
    /// Options for the driver.
    pub driver_opts: Vec<Pair>,
    /// Whether it is not made by this project.
    pub external: Option<Located<bool>>,
    /// Labels.
    pub labels: Vec<Pair>,
    /// Its body; of one without, its key.
    pub place: Place,
}

/// A secret or a config of the project: a file that services may be given.
#[derive(Clone, Debug, PartialEq)]
pub struct FileObject {
    /// What it is called in the project.
    pub key: Located<String>,
    /// What the platform calls it.
    pub name: Option<Located<String>>,
    /// The file it is read from.
    pub file: Option<Located<String>>,
    /// The variable it is taken from.
    pub environment: Option<Located<String>>,
    /// What it holds, in the Compose file itself.
    pub content: Option<Located<String>>,
    /// Whether it is not made by this project.
    pub external: Option<Located<bool>>,
    /// The driver that provides it.
    pub driver: Option<Located<String>>,
    /// Options for the driver.
    pub driver_opts: Vec<Pair>,
    /// The driver that fills in templates.
    pub template_driver: Option<Located<String>>,
    /// Labels.
    pub labels: Vec<Pair>,
    /// Its body; of one without, its key.
    pub place: Place,
}

/// An item of `secrets:` or `configs:` of a service or a build.
#[derive(Clone, Debug, PartialEq)]
pub struct Grant {
    /// The key of the secret or config.
    pub source: Located<String>,
    /// The path in the container, or the file's name below `/run/secrets`.
    pub target: Option<Located<String>>,
    /// Whose it is.
    pub uid: Option<Located<String>>,
    /// Whose group's it is.
    pub gid: Option<Located<String>>,
    /// Its permissions.
    pub mode: Option<Located<i64>>,
    /// All of it.
    pub place: Place,
}

/// A language model of the project.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What it is called in the project.
    pub key: Located<String>,
    /// The artefact that holds it.
    pub model: Option<Located<String>>,
    /// How many tokens it sees.
    pub context_size: Option<Located<i64>>,
    /// Arguments for what runs it.
    pub runtime_flags: Vec<Located<String>>,
    /// Its body.
    pub place: Place,
}

impl Volume {
    /// Whether it is made outside of this project.
    pub fn is_external(&self) -> bool {
        self.external.as_ref().is_some_and(|external| external.value)
    }
}

impl FileObject {
    /// Whether it is made outside of this project.
    pub fn is_external(&self) -> bool {
        self.external.as_ref().is_some_and(|external| external.value)
    }
}

//! How services hang together.

use super::super::Located;
use super::Pair;
use crate::text::Place;

/// An entry of `depends_on:`.
#[derive(Clone, Debug, PartialEq)]
pub struct Dependency {
    /// The other service.
    pub service: Located<String>,
    /// What has to be true before this one starts.
    pub condition: Located<Condition>,
    /// Whether it has to be there; it has where nothing is written.
    pub required: Option<Located<bool>>,
    /// Whether this one starts again when Compose starts the other one again.
    pub restart: Option<Located<bool>>,
    /// Whether it is written as a name in a list.
    pub is_short: bool,
    /// Name and options; in a list the item.
    pub place: Place,
}

/// What has to be true of a service before another one starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// `service_started`: also where nothing is written.
    Started,
    /// `service_healthy`
    Healthy,
    /// `service_completed_successfully`
    CompletedSuccessfully,
    /// Anything else.
    Other(String),
}

/// An item of `links:`, `external_links:` or `volumes_from:`.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The service, or the container for `external_links` and `container:` items.
    pub name: Located<String>,
    /// What follows the colon: an alias, or `ro` or `rw` of `volumes_from`.
    pub alias: Option<Located<String>>,
    /// Whether it names a container and not a service of the project.
    pub is_container: bool,
    /// All of it.
    pub place: Place,
}

/// `extends:`
#[derive(Clone, Debug, PartialEq)]
pub struct Extends {
    /// The service it starts from.
    pub service: Located<String>,
    /// The file of that service; this one where nothing is written.
    pub file: Option<Located<String>>,
    /// All of it.
    pub place: Place,
}

/// An entry of `models:` of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelUse {
    /// The key of the model.
    pub model: Located<String>,
    /// The variable that gets its address.
    pub endpoint_var: Option<Located<String>>,
    /// The variable that gets its name.
    pub model_var: Option<Located<String>>,
}

/// `provider:`: the service is not a container but something that a program takes care of.
#[derive(Clone, Debug, PartialEq)]
pub struct Provider {
    /// The program.
    pub kind: Option<Located<String>>,
    /// What it is told; of lists each item with the same name.
    pub options: Vec<Pair>,
    /// All of it.
    pub place: Place,
}

impl Condition {
    /// Reads it.
    pub fn parse(text: &str) -> Self {
        match text {
            "service_started" => Self::Started,
            "service_healthy" => Self::Healthy,
            "service_completed_successfully" => Self::CompletedSuccessfully,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl Dependency {
    /// Whether Compose refuses to go on without the other service.
    pub fn is_required(&self) -> bool {
        self.required.as_ref().is_none_or(|required| required.value)
    }
}

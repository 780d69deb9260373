//! What is done to running containers: hooks of their life, and watched files.

use super::super::Located;
use super::{CommandLine, Variable};
use crate::text::Place;

/// An item of `pre_start:`, `post_start:` or `pre_stop:`.
#[derive(Clone, Debug, PartialEq)]
pub struct Hook {
    /// What is run in the container.
    pub command: Option<CommandLine>,
    /// As whom; as the container's user where nothing is written.
    pub user: Option<Located<String>>,
    /// Whether it has every privilege, whatever the container has.
    pub privileged: Option<Located<bool>>,
    /// Where it is run.
    pub working_dir: Option<Located<String>>,
    /// Variables of its own.
    pub environment: Vec<Variable>,
    /// All of it.
    pub place: Place,
}

/// An item of `develop.watch:`.
#[derive(Clone, Debug, PartialEq)]
pub struct Watch {
    /// What is watched.
    pub path: Option<Located<String>>,
    /// `rebuild`, `restart`, `sync`, `sync+restart` or `sync+exec`.
    pub action: Option<Located<String>>,
    /// Where it is copied to.
    pub target: Option<Located<String>>,
    /// Patterns that are not watched.
    pub ignore: Vec<Located<String>>,
    /// Patterns that alone are watched.
    pub include: Vec<Located<String>>,
    /// Whether everything is copied at the start.
    pub initial_sync: Option<Located<bool>>,
    /// What is run after a copy.
    pub exec: Option<Hook>,
    /// All of it.
    pub place: Place,
}

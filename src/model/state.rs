//! What holds before a step: user, directory, shell.

use std::sync::Arc;

use super::StepId;
use crate::text::Span;

/// What holds before a step. Cheap to copy; steps share what they do not change.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The last USER, in this stage or one it starts from; `None`: whatever the base image says.
    pub user: Option<Arc<User>>,
    /// The last WORKDIR; `None`: whatever the base image says.
    pub workdir: Option<Arc<Workdir>>,
    /// The last SHELL; `None`: the default.
    pub shell: Option<Arc<Shell>>,
}

/// A USER that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The step that set it.
    pub step: StepId,
    /// Name or number; `None` where it depends on a variable without a value.
    pub name: Option<String>,
    /// The group after the colon.
    pub group: Option<String>,
    /// Where it is written.
    pub span: Span,
}

impl User {
    /// Whether it is root by name or number.
    pub fn is_root(&self) -> bool {
        self.name.as_deref().is_some_and(is_root)
    }
}

/// Whether a user's name or number is root's.
pub fn is_root(name: &str) -> bool {
    name == "root" || (!name.is_empty() && name.bytes().all(|byte| byte == b'0'))
}

/// Whether a user or group has to be looked up in the image: a number needs no entry there, and root always has one.
pub fn needs_entry(name: &str) -> bool {
    !name.is_empty() && !name.bytes().all(|byte| byte.is_ascii_digit()) && !is_root(name)
}

/// A WORKDIR that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workdir {
    /// The step that set it.
    pub step: StepId,
    /// The absolute path; `None` where it depends on a variable without a value, or is relative to a
    /// directory that is not known.
    pub path: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// A SHELL that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shell {
    /// The step that set it.
    pub step: StepId,
    /// Program and flags.
    pub words: Vec<String>,
    /// Where it is written.
    pub span: Span,
}

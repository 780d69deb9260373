//! Layer 2: what the syntax trees mean together.
//!
//! Does no IO except through [`BuildContext`], and makes no messages. Start with [`Project`], the only
//! door that rules go through, and [`Build`], a Dockerfile resolved into stages and steps.

mod build;
mod command;
mod context;
mod project;
mod state;

pub use build::{Base, Build, ScriptSource, Stage, StageId, Step, StepId, StepScript};
pub use command::{Command, Form, Origin, Placement};
pub use context::{BuildContext, NoContext};
pub use project::{File, FileId, FileKind, Project};
pub use state::{Shell, State, User, Workdir, is_root};

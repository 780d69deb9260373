//! Layer 2: what the syntax trees mean together.
//!
//! Does no IO except through [`BuildContext`], and makes no messages. Start with [`Project`], the only
//! door that rules go through, and [`Build`], a Dockerfile resolved into stages and steps.

mod build;
mod caches;
mod command;
mod contents;
mod context;
pub mod directories;
mod entry;
mod exec_form;
mod first_process;
mod health;
mod images;
mod interpreter;
mod layers;
mod manifests;
mod package_scripts;
pub mod packages;
pub mod pins;
mod probes;
mod programs;
mod project;
mod resolve;
mod scope;
mod scripts;
mod shell;
mod shell_checks;
mod shell_meant;
mod start;
mod state;
mod values;
mod wrappers;

pub use build::{
    Base, Build, EntryScript, GlobalArgument, ScriptSource, Source, SourceOrigin, Stage, StageId, Step, StepId,
    StepScript,
};
pub use caches::PackageCache;
pub use command::{Command, Form, Origin, Placement};
pub use context::{BuildContext, NoContext};
pub use exec_form::{UnreadKind, UnreadSyntax, as_shell_text};
pub use first_process::{InnerShell, ScriptEnd};
pub use health::HealthCheck;
pub use images::{ImageUse, NamedImage, VersionExcuse};
pub use interpreter::Interpreter;
pub use layers::KeptPackage;
pub use manifests::ManifestInstall;
pub use package_scripts::PackageScript;
pub use probes::{Success, WrongPort};
pub use project::{File, FileId, FileKind, Project};
pub use scope::{Binding, BindingKind};
pub use shell::{ShellFinding, ShellRepair};
pub use start::Start;
pub use state::{Shell, State, User, Workdir, is_root};
pub use values::OwnVariables;

//! Layer 2: what the syntax trees mean together.
//!
//! Does no IO except through [`BuildContext`], and makes no messages. Start with [`Project`], the only
//! door that rules go through, and [`Build`], a Dockerfile resolved into stages and steps.

mod account_commands;
mod accounts;
mod bootstraps;
mod build;
mod cache_mounts;
mod caches;
mod certainty;
mod command;
mod contents;
mod context;
pub mod dependencies;
pub mod development;
pub mod directories;
mod entry;
mod files;
mod health;
mod images;
mod interpreter;
mod launchers;
mod layers;
mod manifests;
mod owners;
mod ownership;
mod package_scripts;
pub mod packages;
mod permissions;
pub mod pins;
mod ports;
mod programs;
mod project;
mod project_files;
pub mod repositories;
mod resolve;
mod scope;
mod scripts;
mod secrets;
mod purpose;
mod resolve;
mod scope;
mod scripts;
mod servers;
mod shell;
mod shell_checks;
mod shell_meant;
mod start;
mod state;
mod texts;
mod unguarded;
mod values;
mod wanted_caches;
mod wrappers;
mod writes;
mod written;
mod sure_writes;
mod written_texts;

pub use account_commands::{AccountAction, AccountCommand};
pub use accounts::Accounts;
pub use bootstraps::UnpinnedTool;
pub use build::{
    Base, Build, EntryScript, GlobalArgument, ScriptSource, Source, SourceOrigin, Stage, StageId, Step, StepId,
    StepScript,
};
pub use cache_mounts::CacheMount;
pub use caches::PackageCache;
pub use command::{Command, Form, Origin, Placement};
pub use context::{BuildContext, NoContext};
pub use files::{Copied, CopiedItem, Shape};
pub use health::HealthCheck;
pub use images::{ImageUse, NamedImage, VersionExcuse};
pub use interpreter::Interpreter;
pub use layers::KeptPackage;
pub use manifests::ManifestInstall;
pub use ownership::RefusedWrite;
pub use permissions::PermissionChange;
pub use project::{File, FileId, FileKind, Project};
pub use scope::{Binding, BindingKind};
pub use secrets::{LeftSecret, StepSecrets};
pub use ports::ExposedPorts;
pub use project::{File, FileId, FileKind, Project};
pub use scope::{Binding, BindingKind};
pub use servers::{StartedServer, Told};
pub use shell::{ShellFinding, ShellRepair};
pub use start::Start;
pub use state::{Shell, State, User, Workdir, is_root, needs_entry};
pub use values::OwnVariables;
pub use wanted_caches::WantedCache;
pub use writes::{CopyFlag, Deed, PathDeed};
pub use written::{InstalledPackages, Writer, Written, WrittenFiles};
pub use state::{Shell, State, User, Workdir, is_root};
pub use unguarded::{Missing, UnguardedMount};
pub use values::OwnVariables;
pub use written_texts::WrittenText;

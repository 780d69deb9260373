//! Layer 2: what the syntax trees mean together.
//!
//! Does no IO except through [`BuildContext`], and makes no messages. Start with [`Project`], the only
//! door that rules go through, and [`Build`], a Dockerfile resolved into stages and steps.
//!
//! `resolve` makes a build, with `state` and `scope` before each step. The folders answer questions about it:
//! `commands` (which programs run), `installs` (what they install), `files` (what stays), `accounts` (whose it is),
//! `transfers` (what comes from elsewhere, and secrets), `start` (how containers start), `stages` (what stages are to each
//! other), `rebuild` (what a change builds again), `shell` (what is wrong in scripts). `stack` is Compose files: how they
//! are loaded, and what rules ask about services. `containers` is services with what is built for them.
//! other), `rebuild` (what a change builds again), `context` (what a builder receives), `shell` (what is wrong in scripts). `stack` is Compose files: how they
//! are loaded, and what rules ask about services.
//! are loaded, and what rules ask about services. `found_builds` is what else says how Dockerfiles are built.

mod accounts;
mod build;
mod commands;
pub mod containers;
mod context;
mod files;
pub mod found_builds;
mod installs;
mod known;
mod project;
pub mod rebuild;
mod resolve;
mod scope;
mod shell;
pub mod stack;
mod stages;
mod start;
mod state;
mod transfers;

pub use accounts::commands::{AccountAction, AccountCommand};
pub use accounts::existing::Accounts;
pub use accounts::named::{CreatedUser, MeantWriter};
pub use accounts::ownership::{DirectoryOwner, RefusedWrite};
pub use build::{
    Base, Build, BuildRequest, EntryScript, GlobalArgument, ScriptSource, Source, SourceOrigin, Stage, StageId, Step,
    StepId, StepScript,
};
pub use commands::command::{Command, Form, Origin, Placement};
pub use commands::directories;
pub use commands::interpreter::Interpreter;
pub use commands::losses::Loss;
pub use commands::values::OwnVariables;
pub use containers::Container;
pub use context::{
    BuildContext, ContextTree, ContextUse, Entry, EntryId, EntryKind, Foreign, FoundSecret, Garbled, IdleException,
    IgnoreFile, IgnoreKind, IgnoreUse, Limits, Listed, Listing, MissingPattern, Need, NeededFile, NoContext, PathList,
    RootOnly, SeenContext, SharedContext, Sought, SourcesAbove, Taken, Taker, Totals, Unread, ignore_file_for,
    may_be_program,
};
pub use files::absences::{AbsentProgram, Teller};
pub use files::copies::{Copied, CopiedItem, Shape};
pub use files::copy_flags::CopyFlag;
pub use files::late_changes::LateChange;
pub use files::layers::KeptPackage;
pub use files::permissions::PermissionChange;
pub use files::recent_transfers::RecentTransfers;
pub use files::writes::{Deed, PathDeed};
pub use files::written::{InstalledPackages, Writer, Written, WrittenFiles};
pub use files::written_texts::WrittenText;
pub use installs::bootstraps::UnpinnedTool;
pub use installs::cache_mounts::CacheMount;
pub use installs::cache_places::CachePlace;
pub use installs::caches::PackageCache;
pub use installs::development_copies::DevelopmentCopy;
pub use installs::manifests::ManifestInstall;
pub use installs::wanted_caches::WantedCache;
pub use installs::{dependencies, development, packages, pins, repositories, requirements};
pub use project::{File, FileId, FileKind, IgnoreRequest, IgnoredDockerfile, Project};
pub use scope::{Binding, BindingKind};
pub use shell::findings::{ShellFinding, ShellRepair};
pub use stages::argument_uses::ArgumentUses;
pub use stages::images::{ImageUse, NamedImage, VersionExcuse};
pub use stages::last_stage::LastStage;
pub use stages::numbers::NumberedStage;
pub use stages::processors;
pub use stages::products::{Compilation, Compiler, Delivery, Host};
pub use stages::unused::UnusedArgument;
pub use start::exec_form::{UnreadKind, UnreadSyntax};
pub use start::exec_repair::Replacement;
pub use start::first_process::{InnerShell, ScriptEnd};
pub use start::health::HealthCheck;
pub use start::package_runs::PackageRun;
pub use start::ports::ExposedPorts;
pub use start::probes::{Success, WrongPort};
pub use start::servers::{StartedServer, Told};
pub use start::started::Start;
pub use state::{Shell, State, User, Workdir, is_root, needs_entry};
pub use transfers::secrets::{LeftSecret, StepSecrets};
pub use transfers::unguarded::{Missing, UnguardedMount};
pub use transfers::{disabled_checks, downloads, secret_variables};

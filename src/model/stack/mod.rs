//! Compose files as one project: what `docker compose` would make of them.
//!
//! Knows which files belong together and what they come to once they are merged; reaches the disk only through
//! [`ProjectFiles`]. What rules ask about services are methods of [`Stack`], one module a subject. Knows no rules.
//! Start with [`Stack`].

mod activation;
mod addresses;
mod alternatives;
mod commands;
mod companions;
mod consistency;
mod control_sockets;
mod credentials;
mod data;
mod dependencies;
mod dropped;
mod edited;
mod env_files;
mod exposure;
mod extends;
mod files;
mod forerunners;
mod hardening;
pub(super) mod health;
mod health_commands;
mod host_paths;
mod images;
mod include;
mod inventory;
mod kept;
mod lifetime;
mod limits;
pub mod load;
#[cfg(test)]
mod load_tests;
mod logging;
mod missing_sources;
mod named_addresses;
pub mod names;
mod naming;
mod networks;
mod normalise;
pub(in crate::model) mod paths;
mod peers;
mod port_clashes;
mod port_texts;
mod ports;
mod profiles;
mod purpose;
mod references;
mod refused_values;
mod renamed_programs;
mod resets;
mod servers;
mod service_consistency;
mod swarm;
mod templates;
#[cfg(test)]
mod tests;
mod text_values;
mod tiers;
mod told;
mod validation;
mod variables;
mod versions;
mod volume_users;

pub use addresses::{AddressClash, AddressReason, Block, Overlap};
pub use alternatives::Alternatives;
pub use commands::{ContainerCommand, Cut, RunText};
pub use companions::Companion;
pub use control_sockets::{ControlSocket, SocketWay, is_root};
pub use credentials::{Channel, Credential};
pub use data::{DataPlace, LAST_OF_FORMER_DATA, former_image};
pub use dependencies::{Edge, EdgeKind};
pub use dropped::{Dropped, DroppedKind};
pub use edited::EditedFiles;
pub use exposure::{InnerPort, is_for_the_web, is_mail_catcher};
pub use files::{FileError, ProjectFiles};
pub use hardening::{Hardening, SecurityOption};
pub use health::HealthSignal;
pub use health_commands::HealthCommands;
pub use host_paths::HostPath;
pub use images::PulledImage;
pub use inventory::{Inventory, TakenVariable, VariableEntry, VariableFile};
pub use limits::Limits;
pub use logging::LogGrowth;
pub use networks::Connection;
pub use paths::{clean, is_remote, shown};
pub use peers::{Endpoint, Peer};
pub use port_clashes::PortClash;
pub use ports::published_on_all_interfaces;
pub use refused_values::{Refusal, RefusedValue};
pub use renamed_programs::RenamedProgram;

pub use port_texts::{EmptyPart, PortText, WrittenPort};
use std::collections::{HashMap, HashSet};
pub use text_values::{TextKind, TextValue};
pub use tiers::Tiers;
pub use versions::ChosenVersions;

use crate::model::known::Known;
use crate::syntax::compose::ast::{Project, Service};
use crate::syntax::compose::{ComposeProblem, Value, typed};
use crate::text::{FileId, Place};
use dependencies::Edges;

/// A merged Compose project.
#[derive(Debug)]
pub struct Stack {
    /// The file that the project is named by: the first of those that were merged.
    pub main: FileId,
    /// Every file that was read for it, in the order they were met: Compose files, included and extended ones,
    /// environment files.
    pub files: Vec<FileId>,
    /// Everything, merged and in its long forms.
    pub value: Value,
    /// The same as types: what rules read.
    pub project: Project,
    /// What keeps Docker Compose from loading it. What is in `value` is what could be read all the same.
    pub problems: Vec<ComposeProblem>,
    /// What could not be looked at.
    pub gaps: Vec<StackGap>,
    /// What is written in one service of one file and dropped by Docker Compose without a word.
    pub dropped: Vec<Dropped>,
    /// Which variables there are beside it; empty where nothing beside it is read.
    pub inventory: Inventory,
    /// Where sources of bind mounts and watched paths are written that are known not to exist.
    missing_sources: HashSet<Place>,
    is_for_swarm: bool,
    /// The name of the file beside the main one that Docker Compose would read in place of it.
    pub read_instead: Option<String>,
    /// The file that has what is missing in the main one.
    pub companion: Option<Companion>,
    edges: Edges,
    /// Whether an environment file sets some of its variables.
    takes_from_file: Known<bool>,
    named_addresses: Known<named_addresses::NamedAddresses>,
    /// The images that services build, by every name they give them in full, with the numbers of these services.
    built_images: Known<HashMap<String, Vec<usize>>>,
    peer_index: Known<peers::PeerIndex>,
    tier_index: Known<tiers::TierIndex>,
    /// By the numbers of the services.
    kept: Vec<kept::Kept>,
    /// By their numbers, which service asks which.
    asking: Known<HashSet<(usize, usize)>>,
    /// The variables that more than scripts take.
    project_variables: Known<HashSet<String>>,
    volume_users: Known<volume_users::VolumeUsers>,
    /// Services of which not everything could be read; `None` where that may be any.
    open_services: Option<HashSet<String>>,
}

impl Stack {
    /// A project from its merged value in long forms.
    pub fn new(
        main: FileId,
        files: Vec<FileId>,
        value: Value,
        problems: Vec<ComposeProblem>,
        gaps: Vec<StackGap>,
    ) -> Self {
        let project = typed::project(&value);
        let edges = Edges::of(&project);
        let kept = kept::room(project.services.len());
        let (dropped, missing_sources) = (Vec::new(), HashSet::new());
        let is_for_swarm = swarm::is_for_swarm(&project);
        let open_services = Some(HashSet::new());
        Self {
            main,
            files,
            value,
            project,
            problems,
            gaps,
            dropped,
            inventory: Inventory::default(),
            missing_sources,
            is_for_swarm,
            edges,
            open_services,
            read_instead: None,
            companion: None,
            takes_from_file: Known::default(),
            named_addresses: Known::default(),
            built_images: Known::default(),
            peer_index: Known::default(),
            tier_index: Known::default(),
            kept,
            asking: Known::default(),
            project_variables: Known::default(),
            volume_users: Known::default(),
        }
    }

    /// Says which of the files are those of `env_file`: variables that stand in them are not written inline.
    #[must_use]
    pub fn with_environment_files(mut self, is_environment_file: impl Fn(FileId) -> bool) -> Self {
        typed::mark_environment_files(&mut self.project, is_environment_file);
        self.kept = kept::room(self.project.services.len());
        self
    }

    /// Says of which services not everything could be read: what they extend is out of reach. `None` where that may be
    /// any.
    #[must_use]
    pub fn with_open_services(mut self, open_services: Option<HashSet<String>>) -> Self {
        self.open_services = open_services;
        self
    }

    /// Whether all that is said of a service could be read, so that what is not there is not said. One that names
    /// neither image nor build is a part that is merged over another file.
    pub fn is_whole(&self, service: &Service) -> bool {
        let has_origin = service.image.is_some() || service.build.is_some() || service.provider.is_some();
        has_origin && self.open_services.as_ref().is_some_and(|open| !open.contains(&service.name.value))
    }

    /// Every service, in the order they are written.
    pub fn services(&self) -> impl ExactSizeIterator<Item = &Service> {
        self.project.services.values()
    }

    /// The service of that name.
    pub fn service(&self, name: &str) -> Option<&Service> {
        self.project.services.get(name)
    }
}

/// A part of a project that could not be read: what it would have said is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackGap {
    /// What asks for it.
    pub place: Place,
    /// The file or address, as it is written.
    pub what: String,
    /// Why it could not be read, as one clause.
    pub reason: String,
}

/// How a project is loaded.
#[derive(Clone, Debug, Default)]
pub struct LoadOptions {
    /// The name of the project, in place of what the files and the folder say.
    pub name: Option<String>,
    /// The name of the folder of the first file, where its path does not tell it.
    pub folder: Option<String>,
    /// Active profiles; `*` stands for all of them. `None` looks at every service, as a linter does.
    pub profiles: Option<Vec<String>>,
    /// Variables of the environment; empty where nothing of the machine may decide.
    pub environment: Vec<(String, String)>,
    /// Whether `.env` beside the project is read.
    pub reads_environment_file: bool,
    /// Whether every service's `env_file` is read into its `environment`.
    pub resolves_environment: bool,
}

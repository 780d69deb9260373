//! Services that well-known images run: what they are for, where they listen, how they are asked for their health and
//! which of their variables can name a file.
//!
//! Knows repositories. Users, programs and health checks inside of images are in [`images`], volumes in
//! [`volumes`]: what is known there is asked there. Also knows how services of distributions run in
//! the foreground. The rows, as of November 2026, live in files by subject; each follows the page it names. Start with
//! [`lookup`].

mod applications;
mod databases;
mod foreground;
mod infrastructure;
mod startup;

pub use foreground::in_foreground;
pub use startup::{StartupVariables, refuses_both, startup_variables};

use std::sync::LazyLock;

use super::name_index::NameIndex;
use super::{images, volumes};

/// What an image runs.
#[derive(Debug)]
pub struct KnownService {
    /// Its repositories, normalised; a trailing `*` stands for any rest.
    pub names: &'static [&'static str],
    /// What it is for.
    pub kind: ServiceKind,
    /// Ports it listens on unless told otherwise, the one that clients use first.
    pub ports: &'static [u16],
    /// Variables that may hold a secret and of which the image reads `NAME` with [`Self::file_suffix`] as the name of a
    /// file instead.
    pub file_variables: &'static [&'static str],
    /// What is put behind such a name: nearly always `_FILE`.
    pub file_suffix: &'static str,
    /// What asks it in its own language whether it is well, in words; empty where nothing in the image can. Such a
    /// command works in every variant of the image and needs no password.
    pub health_command: &'static [&'static str],
    /// How much `/dev/shm` it is good to have, where the 64 MiB that Docker gives are known to be too few; else empty.
    pub shared_memory: &'static str,
    /// Whether its purpose is to rule an engine of containers: a proxy before the socket that withholds something is none
    /// for it.
    pub rules_engine: bool,
    /// Where this is documented.
    pub source: &'static str,
}

/// What a service is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ServiceKind {
    /// Keeps data that others ask for.
    Database,
    /// Keeps data that can be made again.
    Cache,
    /// Hands messages on.
    Queue,
    /// Finds data.
    SearchEngine,
    /// Keeps files.
    ObjectStore,
    /// Hands requests on.
    Proxy,
    /// Gives out pages and files.
    WebServer,
    /// Collects from the machine or from other services.
    MonitoringAgent,
    /// Keeps and shows what was collected.
    Monitoring,
    /// Shows and changes what another service keeps, for those who run it.
    AdminTool,
    /// Keeps secrets and logins.
    Identity,
    /// Something that people use.
    Application,
}

/// A row to be completed.
const SERVICE: KnownService = KnownService {
    names: &[],
    kind: ServiceKind::Application,
    ports: &[],
    file_variables: &[],
    file_suffix: "_FILE",
    health_command: &[],
    shared_memory: "",
    rules_engine: false,
    source: "",
};

/// All rows.
pub fn services() -> impl Iterator<Item = &'static KnownService> {
    [databases::SERVICES, infrastructure::SERVICES, applications::SERVICES].into_iter().flatten()
}

/// What the image of a repository runs; the repository is without tag and digest.
pub fn lookup(repository: &str) -> Option<&'static KnownService> {
    static NAMES: LazyLock<NameIndex<KnownService>> =
        LazyLock::new(|| NameIndex::of(services(), |service| service.names));
    NAMES.first(images::normalised(repository))
}

/// Where an image keeps what must survive; with the tag, as versions move it.
pub fn data_directories(repository: &str, tag: Option<&str>) -> &'static [&'static str] {
    let Some(image) = images::lookup(repository, tag) else { return &[] };
    match volumes::volumes_of(&image) {
        [] => image.facts.data_directories,
        volumes => volumes,
    }
}

/// Whether an image brings a health check; `None` where that is not known.
pub fn has_health_check(repository: &str, tag: Option<&str>) -> Option<bool> {
    let image = images::lookup(repository, tag)?;
    Some(image.facts.healthcheck).filter(|has| *has || image.family.names.iter().all(|name| !name.ends_with('*')))
}

impl ServiceKind {
    /// Whether it keeps or hands on data that only other services ask for.
    pub fn is_data_store(self) -> bool {
        match self {
            Self::Database | Self::Cache | Self::Queue | Self::SearchEngine => true,
            Self::ObjectStore
            | Self::Proxy
            | Self::WebServer
            | Self::MonitoringAgent
            | Self::Monitoring
            | Self::AdminTool
            | Self::Identity
            | Self::Application => false,
        }
    }

    /// Whether it tries again until what it asks answers.
    pub fn waits_by_itself(self) -> bool {
        match self {
            Self::AdminTool | Self::MonitoringAgent | Self::Monitoring | Self::Proxy => true,
            Self::Database
            | Self::Cache
            | Self::Queue
            | Self::SearchEngine
            | Self::ObjectStore
            | Self::WebServer
            | Self::Identity
            | Self::Application => false,
        }
    }
}

impl KnownService {
    /// The variable that names a file in place of a variable that holds the value.
    pub fn file_variable(&self, name: &str) -> Option<String> {
        let is_pattern = |pattern: &&&str| images::names(pattern, name);
        self.file_variables.iter().find(is_pattern).map(|_| format!("{name}{}", self.file_suffix))
    }

    /// Whether others keep state in it that is lost with its container.
    pub fn keeps_data(&self) -> bool {
        match self.kind {
            ServiceKind::Database
            | ServiceKind::Queue
            | ServiceKind::SearchEngine
            | ServiceKind::ObjectStore
            | ServiceKind::Identity => true,
            ServiceKind::Cache
            | ServiceKind::Proxy
            | ServiceKind::WebServer
            | ServiceKind::MonitoringAgent
            | ServiceKind::Monitoring
            | ServiceKind::AdminTool
            | ServiceKind::Application => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ServiceKind, data_directories, has_health_check, lookup, services};
    use crate::knowledge::{images, ports};

    #[test]
    fn images_are_found_under_every_name() {
        for name in ["postgres", "docker.io/library/postgres", "public.ecr.aws/docker/library/postgres"] {
            assert_eq!(lookup(name).map(|service| service.kind), Some(ServiceKind::Database), "{name}");
        }
        assert_eq!(lookup("bitnamilegacy/redis").map(|service| service.kind), Some(ServiceKind::Cache));
        assert!(lookup("example/postgres").is_none());
        assert_eq!(
            lookup("postgres").and_then(|it| it.file_variable("POSTGRES_PASSWORD")),
            Some("POSTGRES_PASSWORD_FILE".to_owned())
        );
        assert_eq!(lookup("postgres").and_then(|it| it.file_variable("PGDATA")), None);
        assert_eq!(
            lookup("grafana/grafana").and_then(|it| it.file_variable("GF_SECURITY_ADMIN_PASSWORD")),
            Some("GF_SECURITY_ADMIN_PASSWORD__FILE".to_owned())
        );
    }

    #[test]
    fn versions_move_data() {
        assert_eq!(data_directories("postgres", Some("17")), ["/var/lib/postgresql/data"]);
        assert_eq!(data_directories("postgres", Some("18-alpine")), ["/var/lib/postgresql"]);
        assert_eq!(data_directories("example/unknown", None), [""; 0]);
        assert_eq!(has_health_check("example/unknown", None), None);
        assert_eq!(has_health_check("postgres", Some("18")), Some(false));
    }

    #[test]
    fn rows_are_whole_and_agree() {
        let mut names = BTreeSet::new();
        for service in services() {
            assert!(service.source.starts_with("https://"), "{:?}", service.names);
            for name in service.names {
                assert!(names.insert(*name), "{name} twice");
                assert_eq!(lookup(name.trim_end_matches('*')).map(|it| it.source), Some(service.source), "{name}");
                let port = images::lookup(name, None).and_then(|image| ports::default_port(&image));
                assert!(port.is_none_or(|port| service.ports.first() == Some(&port)), "{name}: {port:?}");
            }
        }
    }
}

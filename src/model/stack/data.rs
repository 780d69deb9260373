//! Where well-known images keep what must survive, and whether a mount of the service is there.
//!
//! A volume that an image declares lies over whatever is mounted above it: `postgres:17` with a volume at
//! `/var/lib/postgresql` still writes to a volume without a name. Only what is sure is said. Start with
//! [`Stack::data_place_of`].

use super::{PulledImage, Stack};
use crate::knowledge::services;
use crate::knowledge::{images, volumes};
use crate::syntax::compose::ast::{CommandLine, Mount, MountKind, Service};
use crate::syntax::image_ref::ImageRef;

/// The directory of PostgreSQL from 18 on, and the one before, where a mount keeps the image from starting.
///
/// Source: <https://github.com/docker-library/postgres/pull/1259>
const MOVED: (&str, &str) = ("/var/lib/postgresql", "/var/lib/postgresql/data");

/// The last version of PostgreSQL that keeps its data where those before it did.
pub const LAST_OF_FORMER_DATA: &str = "17";

/// Systems that images of PostgreSQL are built on.
const SYSTEMS: &[&str] = &["alpine", "bookworm", "bullseye", "trixie"];

/// The image of that version, on the same system: `postgres:17-alpine` for `postgres:alpine`.
pub fn former_image(image: &ImageRef) -> String {
    let mut words = image.tag().unwrap_or_default().split('-');
    let system = words.rfind(|word| SYSTEMS.iter().any(|system| word.starts_with(system)));
    let system = system.map(|system| format!("-{system}")).unwrap_or_default();
    format!("{}:{LAST_OF_FORMER_DATA}{system}", image.name())
}

/// Whether what a service must keep is on a mount.
#[derive(Clone, Copy, Debug)]
pub enum DataPlace<'a> {
    /// This mount holds it.
    Mounted(&'a Mount),
    /// This mount stands where another version keeps it, and the image does not start for that.
    Former {
        /// The mount.
        mount: &'a Mount,
        /// Where it would have to be.
        directory: &'static str,
    },
    /// This mount stands above it, and the image's own volume lies over that.
    Covered {
        /// The mount.
        mount: &'a Mount,
        /// The image's own volume.
        directory: &'static str,
    },
    /// There is no mount for it.
    Nowhere(&'static str),
    /// Not known, or told to be elsewhere.
    Unknown,
}

/// So few slips make one path of the other.
const MOST_SLIPS: usize = 3;

impl Stack {
    /// The mount whose path is a misspelling of a directory.
    pub fn misspelled_mount<'a>(&self, service: &'a Service, directory: &str) -> Option<&'a Mount> {
        let is_slip = |mount: &&Mount| {
            let path = mount.target.value.trim_end_matches('/');
            let most = (directory.len() / 8).min(MOST_SLIPS);
            let is_near = |directory: &str| (1..=most).contains(&strsim::osa_distance(path, directory));
            mount.target.is_known() && (is_near(directory) || is_near(&format!("{directory}/data")))
        };
        service.volumes.iter().find(is_slip)
    }

    /// Whether what a service must keep is on a mount.
    pub fn data_place_of<'a>(&self, service: &'a Service) -> DataPlace<'a> {
        let Some(image) = self.pulled_image_of(service) else { return DataPlace::Unknown };
        self.data_place_in(service, image.normalized(), image.tag())
    }

    /// The same for a service that runs what is in that image.
    pub fn data_place_in<'a>(&self, service: &'a Service, repository: &str, tag: Option<&str>) -> DataPlace<'a> {
        let directories = services::data_directories(repository, tag);
        let Some(&main) = directories.first() else { return DataPlace::Unknown };
        let is_unclear = |mount: &Mount| !mount.target.is_known();
        if !service.volumes_from.is_empty() || service.volumes.iter().any(is_unclear) || is_told(service) {
            return DataPlace::Unknown;
        }
        let mounts = || service.volumes.iter();
        if main == MOVED.0
            && let Some(mount) = mounts().find(|mount| mount.target.value == MOVED.1)
        {
            return DataPlace::Former { mount, directory: main };
        }
        let in_memory = service.tmpfs.iter().map(|path| path.value.split(':').next().unwrap_or_default());
        let passing = mounts().filter(|mount| matches!(mount.kind, MountKind::Tmpfs | MountKind::Anonymous));
        let mut passing = passing.map(|mount| mount.target.value.as_str()).chain(in_memory);
        if passing.any(|path| directories.iter().any(|directory| is_within(directory, path))) {
            return DataPlace::Unknown;
        }
        // `/data1` beside `/data1` and `/data2` is a way to spread `/data`.
        let holds = |mount: &&Mount| directories.iter().any(|directory| mount.target.value.starts_with(directory));
        if let Some(mount) = mounts().find(holds) {
            return DataPlace::Mounted(mount);
        }
        let known = images::lookup(repository, tag);
        let is_declared = known.is_some_and(|known| volumes::volumes_of(&known).contains(&main));
        match mounts().find(|mount| is_within(main, &mount.target.value)) {
            Some(mount) if is_declared => DataPlace::Covered { mount, directory: main },
            Some(mount) => DataPlace::Mounted(mount),
            None => DataPlace::Nowhere(main),
        }
    }
}

impl Stack {
    /// Whether a service with the image has its mount where PostgreSQL kept its data before 18, and does not say by
    /// `PGDATA` where it is: the image of 18 does not start then.
    pub fn mounts_former_data(&self, pulled: &PulledImage<'_>) -> bool {
        let mut services = pulled.uses.iter().map(|(service, _)| service);
        services.any(|service| {
            service.variable("PGDATA").is_none()
                && service.volumes.iter().any(|mount| is_within(&mount.target.value, MOVED.1))
        })
    }
}

/// How many mounts are looked for in what a service is told.
const MOST_MOUNTS: usize = 50;

/// Whether a path is another one or below it.
fn is_within(path: &str, folder: &str) -> bool {
    let folder = folder.trim_end_matches('/');
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether the service is told where to keep its data: by `PGDATA`, or by a word or variable with a mounted path.
fn is_told(service: &Service) -> bool {
    let lines = [&service.entrypoint, &service.command].into_iter().flatten();
    let values = service.environment.iter().filter_map(|variable| variable.value.as_ref());
    let texts = lines.flat_map(CommandLine::texts).chain(values.map(|value| value.value.as_str()));
    // The configuration is a mount as well, and is named so all the time.
    let stores = |mount: &&Mount| matches!(mount.kind, MountKind::Volume | MountKind::Bind) && !mount.is_read_only();
    let targets: Vec<&str> = service
        .volumes
        .iter()
        .filter(stores)
        .map(|mount| mount.target.value.as_str())
        .filter(|path| path.len() > 1)
        .take(MOST_MOUNTS)
        .collect();
    service.variable("PGDATA").is_some()
        || texts.into_iter().any(|text| targets.iter().any(|target| text.contains(target)))
}

#[cfg(test)]
mod tests {
    use super::{ImageRef, former_image, is_within};

    #[test]
    fn a_version_keeps_its_system() {
        for (image, former) in [
            ("postgres", "postgres:17"),
            ("postgres:18.1", "postgres:17"),
            ("postgres:alpine", "postgres:17-alpine"),
            ("docker.io/postgres:18.1-alpine3.22", "docker.io/postgres:17-alpine3.22"),
            ("postgres:18-trixie", "postgres:17-trixie"),
        ] {
            assert_eq!(former_image(&ImageRef::parse(image).unwrap()), former, "{image}");
        }
    }

    #[test]
    fn paths_are_within_folders() {
        assert!(is_within("/var/lib/mysql", "/var/lib/mysql/"));
        assert!(is_within("/var/lib/mysql/data", "/var/lib/mysql"));
        assert!(!is_within("/var/lib/mysql-files", "/var/lib/mysql"));
        assert!(!is_within("/var/lib", "/var/lib/mysql"));
    }
}

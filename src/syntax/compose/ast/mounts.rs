//! What is mounted into a container: volumes, folders of the machine, memory and devices.

use super::super::Located;
use crate::text::Place;

/// An item of `volumes:` of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct Mount {
    /// What is mounted.
    pub kind: MountKind,
    /// The path on the machine, the volume or the image; none of anonymous volumes and memory.
    pub source: Option<Located<String>>,
    /// The path in the container.
    pub target: Located<String>,
    /// Whether nothing can be written there.
    pub read_only: Option<Located<bool>>,
    /// `consistency`, which only old versions of Docker Desktop knew.
    pub consistency: Option<Located<String>>,
    /// `bind.propagation`: `rprivate`, `rshared` and the like.
    pub propagation: Option<Located<String>>,
    /// `bind.create_host_path`: whether a missing path is made, as an empty folder of root.
    pub create_host_path: Option<Located<bool>>,
    /// `bind.recursive`
    pub recursive: Option<Located<String>>,
    /// `bind.selinux`: `z` or `Z`.
    pub selinux: Option<Located<String>>,
    /// `volume.nocopy`: whether the volume is not filled from the image.
    pub no_copy: Option<Located<bool>>,
    /// `volume.subpath` and `image.subpath`
    pub subpath: Option<Located<String>>,
    /// `tmpfs.size`, in bytes.
    pub tmpfs_size: Option<Located<u64>>,
    /// `tmpfs.mode`
    pub tmpfs_mode: Option<Located<i64>>,
    /// Options of a short form that Compose passes over: `readonly` in `./x:/x:readonly`.
    pub unknown_options: Vec<Located<String>>,
    /// All of it.
    pub place: Place,
}

/// What is mounted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MountKind {
    /// A path of the machine.
    Bind,
    /// A volume with a name.
    Volume,
    /// A volume without a name, made anew with the container.
    Anonymous,
    /// Memory.
    Tmpfs,
    /// An image.
    Image,
    /// A named pipe of Windows.
    NamedPipe,
    /// A volume of a cluster.
    Cluster,
    /// Anything else.
    Other(String),
}

/// An item of `devices:`.
#[derive(Clone, Debug, PartialEq)]
pub struct Device {
    /// The path on the machine, or the name of a CDI device.
    pub source: Located<String>,
    /// The path in the container.
    pub target: Option<Located<String>>,
    /// `r`, `w` and `m`.
    pub permissions: Option<Located<String>>,
    /// All of it.
    pub place: Place,
}

impl Mount {
    /// Whether nothing can be written there, as far as it is written.
    pub fn is_read_only(&self) -> bool {
        self.read_only.as_ref().is_some_and(|read_only| read_only.value)
    }

    /// The source where it is a path of the machine.
    pub fn host_path(&self) -> Option<&Located<String>> {
        self.source.as_ref().filter(|_| self.kind == MountKind::Bind)
    }

    /// The source where it is the name of a volume.
    pub fn volume(&self) -> Option<&Located<String>> {
        self.source.as_ref().filter(|_| self.kind == MountKind::Volume)
    }
}

//! Paths of the machine that containers see.

use super::Stack;
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::{Mount, MountKind, Pair, Service};
use crate::text::{Place, clean_path};

/// A path of the machine in a container.
#[derive(Clone, Debug)]
pub struct HostPath<'a> {
    /// Without `.`, `..`, doubled and trailing slashes; `~` and a leading `..` stay.
    pub path: String,
    /// Where it is written: the source, or the `device` of the volume.
    pub place: Place,
    /// The mount that brings it in.
    pub mount: &'a Mount,
    /// Whether nothing can be written there.
    pub is_read_only: bool,
}

impl Stack {
    /// The paths of the machine that a service mounts, those of volumes that are such paths too. One that hangs on a
    /// variable that nothing sets is left out.
    pub fn host_paths<'a>(&'a self, service: &'a Service) -> impl Iterator<Item = HostPath<'a>> {
        service.volumes.iter().filter_map(|mount| {
            let source = match mount.kind {
                MountKind::Bind => mount.source.as_ref(),
                MountKind::Volume => mount.source.as_ref().and_then(|name| self.device_of(&name.value)),
                MountKind::Anonymous
                | MountKind::Tmpfs
                | MountKind::Image
                | MountKind::NamedPipe
                | MountKind::Cluster
                | MountKind::Other(_) => None,
            };
            let source = source.filter(|source| source.is_known() && !source.value.is_empty())?;
            let (path, place) = (clean_path(&source.value), source.place);
            Some(HostPath { path, place, mount, is_read_only: mount.is_read_only() })
        })
    }

    /// The path that a volume is made of: `driver_opts` with `o: bind` and a `device`.
    fn device_of(&self, volume: &str) -> Option<&Located<String>> {
        let options = &self.project.volumes.get(volume)?.driver_opts;
        let value = |name: &str| Pair::find(options, name).and_then(|pair| pair.value.as_ref());
        let is_bind = value("o")?.value.split(',').any(|option| matches!(option.trim(), "bind" | "rbind"));
        value("device").filter(|device| is_bind && device.value.starts_with('/'))
    }
}

//! Paths beside a project that services mount or watch and that are not there.
//!
//! Asked while the project is loaded, since only then the disk can be reached; a path whose existence cannot be known, one
//! of the machine that the project will run on, and one that hangs on a variable that nothing sets count as there.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::paths::clean;
use super::{ProjectFiles, Stack};
use crate::syntax::compose::ast::Mount;
use crate::syntax::compose::{Located, Mapping, Provenance, Value};
use crate::text::Place;

/// Where the sources of bind mounts and the paths of `develop.watch` are written that are known not to exist; paths
/// start from the folder.
pub(super) fn find(document: &Value, folder: &Path, disk: &dyn ProjectFiles) -> HashSet<Place> {
    let services = document.get("services").and_then(Value::as_mapping);
    let services = || services.into_iter().flat_map(Mapping::iter).map(|(_, service)| &service.value);
    let volumes = services().filter_map(|service| service.get("volumes"));
    let binds = volumes.flat_map(Value::items).filter(|volume| is_bind(volume));
    let watches = services().filter_map(|service| service.get("develop")?.get("watch")).flat_map(Value::items);
    let sources = binds.filter_map(|volume| volume.get("source"));
    let mut known: HashMap<PathBuf, bool> = HashMap::new();
    let mut found = HashSet::new();
    for source in sources.chain(watches.filter_map(|watch| watch.get("path"))) {
        let Some(text) = source.as_text().filter(|text| is_beside(text)) else { continue };
        if source.provenance() == Provenance::Unset {
            continue;
        }
        let path = clean(&folder.join(text));
        let is_missing = *known.entry(path).or_insert_with_key(|path| disk.exists(path) == Some(false));
        if is_missing {
            found.insert(source.place);
        }
    }
    found
}

fn is_bind(volume: &Value) -> bool {
    volume.get("type").and_then(Value::as_text) == Some("bind")
}

/// Whether a path starts from the folder of the project.
fn is_beside(path: &str) -> bool {
    let is_drive = path.split(':').next().is_some_and(|drive| drive.len() == 1) && path.contains(':');
    !path.is_empty() && !path.starts_with(['/', '~', '\\']) && !is_drive
}

impl Stack {
    /// Whether what a bind mount puts into the container is known not to be there.
    pub fn is_missing(&self, mount: &Mount) -> bool {
        mount.host_path().is_some_and(|source| self.missing_sources.contains(&source.place))
    }

    /// Whether what is watched is known not to be there.
    pub fn is_missing_watch(&self, path: &Located<String>) -> bool {
        self.missing_sources.contains(&path.place)
    }
}

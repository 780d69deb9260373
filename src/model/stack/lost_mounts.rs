//! Mounts of one list that ask for one path in the container: Compose keeps the last one and says nothing.
//!
//! In one file that is a mistake; a mount of another file, or of a service that is extended, is replaced on purpose.

use std::collections::HashMap;

use super::validation::members;
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind, Provenance, Value, volumes};
use crate::text::Place;

/// Reports the mounts of a document that are lost.
pub(super) fn report(document: &Value, problems: &mut Vec<ComposeProblem>) {
    for (_, _, service) in members(document, "services") {
        let mut last: HashMap<String, (Place, &Value)> = HashMap::new();
        for volume in service.get("volumes").map(Value::items).unwrap_or_default() {
            let Some((path, place)) = target(volume) else { continue };
            let Some((lost, earlier)) = last.insert(path.clone(), (place, volume)) else { continue };
            // What is written twice alike loses nothing.
            if earlier.as_text().is_none() || earlier.as_text() != volume.as_text() {
                let message = format!("a later volume of the service takes the path `{path}`, so this one is dropped");
                problems.push(
                    ComposeProblem::new(ComposeProblemKind::MountTarget, lost, message)
                        .label(place, "mounted here instead")
                        .help("give each volume a path of its own, or remove the one that is not meant"),
                );
            }
        }
    }
}

/// The path in the container, without detours, and where it is written; `None` where it is not known.
fn target(volume: &Value) -> Option<(String, Place)> {
    if let Some(target) = volume.get("target") {
        let known = target.as_text().filter(|_| target.provenance() != Provenance::Unset)?;
        return Some((volumes::clean(known), target.place));
    }
    let text = volume.as_text().filter(|_| volume.provenance() != Provenance::Unset)?;
    let target = volumes::parse(text).ok()?.target;
    Some((volumes::clean(&target.value), volume.part(target.range)))
}

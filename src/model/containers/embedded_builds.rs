//! Dockerfiles that stand in Compose files, as their services build them.
//!
//! Nobody but the services of the project builds such a Dockerfile: what they say of it is all there is to know. Start
//! with [`tell_uses`].

use std::collections::BTreeMap;
use std::sync::Arc;

use super::uses::{request_of, use_of};
use super::{Container, DockerfileOrigin, ServiceUse};
use crate::model::{Build, FileId, NoContext, Project};

/// A Dockerfile with the services that build it.
#[derive(Default)]
struct Embedded {
    uses: Vec<ServiceUse>,
    /// Its builds, as they are asked for.
    builds: Vec<usize>,
}

/// Tells the builds of such Dockerfiles who uses them. One that is built in several ways gets a further build, the last,
/// with what all of them agree about.
pub(super) fn tell_uses(project: &mut Project) {
    for (file, embedded) in embedded(project) {
        let uses: Arc<[ServiceUse]> = embedded.uses.into();
        for at in &embedded.builds {
            if let Some(build) = project.builds.get_mut(*at) {
                build.uses = Arc::clone(&uses);
            }
        }
        if embedded.builds.len() > 1 {
            let common = common(project, file, &uses, &embedded.builds);
            project.builds.extend(common);
        }
    }
}

fn embedded(project: &Project) -> BTreeMap<FileId, Embedded> {
    let mut found: BTreeMap<FileId, Embedded> = BTreeMap::new();
    if project.files.iter().all(|file| file.embedding.is_none()) {
        return found;
    }
    for container in Container::all(project) {
        let Some(image) = container.image else { continue };
        let DockerfileOrigin::Inline(file) = image.dockerfile else { continue };
        let embedded = found.entry(file).or_default();
        embedded.uses.extend(use_of(&container));
        embedded.builds.extend(image.build.filter(|build| !embedded.builds.contains(build)));
    }
    found
}

/// The build that several services agree about.
fn common(project: &Project, file: FileId, uses: &Arc<[ServiceUse]>, builds: &[usize]) -> Option<Build> {
    let request = request_of(uses);
    let mut contexts = builds.iter().filter_map(|at| project.builds.get(*at)).map(|build| build.context);
    let first = contexts.next().flatten();
    let context = first.filter(|first| contexts.all(|other| other == Some(*first)));
    let file = project.file(file)?;
    let resolved = match context.and_then(|at| project.contexts.get(at)) {
        Some(seen) => Build::resolve_as(file, &request, seen.context.as_ref()),
        None => Build::resolve_as(file, &request, &NoContext),
    }?;
    Some(Build { context, uses: Arc::clone(uses), ..resolved })
}

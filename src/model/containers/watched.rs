//! What `develop.watch` looks at, and why no change of it is ever noticed.
//!
//! Docker Compose adds the ignore file of the build to the patterns that are not watched. Its paths count from the
//! context; one that lies outside is watched whatever it says. Start with [`Container::unwatched_paths`].
//! Source: <https://github.com/docker/compose/blob/main/pkg/watch/dockerignore.go>

use std::path::{Path, PathBuf};

use super::{Container, ContextOrigin};
use crate::model::stack::clean;
use crate::model::{ContextUse, SeenContext};
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::{Mount, MountKind, Watch};
use crate::syntax::dockerignore::Matcher;
use crate::text::Place;

/// A path of `develop.watch` of which no change is noticed.
#[derive(Clone, Debug)]
pub struct UnwatchedPath<'p> {
    /// The path.
    pub path: &'p Located<String>,
    /// Why.
    pub reason: Unwatched<'p>,
}

/// Why no change is noticed.
#[derive(Clone, Debug)]
pub enum Unwatched<'p> {
    /// There is nothing at the path.
    Missing,
    /// A pattern of the ignore file excludes it.
    Excluded {
        /// The pattern.
        pattern: String,
        /// Where it is.
        place: Place,
    },
    /// It is mounted as well, and Docker Compose does not copy what is mounted.
    Mounted(&'p Mount),
}

impl<'p> Container<'p> {
    /// The paths that are watched in vain.
    pub fn unwatched_paths(&self) -> Vec<UnwatchedPath<'p>> {
        let watches = self.service.watch.iter();
        let unwatched = |watch: &'p Watch| {
            let path = watch.path.as_ref().filter(|path| path.is_known())?;
            Some(UnwatchedPath { path, reason: self.why_unwatched(watch, path)? })
        };
        watches.filter_map(unwatched).collect()
    }

    fn why_unwatched(&self, watch: &Watch, path: &Located<String>) -> Option<Unwatched<'p>> {
        if self.stack.is_missing_watch(path) {
            return (!self.is_made_later(&path.value)).then_some(Unwatched::Missing);
        }
        // Of a mere `sync` nothing is lost: the mount shows every change by itself.
        let does_more = watch.action.as_ref().is_some_and(|action| action.value.starts_with("sync+"));
        let mount = does_more.then(|| self.mount_of(Path::new(&path.value))).flatten();
        mount.map(Unwatched::Mounted).or_else(|| self.exclusion_of(&path.value))
    }

    /// Whether something is made before the image is built, as far as its name and Git's ignore files tell.
    fn is_made_later(&self, path: &str) -> bool {
        let Some((folder, seen)) = self.seen() else { return false };
        let (Some(build), Some(dockerfile)) = (self.build(), self.dockerfile()) else { return false };
        let inside = inside(path, &self.project_folder(), folder);
        inside.is_some_and(|path| ContextUse { project: self.project, build, dockerfile, seen }.is_generated(&path))
    }

    /// The folder that its image is built in, with what is in it.
    fn seen(&self) -> Option<(&'p Path, &'p SeenContext)> {
        let image = self.image?;
        let ContextOrigin::Folder(folder) = &image.context else { return None };
        Some((folder, self.project.contexts.get(image.context_at?)?))
    }

    /// The folder of the machine that is mounted and has a path in it.
    fn mount_of(&self, path: &Path) -> Option<&'p Mount> {
        let has = |mount: &&Mount| {
            let source = mount.host_path().filter(|source| mount.kind == MountKind::Bind && source.is_known());
            source.is_some_and(|source| clean(path).starts_with(clean(Path::new(&source.value))))
        };
        self.service.volumes.iter().find(has)
    }

    /// The pattern that excludes a path and all that is in it.
    fn exclusion_of(&self, path: &str) -> Option<Unwatched<'p>> {
        let (folder, seen) = self.seen()?;
        let file = self.project.file(seen.ignore_file?)?;
        let lines = file.ignore_file()?;
        // Where everything is excluded but for exceptions, Docker Compose forgets all but these.
        if lines.patterns().any(|pattern| !pattern.is_exception && pattern.cleaned == "*") {
            return None;
        }
        let inside = inside(path, &self.project_folder(), folder)?;
        let matcher = Matcher::new(lines);
        let verdict = matcher.verdict(&inside);
        let pattern = lines.pattern(verdict.by.filter(|_| verdict.is_excluded)?)?;
        let place = Place::new(file.id, pattern.span);
        let is_whole = !matcher.may_reinclude(verdict, &inside);
        is_whole.then(|| Unwatched::Excluded { pattern: file.source.slice(pattern.span).to_owned(), place })
    }

    /// The folder that relative paths of the project start from.
    fn project_folder(&self) -> PathBuf {
        let main = self.project.file(self.stack.main).map(|file| file.source.name()).unwrap_or_default();
        Path::new(main).parent().unwrap_or(Path::new("")).to_owned()
    }
}

/// The path of something in a folder of the project, as seen from that folder.
fn inside(path: &str, project: &Path, folder: &Path) -> Option<String> {
    let whole = clean(&project.join(path));
    let inside = whole.strip_prefix(clean(folder)).ok()?;
    Some(inside.to_string_lossy().replace('\\', "/"))
}

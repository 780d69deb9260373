//! What the layers of an image hold by the time of a step: files that COPY, ADD and RUN put there.
//!
//! Knows only what the file names: what a program writes on its own is not here. Start with
//! [`WrittenFiles`].

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use crate::model::commands::directories::joined;
use crate::model::files::copies::is_standard_directory;
use crate::model::installs::packages::Action;
use crate::model::{Build, Command, Copied, Deed, PathDeed, Shape, Step, StepId};
use crate::syntax::Word;
use crate::text::Span;

/// So many files below a directory are looked at: a file of thousands of lines costs no more than its length.
const MOST_FILES: usize = 100;

/// Where build tools keep what they download, by the name of the tool.
const BUILD_CACHES: &[(&str, &str)] =
    &[("mvn", ".m2"), ("mvnw", ".m2"), ("gradle", ".gradle"), ("gradlew", ".gradle"), ("npm", ".npm")];

/// Files by path, each with the step that wrote it last.
#[derive(Debug, Default)]
pub struct WrittenFiles<'a> {
    entries: BTreeMap<String, Written<'a>>,
}

/// A file or directory that a step wrote.
#[derive(Clone, Debug)]
pub struct Written<'a> {
    /// The step.
    pub step: StepId,
    /// What wrote it.
    pub writer: Writer<'a>,
    /// Whether it is a directory with what is below, or may be.
    pub is_tree: bool,
    /// Whether it is a text or the like, by its name.
    pub is_small: bool,
}

/// What wrote a file.
#[derive(Clone, Debug)]
pub enum Writer<'a> {
    /// COPY or ADD: its source.
    Source(&'a Word),
    /// A command of a RUN.
    Command(&'a Command),
}

impl Written<'_> {
    /// Where the writer stands: the source of a COPY, or the command.
    pub fn span(&self) -> Span {
        match self.writer {
            Writer::Source(word) => word.span,
            Writer::Command(command) => command.span,
        }
    }
}

impl Written<'_> {
    /// The COPYs and ADDs among what wrote some files, each once and in order.
    pub fn copying_steps(files: &[(String, Written<'_>)]) -> Vec<StepId> {
        let copies = files.iter().filter(|(_, written)| matches!(written.writer, Writer::Source(_)));
        let mut steps: Vec<StepId> = copies.map(|(_, written)| written.step).collect();
        steps.sort_unstable();
        steps.dedup();
        steps
    }
}

impl<'a> WrittenFiles<'a> {
    /// Adds what a COPY or ADD brings.
    pub fn add_copied(&mut self, step: &Step, copied: &Copied<'a>) {
        for item in &copied.items {
            let path = item.path.clone().unwrap_or_else(|| copied.destination.clone());
            let is_tree = item.shape != Shape::File || item.path.is_none();
            let writer = Writer::Source(item.source);
            // Several sources whose names are not known share the place.
            let shares = |known: &Written<'_>| known.step == step.id && !known.is_small;
            let is_small = item.is_small() && !self.entries.get(&path).is_some_and(shares);
            self.entries.insert(path, Written { step: step.id, writer, is_tree, is_small });
        }
    }

    /// Adds what a command of a RUN writes, unless a mount keeps it out of the layer.
    pub fn add_deed(&mut self, build: &Build, step: &Step, deed: &PathDeed<'a>) {
        // What an archive brings into `/tmp` has a name that only the archive knows.
        let is_vague = deed.deep && is_standard_directory(&deed.path);
        if deed.deed == Deed::Write && !is_vague && !build.is_mounted(step, &deed.path) {
            let (writer, is_tree) = (Writer::Command(deed.command), deed.deep);
            let written = Written { step: step.id, writer, is_tree, is_small: false };
            self.entries.insert(deed.path.clone(), written);
        }
    }

    /// Adds the directories that installs of a project's dependencies fill.
    pub fn add_dependencies(&mut self, build: &'a Build, step: &Step) {
        for command in build.commands_of(step) {
            let folder = match build.manifest_install(command).map(|install| install.tool) {
                Some("npm" | "yarn" | "pnpm" | "bun") => "node_modules",
                Some("composer") => "vendor",
                Some(_) | None => continue,
            };
            let Some(directory) = build.directory_of(step, command) else { continue };
            let path = joined(&directory, folder);
            let writer = Writer::Command(command);
            self.entries.insert(path, Written { step: step.id, writer, is_tree: true, is_small: false });
        }
    }

    /// Adds what build tools keep in the home of whoever runs them.
    pub fn add_build_caches(&mut self, build: &'a Build, step: &Step) {
        for command in build.commands_of(step) {
            let Some((_, folder)) = BUILD_CACHES.iter().find(|(program, _)| command.is_any(&[program])) else {
                continue;
            };
            let path = build.home_of(step).map(|home| joined(&home, folder));
            if let Some(path) = path.filter(|path| !build.is_mounted(step, path)) {
                let writer = Writer::Command(command);
                self.entries.insert(path, Written { step: step.id, writer, is_tree: true, is_small: false });
            }
        }
    }

    /// What there is at a path whose last part may be a pattern, and below it; in the order of the paths. Of
    /// directories with very many files, the first ones.
    pub fn at_or_below(&self, path: &str) -> Vec<(&str, &Written<'a>)> {
        let (folder, pattern) = match path.rsplit_once('/') {
            Some((folder, last)) if last.contains(['*', '?', '[']) => (folder, Some(last)),
            _ => (path.trim_end_matches('/'), None),
        };
        if folder.contains(['*', '?', '[']) {
            return Vec::new();
        }
        let below = format!("{folder}/");
        let range = self.entries.range::<str, _>((Bound::Included(below.as_str()), Bound::Unbounded));
        let range = range.take_while(|(path, _)| path.starts_with(&below)).take(MOST_FILES);
        let inner = range.filter(|(path, _)| {
            let first = path.get(below.len()..).and_then(|rest| rest.split('/').next()).unwrap_or_default();
            pattern.is_none_or(|pattern| matches(pattern, first))
        });
        let itself = self.entries.get_key_value(folder);
        let itself = itself.filter(|(_, written)| pattern.is_none() || pattern == Some("*") && written.is_tree);
        itself.into_iter().chain(inner).map(|(path, written)| (path.as_str(), written)).collect()
    }

    /// What an earlier step wrote, and a deed of this step changes.
    pub fn touched(&self, deed: &PathDeed<'_>, step: &Step) -> Vec<(String, Written<'a>)> {
        let is_pattern = deed.path.contains('*');
        let found = self.at_or_below(&deed.path).into_iter().filter(|(path, written)| {
            let is_meant = deed.deep || (*path == deed.path || is_pattern) && !written.is_tree;
            is_meant && written.step != step.id
        });
        found.map(|(path, written)| (path.to_owned(), written.clone())).collect()
    }

    /// Forgets a path.
    pub fn forget(&mut self, path: &str) {
        self.entries.remove(path);
    }

    /// Forgets the directories around a path that the same step filled: it cleans up in them.
    pub fn forget_around(&mut self, path: &str, step: StepId) {
        let mut around = path;
        while let Some((folder, _)) = around.rsplit_once('/') {
            if self.entries.get(folder).is_some_and(|written| written.step == step && written.is_tree) {
                self.entries.remove(folder);
            }
            around = folder;
        }
    }
}

/// The distribution's packages that the steps of an image have installed, each with its place.
#[derive(Debug, Default)]
pub struct InstalledPackages {
    places: HashMap<String, Span>,
}

impl InstalledPackages {
    /// Adds what a step installs and keeps.
    pub fn add(&mut self, build: &Build, step: &Step) {
        self.places.extend(build.kept_packages(step).into_iter().map(|package| (package.name, package.word.span)));
        for order in build.orders_of(step).filter(|order| order.action == Action::Install) {
            self.places.extend(order.virtual_package().map(|name| (name, order.command.span)));
        }
    }

    /// The first order of a step that removes some of the packages: its command, the packages and their places.
    pub fn removed_by<'a>(&self, build: &'a Build, step: &Step) -> Option<(&'a Command, Vec<(String, Span)>)> {
        let removals = build.orders_of(step).filter(|order| order.action == Action::Remove);
        let found = removals.map(|order| {
            let places = order.package_names().filter_map(|name| Some((name.clone(), *self.places.get(&name)?)));
            (order.command, places.collect::<Vec<_>>())
        });
        found.into_iter().find(|(_, packages)| !packages.is_empty())
    }
}

/// Whether a name fits a pattern of at most one `*`; of others nothing is known.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) if !end.contains(['*', '?', '[']) && !start.contains(['?', '[']) => {
            name.len() >= start.len() + end.len()
                && name.starts_with(start)
                && name.ends_with(end)
                && (!start.is_empty() || !name.starts_with('.'))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{WrittenFiles, matches};
    use crate::model::{NoContext, Project};
    use crate::text::Source;

    #[test]
    fn names_fit_patterns() {
        for (pattern, name, fits) in
            [("*", "a", true), ("*", ".a", false), ("*.sh", "a.sh", true), ("a*", "b", false), ("[ab]*", "a", false)]
        {
            assert_eq!(matches(pattern, name), fits, "{pattern} {name}");
        }
    }

    #[test]
    fn files_are_found_below_directories() {
        let text = "FROM debian\nCOPY a.sh /tmp/\nCOPY b.sh /tmp/x/b.sh\nCOPY src /tmpfiles\nRUN curl -o /tmp/c.tgz https://x.org";
        let source = Source::new("Dockerfile", text.as_bytes().to_vec());
        let project = Project::of_dockerfiles(vec![source], &NoContext);
        let build = &project.builds[0];
        let mut files = WrittenFiles::default();
        for step in &build.steps {
            build.copied(step).iter().for_each(|copied| files.add_copied(step, copied));
            build.deeds_of(step).iter().for_each(|deed| files.add_deed(build, step, deed));
        }
        for (path, found) in [
            ("/tmp", &["/tmp/a.sh", "/tmp/c.tgz", "/tmp/x/b.sh"][..]),
            ("/tmp/*.sh", &["/tmp/a.sh"]),
            ("/tmp/x", &["/tmp/x/b.sh"]),
            ("/tmpfiles", &["/tmpfiles"]),
            ("/tmp/d", &[]),
        ] {
            let paths: Vec<&str> = files.at_or_below(path).into_iter().map(|(path, _)| path).collect();
            assert_eq!(paths, found, "{path}");
        }
    }
}

//! What an ignore file lacks: names that no image wants, that are in the tree or soon will be, and that a COPY takes along
//! with the folder around them.
//!
//! Never what a COPY names, what an exception speaks of, or what a command of the build needs. Start with
//! [`IgnoreUse::missing_patterns`].

use super::evidence::{Evidence, joined};
use super::in_use::is_proven;
use super::{IgnoreKind, IgnoreUse};
use crate::knowledge::ignored_paths::{
    Group, IGNORED_PATHS, IgnoredPath, ignored_path_of, is_for_trying, is_named_for_data, name_fits,
};
use crate::knowledge::secrets::is_secret_file;
use crate::model::rebuild::{ContextPath, ContextRead};
use crate::model::{Build, Command, FileId, Step};
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::dockerignore::Matcher;
use crate::text::Place;

/// So many paths are listed of one name.
const MOST_PATHS: usize = 8;

/// Programs that look at the history, or run what may.
const READERS_OF_HISTORY: &[&str] = &[
    "bash",
    "bazel",
    "cmake",
    "git",
    "go",
    "goreleaser",
    "gradle",
    "gradlew",
    "just",
    "mage",
    "make",
    "mvn",
    "mvnw",
    "sh",
    "task",
    "xx-go",
];

/// Packages that take the version from the history.
const VERSIONERS: &[&str] = &[
    "hatch-vcs",
    "pbr",
    "poetry-dynamic-versioning",
    "setuptools-scm",
    "setuptools_scm",
    "shadow-rs",
    "vergen",
    "versioneer",
];

/// A line that an ignore file lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingPattern {
    /// The line.
    pub line: String,
    /// The name.
    pub name: &'static str,
    /// What it is.
    pub group: Group,
    /// A path that it would keep out.
    pub path: String,
    /// Whether that is there already.
    pub exists: bool,
    /// The COPY that takes it.
    pub taken_by: Place,
}

/// Whether nothing is left of a path, neither itself nor what would lie in it.
pub(super) fn is_emptied(matcher: &Matcher, path: &str) -> bool {
    matcher.walked(&joined(path, "x")).is_excluded
}

/// What builds take of a context.
#[derive(Clone, Debug)]
pub struct Taker {
    reads: Vec<(FileId, ContextRead)>,
}

impl Taker {
    /// Whether something takes a path along with a folder around it, and nothing names it.
    pub(super) fn takes_along(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or_default();
        self.by(path).is_some() && !self.names(name)
    }

    /// Whether something takes a path, alone or with a folder around it.
    pub fn takes(&self, path: &str) -> bool {
        self.by(path).is_some()
    }

    /// Whether all that is taken is known.
    pub(super) fn is_known(&self) -> bool {
        self.reads.iter().all(|(_, read)| read.pattern.is_some())
    }

    fn by(&self, path: &str) -> Option<Place> {
        let path = ContextPath::parse(path)?;
        let found = self.reads.iter().find(|(_, read)| read.sees(&path) == Some(true));
        found.map(|(file, read)| Place::new(*file, read.span))
    }

    /// Whether something that is copied is called so, or lies in a folder that is.
    pub(super) fn names(&self, name: &str) -> bool {
        let patterns = self.reads.iter().filter_map(|(_, read)| read.pattern.as_ref());
        let mut paths = patterns.map(|pattern| pattern.plain().to_string());
        paths.any(|path| path.split('/').any(|part| name_fits(name, part)))
    }
}

impl<'p> IgnoreUse<'p> {
    /// What its builds take; ask it for many paths.
    pub fn taker(&self) -> Taker {
        Taker { reads: self.reads() }
    }

    /// What COPY and ADD take, without the mounts of RUN, which leave nothing in the image.
    fn copies(&self) -> Vec<(FileId, ContextRead)> {
        let copies = |build: &'p Build| {
            let is_copy = |step: &&Step| build.instruction(step).is_some_and(|it| !matches!(it.kind, Kind::Run(_)));
            let reads = build.steps.iter().filter(is_copy).flat_map(|step| build.context_reads(step));
            reads.map(|read| (build.file, read)).collect::<Vec<_>>()
        };
        self.builds().flat_map(copies).collect()
    }

    /// Whether what the builds copy is known, and there are any.
    pub fn is_use_known(&self) -> bool {
        self.builds().next().is_some() && self.taker().is_known()
    }

    /// The lines that it lacks, in the order of their groups, each once.
    pub fn missing_patterns(&self) -> Vec<MissingPattern> {
        let Some(tree) = self.tree() else { return Vec::new() };
        let taker = Taker { reads: self.copies() };
        let (evidence, matcher) = (Evidence::of(tree), self.matcher());
        let general = self.other(".dockerignore").filter(|_| self.kind == IgnoreKind::Specific);
        let general = general.map(|tree| Matcher::new(&tree)).unwrap_or_default();
        let mut found: Vec<MissingPattern> = Vec::new();
        for row in IGNORED_PATHS.iter().filter(|row| self.is_wanted(row, &taker)) {
            let is_left = |path: &String| {
                // What only the general file excludes is told where the two are compared.
                let is_excluded = is_emptied(&matcher, path) || is_emptied(&general, path);
                !is_excluded && !is_for_trying(path)
            };
            let expected = evidence.expected(row);
            let is_meant = |path: &String| match row.proof {
                Some(_) => self.context().is_some_and(|context| is_proven(context, row, path)),
                None => !row.is_common_word() || expected.contains(path),
            };
            let there = evidence.named(row).map(|path| (path, true));
            let all = there.chain(expected.iter().map(|path| (path.clone(), false))).filter(|(path, _)| is_left(path));
            let most = if row.is_common_word() { MOST_PATHS } else { 1 };
            for (path, exists) in all.take(most) {
                let line = row.line(&path);
                let is_new = !found.iter().any(|known| known.line == line) && is_meant(&path);
                let Some(taken_by) = taker.by(&path).filter(|_| is_new) else { continue };
                found.push(MissingPattern { line, name: row.name, group: row.group, path, exists, taken_by });
            }
        }
        found
    }

    /// What only the general file excludes, where this file takes its place: lines about credentials, history, what is
    /// installed and the data of services, and a COPY takes the same along.
    pub fn shadowed_patterns(&self) -> Vec<String> {
        let general = self.other(".dockerignore").filter(|_| self.kind == IgnoreKind::Specific);
        let Some(general) = general else { return Vec::new() };
        let (excluded, own, taker) = (Matcher::new(&general), self.matcher(), self.taker());
        let mut found: Vec<String> = Vec::new();
        for pattern in general.patterns().filter(|pattern| !pattern.is_exception) {
            let path = pattern.cleaned.replace("**/", "").replace('*', "");
            let row = ignored_path_of(pattern.name());
            let is_grave = row.is_some_and(|row| row.group < Group::Output)
                || is_named_for_data(pattern.name()) && !is_for_trying(&path)
                || is_secret_file(&path).is_some_and(|secret| secret.certain);
            let differs = excluded.verdict(&path).is_excluded && !own.verdict(&path).is_excluded;
            let is_spoken_of = self.lines.patterns().any(|own| own.is_exception && own.name() == pattern.name());
            if is_grave && differs && !is_spoken_of && taker.takes_along(&path) && !found.contains(&pattern.cleaned) {
                found.push(pattern.cleaned.clone());
            }
        }
        found
    }

    /// The largest files of so many bytes that a COPY takes along with a folder.
    pub fn large_files_taken(&self, least: u64, most: usize) -> Vec<(String, u64)> {
        let Some(tree) = self.tree() else { return Vec::new() };
        let taker = self.taker();
        let large =
            tree.largest(most).into_iter().filter_map(|id| Some((tree.path(id), tree.entry(id)?.received.bytes)));
        large.filter(|(path, bytes)| *bytes >= least && taker.takes_along(path)).collect()
    }

    /// Whether nothing in the builds needs a name, and nobody has thought of it.
    fn is_wanted(&self, row: &IgnoredPath, taker: &Taker) -> bool {
        let commands = || self.builds().flat_map(|build| &build.commands).map(|command| command.program.value.as_str());
        let is_made = row.tools.is_empty() || commands().any(|name| row.tools.contains(&name));
        let sample = row.sample();
        let mut exceptions = self.lines.patterns().filter(|pattern| pattern.is_exception);
        let is_excepted = exceptions
            .any(|it| it.cleaned.split('/').any(|part| !matches!(part, "*" | "**") && name_fits(part, &sample)));
        // A pattern for the root alone is told of as such.
        let is_there = self.lines.patterns().any(|it| !it.is_exception && it.cleaned == row.name);
        let needs_history = row.group == Group::VersionControl && self.may_need_history();
        let is_wanted = is_made && !is_excepted && !is_there;
        is_wanted && !needs_history && !taker.names(row.name)
    }

    /// Whether a command of the builds may look at the history: Git, what calls it, and whatever nobody can see into.
    fn may_need_history(&self) -> bool {
        let mut commands = self.builds().flat_map(|build| &build.commands);
        let looks = |command: &Command| {
            let calls = READERS_OF_HISTORY.contains(&command.program.value.as_str()) || command.has_arg("git");
            calls
                || command.program_path.starts_with('.')
                || command.known_args().flatten().any(|it| it.ends_with(".sh"))
        };
        commands.any(looks) || self.is_versioned_by_git()
    }

    /// Whether a manifest takes the version from the history.
    fn is_versioned_by_git(&self) -> bool {
        let Some(context) = self.context() else { return false };
        let files = ["pyproject.toml", "setup.py", "setup.cfg", "Cargo.lock"];
        let texts = files.iter().filter_map(|name| context.read(name));
        texts.into_iter().any(|text| VERSIONERS.iter().any(|maker| text.contains(maker)))
    }
}

//! Contexts and ignore files with the builds that use them: what rules about them are asked for.
//!
//! [`ContextUse`] is a build with what it sees; [`IgnoreUse`] is an ignore file with every build that obeys it. Both are
//! views of a [`Project`] and hold nothing themselves.

use std::sync::Arc;

use super::evidence::Evidence;
use super::{BuildContext, ContextTree, IgnoreKind, SharedContext, Sought};
use crate::knowledge::ignored_paths::{Group, IGNORED_PATHS, IgnoredPath, is_for_trying};
use crate::model::rebuild::ContextRead;
use crate::model::{Build, File, FileId, FileKind, Project, Step};
use crate::syntax::dockerignore::{self, Dockerignore, Matcher};
use crate::text::{Place, Source, Span};

/// A context that builds of a project see.
#[derive(Clone, Debug)]
pub struct SeenContext {
    /// What is in it.
    pub context: SharedContext,
    /// The ignore file that is obeyed in it, among the files of the project.
    pub ignore_file: Option<FileId>,
}

/// A build with what it sees.
#[derive(Clone, Copy, Debug)]
pub struct ContextUse<'p> {
    /// Everything that is looked at together.
    pub project: &'p Project,
    /// The build.
    pub build: &'p Build,
    /// Its Dockerfile.
    pub dockerfile: &'p File,
    /// What it sees.
    pub seen: &'p SeenContext,
}

impl<'p> ContextUse<'p> {
    /// The builds of a project's own Dockerfiles whose context is known.
    pub fn all(project: &'p Project) -> impl Iterator<Item = Self> {
        project.builds.iter().filter_map(move |build| Self::of(project, build))
    }

    /// One of them.
    pub fn of(project: &'p Project, build: &'p Build) -> Option<Self> {
        let dockerfile = project.file(build.file).filter(|file| file.is_looked_at())?;
        let seen = project.contexts.get(build.context?)?;
        Some(Self { project, build, dockerfile, seen })
    }

    /// The files of the context.
    pub fn context(&self) -> &'p dyn BuildContext {
        self.seen.context.as_ref()
    }

    /// All that is in it, as the builder receives it; `None` where that is not known.
    pub fn tree(&self) -> Option<&'p ContextTree> {
        self.context().tree()
    }

    /// What its steps read, with the steps.
    pub fn reads(&self) -> impl Iterator<Item = (&'p Step, ContextRead)> {
        let build = self.build;
        build.steps.iter().flat_map(move |step| build.context_reads(step).into_iter().map(move |read| (step, read)))
    }

    /// Whether there is no doubt that the build sees this folder: somebody says so, or it has a file that the Dockerfile
    /// names.
    pub fn is_likely(&self) -> bool {
        if !self.context().is_guessed() {
            return true;
        }
        let Some(tree) = self.tree() else { return false };
        let names_something = |read: &ContextRead| {
            read.pattern.as_ref().is_some_and(|pattern| !pattern.is_whole()) && tree.sought(read) == Sought::Received
        };
        self.reads().any(|(_, read)| names_something(&read))
    }

    /// Whether nothing speaks against it: it is likely, or the Dockerfile names nothing that could be missing in it.
    pub fn is_plausible(&self) -> bool {
        let names_something =
            |(_, read): (&Step, ContextRead)| read.pattern.as_ref().is_some_and(|pattern| !pattern.is_whole());
        self.is_likely() || !self.reads().any(names_something)
    }

    /// Whether a folder is the waste that its name says, rather than one to try things out with.
    pub fn is_waste(&self, row: &IgnoredPath, path: &str) -> bool {
        is_proven(self.context(), row, path) && !is_for_trying(path)
    }

    /// The folders of packages that will be there once somebody works on the project, which the build makes anew, with the
    /// lines that exclude them.
    pub fn expected_dependencies(&self) -> Vec<(&'static IgnoredPath, String)> {
        let Some(tree) = self.tree() else { return Vec::new() };
        let evidence = Evidence::of(tree);
        let is_made = |row: &&IgnoredPath| {
            row.group == Group::Dependencies && self.build.commands.iter().any(|command| command.is_any(row.tools))
        };
        let rows = IGNORED_PATHS.iter().filter(is_made);
        let paths = rows.filter_map(|row| {
            let path = evidence.expected(row).into_iter().find(|path| !is_for_trying(path))?;
            Some((row, row.line(&path)))
        });
        paths.collect()
    }

    /// Whether the history may lie in the folder: it does, or nothing says that the folder is part of another.
    pub fn may_be_repository(&self) -> bool {
        self.tree().is_some_and(|tree| tree.find(".git").is_some())
            || !self.context().shown(".dockerignore").contains('/')
    }

    /// Where a pattern of the ignore file stands, and its text.
    pub fn pattern(&self, index: Option<usize>) -> Option<(Place, &'p str)> {
        let file = self.ignore_file()?;
        let span = file.ignore_file()?.pattern(index?)?.span;
        Some((Place::new(file.id, span), file.source.slice(span)))
    }

    /// What the ignore file is called, or would be.
    pub fn ignore_name(&self) -> String {
        match self.ignore_file() {
            Some(file) => file.source.name().to_owned(),
            None => self.context().shown(".dockerignore"),
        }
    }

    /// The ignore file that the build obeys.
    pub fn ignore_file(&self) -> Option<&'p File> {
        self.project.file(self.seen.ignore_file?)
    }
}

/// Whether the file is there without which a folder is something else of that name.
pub(super) fn is_proven(context: &dyn BuildContext, row: &IgnoredPath, path: &str) -> bool {
    row.proof.is_none_or(|proof| context.has_file(&format!("{path}/{proof}")))
}

/// An ignore file with the builds that obey it.
#[derive(Clone, Copy, Debug)]
pub struct IgnoreUse<'p> {
    /// Everything that is looked at together.
    pub project: &'p Project,
    /// The ignore file.
    pub file: &'p File,
    /// Its lines.
    pub lines: &'p Dockerignore,
    /// Whether it is of one Dockerfile alone.
    pub kind: IgnoreKind,
    seen: Option<&'p SeenContext>,
}

impl<'p> IgnoreUse<'p> {
    /// The ignore file of a project that is about one.
    pub fn of(project: &'p Project) -> Option<Self> {
        let file = project.files.first().filter(|file| !file.is_neighbour)?;
        let FileKind::Ignore(lines) = &file.kind else { return None };
        let name = file.source.name().rsplit(['/', '\\']).next().unwrap_or_default();
        let kind = if name == ".dockerignore" { IgnoreKind::General } else { IgnoreKind::Specific };
        Some(Self { project, file, lines: Arc::as_ref(lines), kind, seen: project.contexts.first() })
    }

    /// What is in the folder that it holds for.
    pub fn context(&self) -> Option<&'p dyn BuildContext> {
        self.seen.map(|seen| seen.context.as_ref() as &dyn BuildContext)
    }

    /// All that is in it, as the builder receives it; `None` where that is not known.
    pub fn tree(&self) -> Option<&'p ContextTree> {
        self.context()?.tree()
    }

    /// Whether a pattern of its [`matcher`](Self::matcher), all alone, is about anything that is there: its number
    /// counts from 0. `None` where that is not known: the tree is not, or a directory was not looked into.
    pub fn is_about_something(&self, matcher: &Matcher, pattern: usize) -> Option<bool> {
        let tree = self.tree()?;
        let is_about = tree.paths().any(|(_, path)| matcher.fits(pattern, &path));
        let is_whole = tree.unlisted() == 0 && tree.unread().is_empty() && !tree.is_cut();
        (is_about || is_whole).then_some(is_about)
    }

    /// Its patterns, ready for paths.
    pub fn matcher(&self) -> Matcher {
        Matcher::new(self.lines)
    }

    /// Whether all that is in the folder is known, but for what is excluded.
    pub fn is_tree_whole(&self) -> bool {
        self.tree().is_some_and(|tree| tree.unread().is_empty() && !tree.is_cut())
    }

    /// What the builds that obey it read of the folder, and the Dockerfiles that say so.
    pub fn reads(&self) -> Vec<(FileId, ContextRead)> {
        let reads = |build: &'p Build| {
            let reads = build.steps.iter().flat_map(|step| build.context_reads(step));
            reads.map(|read| (build.file, read)).collect::<Vec<_>>()
        };
        self.builds().flat_map(reads).collect()
    }

    /// The ignore file of some other name in the folder that it holds for.
    pub fn other(&self, name: &str) -> Option<Dockerignore> {
        let bytes = self.context()?.read_ignore_file(name)?;
        Some(dockerignore::parse(Source::new(name, bytes).text()).tree)
    }

    /// Where is told what it lacks: its first pattern, or its start.
    pub fn head(&self) -> Span {
        self.lines.patterns().next().map_or(Span::at(0), |pattern| pattern.span)
    }

    /// The builds that obey it, as far as they are known.
    pub fn builds(&self) -> impl Iterator<Item = &'p Build> {
        self.project.builds.iter().filter(|build| build.context == Some(0))
    }

    /// Whether all builds that were found are others': it is obeyed by none of them.
    pub fn is_obeyed_by_none(&self) -> bool {
        let has_others = self.strangers().next().is_some() || self.project.has_builds_below;
        self.builds().next().is_none() && has_others
    }

    /// The builds that do not obey it, since their context is elsewhere: those of Dockerfiles beside it; of others where
    /// all builds are known, and none obeys it.
    pub fn strangers(&self) -> impl Iterator<Item = &'p Build> {
        self.project.builds.iter().filter(|build| build.context.is_none())
    }

    /// Whether the Dockerfile of a build lies beside it.
    pub fn is_beside(&self, build: &Build) -> bool {
        let folder = |file: &'p File| file.source.name().rsplit_once(['/', '\\']).map(|(folder, _)| folder);
        self.project.file(build.file).is_some_and(|dockerfile| folder(dockerfile) == folder(self.file))
    }
}

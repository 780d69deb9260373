//! A context without what its ignore file excludes: what a build can read.

use super::{BuildContext, ContextTree, IgnoreFile};
use crate::syntax::dockerignore::Matcher;
use crate::text::clean_path;

/// A context as the builder receives it. Asks the patterns alone: nothing is listed.
#[derive(Debug)]
pub(in crate::model) struct Received<'a> {
    context: &'a dyn BuildContext,
    matcher: Matcher,
}

impl<'a> Received<'a> {
    pub(in crate::model) fn of(context: &'a dyn BuildContext) -> Self {
        let matcher = context.ignore_file().map(|file| file.matcher()).unwrap_or_default();
        Self { context, matcher }
    }

    fn has(&self, path: &str) -> bool {
        self.matcher.is_empty() || !self.matcher.walked(&clean_path(path)).is_excluded
    }
}

impl BuildContext for Received<'_> {
    fn read(&self, path: &str) -> Option<String> {
        self.context.read(path).filter(|_| self.has(path))
    }

    fn has_file(&self, path: &str) -> bool {
        self.has(path) && self.context.has_file(path)
    }

    fn has_above(&self, path: &str) -> Option<bool> {
        self.context.has_above(path)
    }

    fn read_ignore_file(&self, path: &str) -> Option<Vec<u8>> {
        self.context.read_ignore_file(path)
    }

    fn ignore_file(&self) -> Option<IgnoreFile> {
        self.context.ignore_file()
    }

    fn is_guessed(&self) -> bool {
        self.context.is_guessed()
    }

    fn is_executable(&self, path: &str) -> Option<bool> {
        self.context.is_executable(path)
    }

    fn shown(&self, path: &str) -> String {
        self.context.shown(path)
    }

    fn tree(&self) -> Option<&ContextTree> {
        self.context.tree()
    }
}

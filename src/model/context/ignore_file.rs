//! Which ignore file applies to a build.
//!
//! Podman reads `.containerignore` before `.dockerignore`; Docker, which is followed here, never does.
//! Source: <https://docs.docker.com/build/concepts/context/#filename-and-location>

use super::BuildContext;
use crate::syntax::dockerignore::{self, Dockerignore, Matcher};
use crate::syntax::{Parsed, Problem};
use crate::text::Source;

/// The ignore file at the root of a context.
const GENERAL: &str = ".dockerignore";

/// An ignore file that a build obeys.
#[derive(Clone, Debug)]
pub struct IgnoreFile {
    /// Where it is, relative to the context's root.
    pub path: String,
    /// Whose it is.
    pub kind: IgnoreKind,
    /// Its text.
    pub source: Source,
    /// Its lines.
    pub tree: Dockerignore,
    /// What BuildKit refuses in it.
    pub problems: Vec<Problem>,
}

/// Whose ignore file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IgnoreKind {
    /// `api.Dockerfile.dockerignore` beside `api.Dockerfile`: of this Dockerfile alone, in place of the general one.
    Specific,
    /// `.dockerignore` at the root of the context.
    General,
    /// Named by the user, in place of both.
    Given,
}

impl IgnoreFile {
    /// Reads its bytes; `name` is the path as it is shown.
    pub fn new(path: String, name: &str, kind: IgnoreKind, bytes: Vec<u8>) -> Self {
        let source = Source::new(name, bytes);
        let Parsed { tree, problems } = dockerignore::parse(source.text());
        Self { path, kind, source, tree, problems }
    }

    /// Its patterns, ready for paths.
    pub fn matcher(&self) -> Matcher {
        Matcher::new(&self.tree)
    }

    /// The line that a pattern stands on, and its text as it is written.
    pub fn pattern(&self, index: usize) -> Option<(u32, &str)> {
        let pattern = self.tree.pattern(index)?;
        Some((self.source.position(pattern.span.start).line, self.source.slice(pattern.span)))
    }
}

/// The ignore file that a build obeys: the Dockerfile's own, even an empty one, or else the context's. The Dockerfile's
/// path is relative to the context's root; `None`: it is on standard input, or inline.
pub fn ignore_file_for(context: &dyn BuildContext, dockerfile: Option<&str>) -> Option<IgnoreFile> {
    let specific = dockerfile.map(|path| (format!("{path}{GENERAL}"), IgnoreKind::Specific));
    let candidates = specific.into_iter().chain([(GENERAL.to_owned(), IgnoreKind::General)]);
    candidates.into_iter().find_map(|(path, kind)| {
        let bytes = context.read_ignore_file(&path)?;
        Some(IgnoreFile::new(path.clone(), &path, kind, bytes))
    })
}

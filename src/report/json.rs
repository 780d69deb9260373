//! The report for programs: JSON, versioned.
//!
//! The types here are its documentation; `docs/json.md` says the same in prose. A field is never renamed or
//! removed without a new [`VERSION`]; new fields may come at any time.

use serde::Serialize;

use super::{Run, Summary, source};
use crate::lint::{Category, Checked, Diagnostic, Fix, Label, Safety, Severity};
use crate::model::FileId;
use crate::text::{Source, Span};

/// The version of the format.
pub const VERSION: u32 = 1;

/// The whole report.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    /// The version of the format: [`VERSION`].
    pub version: u32,
    /// What wrote it.
    pub tool: Tool,
    /// How many findings there are.
    pub summary: Summary,
    /// The findings, sorted by file and place.
    pub diagnostics: Vec<Finding<'a>>,
    /// What could not be checked.
    pub gaps: Vec<Gap<'a>>,
}

/// What wrote a report.
#[derive(Debug, Serialize)]
pub struct Tool {
    /// `plimsoll`
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// A finding.
#[derive(Debug, Serialize)]
pub struct Finding<'a> {
    /// The rule's name.
    pub rule: &'static str,
    /// `correctness`, `security`, `reproducibility`, `efficiency`, `operations` or `style`.
    pub category: Category,
    /// `error`, `warning` or `info`.
    pub severity: Severity,
    /// What is wrong here: one clause, the user's text in backticks.
    pub message: &'a str,
    /// What is said at the place itself; `null` where the message says it all.
    pub note: Option<&'a str>,
    /// What to do; `null` where the message says it all.
    pub help: Option<&'a str>,
    /// The names that other tools give to this very finding.
    pub aliases: &'a [&'static str],
    /// The file's path, with `/`, as it was given or found.
    pub file: &'a str,
    /// The first character of the place.
    pub start: Place,
    /// Just after the last character of the place.
    pub end: Place,
    /// Other places that explain it.
    pub labels: Vec<OtherPlace<'a>>,
    /// An edit that mends it; `null` where there is none.
    pub fix: Option<Mend<'a>>,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode code points, from 1.
    pub column: u32,
    /// Offset in bytes, from 0.
    pub offset: u32,
}

/// A place that explains a finding.
#[derive(Debug, Serialize)]
pub struct OtherPlace<'a> {
    /// What is there.
    pub text: &'a str,
    /// The file it is in.
    pub file: &'a str,
    /// Its first character.
    pub start: Place,
    /// Just after its last character.
    pub end: Place,
}

/// An edit that mends a finding.
#[derive(Debug, Serialize)]
pub struct Mend<'a> {
    /// What it does.
    pub title: &'a str,
    /// `safe`: `--fix` applies it; `unsafe`: only `--fix --unsafe-fixes` does.
    pub safety: Safety,
    /// Replacements in the finding's file: sorted, disjoint, all of the file as it was read.
    pub edits: Vec<Replacement<'a>>,
}

/// A replacement of bytes.
#[derive(Debug, Serialize)]
pub struct Replacement<'a> {
    /// Offset of the first byte that goes.
    pub start: u32,
    /// Offset just after the last byte that goes; equal to `start` where text is inserted.
    pub end: u32,
    /// What stands there afterwards.
    pub text: &'a str,
}

/// Something that could not be checked.
#[derive(Debug, Serialize)]
pub struct Gap<'a> {
    /// The path.
    pub path: &'a str,
    /// Why.
    pub reason: &'a str,
}

/// Writes the report.
pub fn render(run: &Run<'_>) -> String {
    let mut text = super::to_json(&report(run));
    text.push('\n');
    text
}

/// The report as a value.
pub fn report<'a>(run: &Run<'a>) -> Report<'a> {
    let findings = |checked: &'a Checked| checked.diagnostics.iter().map(|diagnostic| finding(checked, diagnostic));
    Report {
        version: VERSION,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        summary: run.summary(),
        diagnostics: run.checked.iter().flat_map(findings).collect(),
        gaps: run.gaps.iter().map(|gap| Gap { path: &gap.path, reason: &gap.reason }).collect(),
    }
}

/// A finding with its places looked up.
fn finding<'a>(checked: &'a Checked, diagnostic: &'a Diagnostic) -> Finding<'a> {
    let (file, start, end) = place(checked, diagnostic.file, diagnostic.span);
    Finding {
        rule: diagnostic.rule.name,
        category: diagnostic.rule.category,
        severity: diagnostic.severity,
        message: &diagnostic.message,
        note: diagnostic.note.as_deref(),
        help: diagnostic.help.as_deref(),
        aliases: &diagnostic.aliases,
        file,
        start,
        end,
        labels: diagnostic.labels.iter().map(|label| other_place(checked, label)).collect(),
        fix: diagnostic.fix.as_ref().map(mend),
    }
}

/// A label with its place looked up.
fn other_place<'a>(checked: &'a Checked, label: &'a Label) -> OtherPlace<'a> {
    let (file, start, end) = place(checked, label.file, label.span);
    OtherPlace { text: &label.text, file, start, end }
}

/// A fix as plain replacements.
fn mend(fix: &Fix) -> Mend<'_> {
    let edits = fix.edits().iter();
    let edits = edits.map(|edit| Replacement { start: edit.span.start, end: edit.span.end, text: &edit.text });
    Mend { title: &fix.title, safety: fix.safety, edits: edits.collect() }
}

/// The name of a file and where a span of it starts and ends.
fn place(checked: &Checked, file: FileId, span: Span) -> (&str, Place, Place) {
    let source = source(checked, file);
    (source.map_or("", Source::name), at(source, span.start), at(source, span.end))
}

/// Line, column and offset of a byte.
fn at(source: Option<&Source>, offset: u32) -> Place {
    let position = source.map(|source| source.position(offset));
    Place { line: position.map_or(1, |at| at.line), column: position.map_or(1, |at| at.column), offset }
}

#[cfg(test)]
mod tests {
    use crate::report::samples;

    #[test]
    fn the_report_is_complete() {
        let (mut checked, settings, gaps) = samples::shop();
        checked.truncate(1);
        checked[0].diagnostics.drain(..3);
        let run = crate::report::Run { checked: &checked, settings: &settings, gaps: &gaps };
        insta::assert_snapshot!(super::render(&run), @r#"
        {
          "version": 1,
          "tool": {
            "name": "plimsoll",
            "version": "0.1.0"
          },
          "summary": {
            "files": 1,
            "errors": 0,
            "warnings": 1,
            "infos": 0,
            "fixable": 0,
            "fixable_unsafe": 1,
            "hidden": 2
          },
          "diagnostics": [
            {
              "rule": "some-rule",
              "category": "security",
              "severity": "warning",
              "message": "the image runs as root",
              "note": "this runs with uid 0",
              "help": "create a user and switch to it before CMD",
              "aliases": [
                "DL3002"
              ],
              "file": "shop/api/Dockerfile",
              "start": {
                "line": 6,
                "column": 1,
                "offset": 128
              },
              "end": {
                "line": 6,
                "column": 4,
                "offset": 131
              },
              "labels": [
                {
                  "text": "starts as root, and no USER follows",
                  "file": "shop/api/Dockerfile",
                  "start": {
                    "line": 1,
                    "column": 6,
                    "offset": 5
                  },
                  "end": {
                    "line": 1,
                    "column": 22,
                    "offset": 21
                  }
                }
              ],
              "fix": {
                "title": "create the user `app` and switch to it",
                "safety": "unsafe",
                "edits": [
                  {
                    "start": 128,
                    "end": 128,
                    "text": "RUN useradd --system --uid 10001 app\nUSER 10001:10001\n"
                  }
                ]
              }
            }
          ],
          "gaps": [
            {
              "path": "shop/db/Dockerfile",
              "reason": "`shop/db/Dockerfile` is a binary file, not a Dockerfile"
            }
          ]
        }
        "#);
    }
}

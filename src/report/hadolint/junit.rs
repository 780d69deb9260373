//! JUnit's XML: a suite for each file, a failed test for each finding.

use super::clock::Moment;
use super::xml::{PROLOGUE, attribute, content};
use super::{FileReport, Finding, LIKE};

/// The findings of all files; nothing is timed.
pub fn render(files: &[FileReport], now: u64) -> String {
    let moment = Moment::of(now);
    let suites: String = files.iter().map(suite).collect();
    let open =
        format!("<testsuites id=\"{}\" name=\"Hadolint run at {}\" time=\"0.001\"", moment.digits(), moment.words());
    let whole = if suites.is_empty() { format!("{open}/>") } else { format!("{open}>{suites}</testsuites>") };
    PROLOGUE.to_owned() + &whole
}

fn suite(file: &FileReport) -> String {
    let errors = file.findings.iter().filter(|finding| finding.is_parse_error()).count();
    let failures = file.findings.len();
    let open = format!(
        "<testsuite errors=\"{errors}\" failures=\"{failures}\" id=\"hadolint\" name=\"Hadolint {LIKE}\" time=\"0.001\""
    );
    if file.findings.is_empty() {
        return open + "/>";
    }
    let cases: String = file.findings.iter().map(|finding| case(&file.path, finding)).collect();
    format!("{open}>{cases}</testsuite>")
}

fn case(path: &str, finding: &Finding) -> String {
    let Finding { line, column, level, code, message } = finding;
    let (path, text) = (content(path), content(message));
    if finding.is_parse_error() {
        return format!(
            "<testcase id=\"hadolint.error\" name=\"{code}\" time=\"0.001\">\
             <failure message=\"parse error at line {line}, column {column}\" type=\"error\">Parse Error in {path}\n\
             Line: {line}\nColumn: {column}\nParse Error: {text}\n</failure></testcase>"
        );
    }
    let (level, message) = (level.name(), attribute(message));
    format!(
        "<testcase id=\"hadolint.rule.{code}\" time=\"0.001\"><failure id=\"{code}\" message=\"{message}\" type=\"{level}\">\
         File: {path}\nLine: {line}\nCategory: Dockerfile\n{level}: {text}\n</failure></testcase>"
    )
}

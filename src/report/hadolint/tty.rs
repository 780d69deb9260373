//! `Dockerfile:3 DL3008 warning: message`, for people.

use super::{FileReport, Finding, Level, each};
use crate::report::visible;

/// One line a finding.
pub fn render(files: &[FileReport], color: bool) -> String {
    each(files).map(|(path, finding)| line(path, finding, color)).collect()
}

fn line(path: &str, finding: &Finding, color: bool) -> String {
    let Finding { line, column, level, code, message } = finding;
    let (path, message) = (visible(path), visible(message));
    if finding.is_parse_error() {
        return format!("{path}:{line}:{column} {message}\n");
    }
    let level = if color { colored(*level) } else { level.name().to_owned() };
    format!("{path}:{line} {code} {level}: {message}\n")
}

fn colored(level: Level) -> String {
    let start = match level {
        Level::Error => "\u{1b}[1m\u{1b}[91m",
        Level::Warning => "\u{1b}[1m\u{1b}[93m",
        Level::Info => "\u{1b}[92m",
        Level::Style => "\u{1b}[96m",
        Level::Ignore => "",
    };
    format!("{start}{}\u{1b}[0m", level.name())
}

//! `hadolint:Dockerfile:3: DL3008 warning: message`, as GNU's tools and most editors read it.

use super::{FileReport, Finding, each};
use crate::report::visible;

/// One line a finding. Editors look for the program's name in front.
pub fn render(files: &[FileReport]) -> String {
    each(files).map(|(path, finding)| line(path, finding)).collect()
}

fn line(path: &str, finding: &Finding) -> String {
    let Finding { line, column, level, code, message } = finding;
    let (path, message) = (visible(path), visible(message));
    if finding.is_parse_error() {
        return format!("hadolint:{path}:{line}:{column}: {message}\n");
    }
    format!("hadolint:{path}:{line}: {code} {}: {message}\n", level.name())
}

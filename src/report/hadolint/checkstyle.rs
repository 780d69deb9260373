//! Checkstyle's XML: a `file` for each file, findings or not.

use super::xml::{PROLOGUE, attribute};
use super::{FileReport, Finding};

/// The findings of all files.
pub fn render(files: &[FileReport]) -> String {
    let files: String = files.iter().map(file).collect();
    format!("{PROLOGUE}<checkstyle version=\"4.3\">{files}</checkstyle>")
}

fn file(file: &FileReport) -> String {
    let name = attribute(&file.path);
    if file.findings.is_empty() {
        return format!("<file name=\"{name}\"/>");
    }
    let errors: String = file.findings.iter().map(error).collect();
    format!("<file name=\"{name}\">{errors}</file>")
}

/// A parse error has no source.
fn error(finding: &Finding) -> String {
    let Finding { line, column, level, code, message } = finding;
    let (message, severity) = (attribute(message), level.name());
    let source = if finding.is_parse_error() { String::new() } else { format!(" source=\"{code}\"") };
    format!("<error column=\"{column}\" line=\"{line}\" message=\"{message}\" severity=\"{severity}\"{source}/>")
}

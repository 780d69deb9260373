//! Addresses of files that are others tomorrow.

use crate::knowledge::programs::{is_interpreter, is_shell};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::downloads::{Body, Download, DownloadSource};
use crate::model::{Build, Interpreter, Stage};

/// The rule.
pub static RULE: Rule = Rule {
    name: "moving-download",
    category: Category::Reproducibility,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("moving_download.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let downloads = build.downloads_of(stage);
    for download in &downloads.all {
        let is_used = matches!(download.body, Body::File(_) | Body::Pipe | Body::Value);
        let Some(address) = download.parts().filter(|address| is_used && !address.is_private()) else { continue };
        let Some(part) = address.moving_part() else { continue };
        // The default of an argument is there to be replaced.
        if !download.written.contains(part) || is_legal_text(address.file_name()) {
            continue;
        }
        let is_run = downloads.readers(download).iter().any(|reader| {
            let name = reader.program.value.as_str();
            (is_shell(name) || is_interpreter(name)) && download.body == Body::Pipe
        });
        if is_run || downloads.is_checked(download) {
            continue;
        }
        let is_release = ["latest", "nightly"].iter().any(|word| part.contains(word)) || part == "stable.txt";
        let message = match is_release || part == address.file_name() && !address.is_code() {
            true => format!("`{part}` is another file after the next release"),
            false => format!("`{part}` is another file after the next commit"),
        };
        checker.report(download.word.span, message).help(advice(download));
    }
}

/// Texts for lawyers: which version they are does not matter.
fn is_legal_text(name: &str) -> bool {
    const NAMES: &[&str] =
        &["LICENSE", "LICENCE", "NOTICE", "COPYING", "README", "THIRD-PARTY", "THIRD_PARTY", "THIRDPARTY"];
    let upper = name.to_ascii_uppercase();
    NAMES.iter().any(|start| upper.starts_with(start))
}

fn advice(download: &Download<'_>) -> &'static str {
    match (&download.source, download.step.interpreter) {
        // What Windows images are built with knows no `--checksum`.
        (DownloadSource::Add(_), Interpreter::PowerShell | Interpreter::Cmd) => {
            "name a version or a commit in the address, and compare the sum that `Get-FileHash` tells in a RUN"
        }
        (DownloadSource::Add(_), Interpreter::Posix(_) | Interpreter::Other) => {
            "name a version or a commit in the address, and give this ADD its sum: --checksum=sha256:<sum>"
        }
        (DownloadSource::Command(_), Interpreter::PowerShell | Interpreter::Cmd) => {
            "name a version or a commit in the address, and compare the sum that `Get-FileHash` tells"
        }
        (DownloadSource::Command(_), Interpreter::Posix(_) | Interpreter::Other) => {
            "name a version or a commit in the address, and check the file with `sha256sum -c`"
        }
    }
}

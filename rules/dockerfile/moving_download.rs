//! Addresses of files that are others tomorrow.

use crate::knowledge::programs::{is_interpreter, is_shell};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::downloads::Body;
use crate::model::{Build, Stage};

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
        let is_run = downloads.readers(download).iter().any(|reader| {
            let name = reader.program.value.as_str();
            (is_shell(name) || is_interpreter(name)) && download.body == Body::Pipe
        });
        if is_run || downloads.is_checked(download) {
            continue;
        }
        let message = match part {
            _ if part.contains("latest") || part.contains("nightly") || part == "stable.txt" => {
                format!("`{part}` is another file after the next release")
            }
            _ => format!("`{part}` is another file after the next commit"),
        };
        checker
            .report(download.word.span, message)
            .help("name a version or a commit in the address, and check the file with `sha256sum -c`");
    }
}

//! Downloads for one kind of processor in images that may be built for another.

use crate::knowledge::addresses::{Address, processor_in};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::downloads::{Download, DownloadSource};
use crate::model::processors::says_processor;
use crate::model::{Build, Stage};
use crate::syntax::shell::Nesting;

/// The rule.
pub static RULE: Rule = Rule {
    name: "hard-coded-architecture",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("hard_coded_architecture.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let downloads = build.downloads_of(stage);
    let mut found: Vec<(&Download<'_>, &str)> = Vec::new();
    for download in &downloads.all {
        let Some(name) = Address::new(&download.written).and_then(|address| processor_in(address.path)) else {
            continue;
        };
        if !is_chosen(download) {
            found.push((download, name));
        }
    }
    let is_mixed =
        found.iter().any(|(_, name)| Some(canonical(name)) != found.first().map(|(_, name)| canonical(name)));
    let is_meant = says_processor(checker.file().source.name());
    if found.is_empty() || is_mixed || is_meant || build.is_for_one_processor(stage) || build.asks_for_processor(stage)
    {
        return;
    }
    for (download, name) in found {
        checker
            .report(download.word.span, format!("this file is for `{name}` whatever the image is built for"))
            .help(advice(download, name));
    }
}

/// Whether a condition stands before the download, or its address says by a variable which processor it is for.
fn is_chosen(download: &Download<'_>) -> bool {
    let is_branch = download.fetch().is_some_and(|fetch| fetch.command.placement.nesting == Nesting::Branch);
    let lower = download.written.to_ascii_lowercase();
    // What is for another system is no program of this image.
    is_branch || lower.contains("windows") || lower.contains("darwin") || lower.contains("macos")
}

/// What Docker calls a processor.
fn canonical(name: &str) -> &str {
    match name {
        "x86_64" | "x86-64" | "x64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    }
}

fn advice(download: &Download<'_>, name: &str) -> String {
    let is_add = matches!(download.source, DownloadSource::Add(_));
    match name {
        "amd64" | "arm64" => {
            format!("declare `ARG TARGETARCH` in this stage, and write `${{TARGETARCH}}` for `{name}`")
        }
        "x86_64" | "aarch64" if !is_add => format!("write `$(uname -m)` for `{name}`"),
        _ => String::from("declare `ARG TARGETARCH` in this stage, and choose the file with a `case` on it in a RUN"),
    }
}

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

/// Ends of files that are not run: signatures and checksums of others.
const BESIDE: &[&str] = &[".sig", ".asc", ".sha256", ".sha256sum", ".sha512", ".md5"];

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let downloads = build.downloads_of(stage);
    let mut found: Vec<(&Download<'_>, &str)> = Vec::new();
    for download in &downloads.all {
        let Some(address) = Address::new(&download.written) else { continue };
        let is_beside = BESIDE.iter().any(|end| address.path.ends_with(end));
        let Some(name) = processor_in(address.path).filter(|_| !is_beside) else { continue };
        if !is_chosen(download) {
            found.push((download, name));
        }
    }
    let is_mixed =
        found.iter().any(|(_, name)| Some(canonical(name)) != found.first().map(|(_, name)| canonical(name)));
    let is_meant = says_processor(checker.file().source.name());
    if found.is_empty()
        || is_mixed
        || is_meant
        || build.is_for_one_processor(stage)
        || build.target_stage().is_some_and(|target| build.is_for_one_processor(target))
        || build.asks_for_processor(stage)
        || build.holds_parts_for_one_processor()
    {
        return;
    }
    // The image that the containers have is that of the target, wherever the file is downloaded.
    let target = build.target_stage().and_then(|target| build.lineage(target).last()).unwrap_or(stage);
    let image = build.from_image(target).map_or("IMAGE", |word| word.raw.as_str());
    for (download, name) in found {
        let instead =
            format!("; or, if there is no such file for others: FROM --platform=linux/{} {image}", canonical(name));
        let finding = checker
            .report(download.word.span, format!("this file is for `{name}` whatever the image is built for"))
            .help(advice(build, download, name) + &instead);
        if let Some(span) = build.definition_with(download.step, download.word, name) {
            finding.label(span, format!("`{name}` stands here"));
        }
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
        "i386" | "i686" => "386",
        "armv7" | "armhf" => "arm/v7",
        other => other,
    }
}

/// Programs that compare a file with its checksum, which is another one for each processor.
const SUMS: &[&str] = &["sha1sum", "sha256sum", "sha384sum", "sha512sum", "shasum", "md5sum", "b2sum"];

/// How to choose the file: by the name that BuildKit gives where the address has that very name, else by a `case`.
fn advice(build: &Build, download: &Download<'_>, name: &str) -> String {
    let docker = canonical(name);
    let is_checked = build.commands_of(download.step).iter().any(|command| command.is_any(SUMS));
    if processor_in(&download.written.replace(name, "")).is_some() {
        return "declare `ARG TARGETARCH` in this stage, and choose the address by it".to_owned();
    }
    if docker == name && !is_checked {
        return format!("declare `ARG TARGETARCH` in this stage, and write `${{TARGETARCH}}` for `{name}`");
    }
    let sum = if is_checked { " sum=SUM" } else { "" };
    let other = if docker == "arm64" { "amd64" } else { "arm64" };
    let place = match download.source {
        DownloadSource::Add(_) => "download it in a RUN, with",
        DownloadSource::Command(_) => "begin this RUN with",
    };
    let docker = docker.split('/').next().unwrap_or(docker);
    format!(
        "declare `ARG TARGETARCH` in this stage, and {place} `case \"$TARGETARCH\" in {docker}) name={name}{sum} ;; {other}) name=NAME{sum} ;; *) exit 1 ;; esac`, and write `${{name}}` for `{name}`"
    )
}

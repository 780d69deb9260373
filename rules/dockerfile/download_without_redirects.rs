//! curl that stops at the first answer where that only names another address.

use std::collections::HashMap;

use crate::knowledge::programs::{is_interpreter, is_shell};
use crate::lint::edits::Edits;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::Build;
use crate::model::downloads::{Body, Download, Downloads, Fetch, Program};
use crate::text::{Edit, Span};

/// The rule.
pub static RULE: Rule = Rule {
    name: "download-without-redirects",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("download_without_redirects.md"),
    check: Check::Build(check),
};

/// Options that follow redirects, or make a request that none is expected of.
const OTHERWISE: &[&str] = &[
    "L",
    "location",
    "location-trusted",
    "d",
    "data",
    "F",
    "form",
    "json",
    "X",
    "request",
    "w",
    "write-out",
    "I",
    "head",
];

/// How many other places a finding shows.
const MOST_LABELS: usize = 20;

/// The downloads of a file from one server.
struct Finding {
    host: String,
    redirects: bool,
    spans: Vec<Span>,
    /// `None` where one of them cannot be mended.
    edits: Option<Vec<Edit>>,
    advice: &'static str,
}

fn check(build: &Build, checker: &mut Checker<'_>) {
    let mut found: Vec<Finding> = Vec::new();
    let mut last = None;
    let mut places: HashMap<(String, bool), usize> = HashMap::new();
    let all: Vec<_> = build.stages.iter().map(|stage| build.downloads_of(stage)).collect();
    for downloads in &all {
        for download in &downloads.all {
            let Some(fetch) = download.fetch().filter(|fetch| fetch.program == Program::Curl) else { continue };
            let Some(address) = download.parts() else { continue };
            let is_used = matches!(download.body, Body::File(_) | Body::Pipe | Body::Value);
            let is_web = address.is_encrypted.is_some() && !address.is_private();
            if last == Some(fetch.command.span) || !is_used || !is_web || fetch.has(OTHERWISE) || fetch.is_vague() {
                continue;
            }
            last = Some(fetch.command.span);
            let (host, redirects) = (address.host.to_owned(), address.redirects());
            let at = *places.entry((host.clone(), redirects)).or_insert(found.len());
            if at == found.len() {
                let advice = advice(downloads, download);
                found.push(Finding { host, redirects, spans: Vec::new(), edits: Some(Vec::new()), advice });
            }
            let Some(finding) = found.get_mut(at) else { continue };
            finding.spans.push(fetch.command.program.span);
            match (following(checker.edits(), fetch), &mut finding.edits) {
                (Some(edit), Some(edits)) => edits.push(edit),
                (_, edits) => *edits = None,
            }
        }
    }
    found.into_iter().for_each(|finding| report(finding, checker));
}

fn report(finding: Finding, checker: &mut Checker<'_>) {
    let Finding { host, redirects, spans, edits, advice } = finding;
    let Some((first, others)) = spans.split_first() else { return };
    let message = match redirects {
        true => format!("`{host}` answers with another address, which `curl` without `-L` does not follow"),
        false => format!("`curl` without `-L` gets nothing of use if `{host}` answers with another address"),
    };
    let (severity, profile, safety) = match redirects {
        true => (RULE.severity, RULE.profile, Safety::Safe),
        false => (Severity::Info, Profile::Strict, Safety::Unsafe),
    };
    let reported = checker.report(*first, message).severity(severity).from_profile(profile).help(advice);
    let reported = others.iter().take(MOST_LABELS).fold(reported, |reported, span| reported.label(*span, "here too"));
    reported.fix(safety, "follow redirects", edits.unwrap_or_default());
}

/// What follows redirects; those of scripts and keys stay encrypted.
fn advice(downloads: &Downloads<'_>, download: &Download<'_>) -> &'static str {
    let readers = downloads.readers(download);
    let is_run = readers.iter().any(|reader| is_shell(&reader.program.value) || is_interpreter(&reader.program.value));
    let is_key = readers.iter().any(|reader| reader.is_any(&["gpg", "gpg2", "apt-key", "rpm"]))
        || download.file().is_some_and(|path| [".asc", ".gpg", ".key"].iter().any(|end| path.ends_with(end)));
    match is_run || is_key {
        true => "curl --proto '=https' -L: it then follows, and never to an address without encryption",
        false => "curl -L",
    }
}

/// Adds `-L`, to the first options where they are letters.
fn following(edits: Edits<'_>, fetch: &Fetch<'_>) -> Option<Edit> {
    let cluster = fetch.options.iter().find(|option| {
        // A letter behind `-s$X` would become part of the variable's name.
        let is_written = option.word.known().is_some();
        let is_letters = is_written && option.word.raw.starts_with('-') && !option.word.raw.starts_with("--");
        let takes_value = fetch.options.iter().any(|it| it.word.span == option.word.span && it.value.is_some());
        is_letters && !takes_value
    });
    if let Some(option) = cluster {
        return Some(edits.insert_after(option.word.span, "L"));
    }
    let is_long = fetch.options.iter().any(|option| option.word.raw.starts_with("--"));
    let argument = if is_long { "--location" } else { "-L" };
    edits.add_argument(fetch.command, fetch.command.program.span, argument)
}

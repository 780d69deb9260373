//! curl that stops at the first answer where that only names another address.

use crate::lint::edits::Edits;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::downloads::{Body, Fetch, Program};
use crate::model::{Build, Stage};
use crate::text::Edit;

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
    check: Check::Stage(check),
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

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let mut last = None;
    for download in &build.downloads_of(stage).all {
        let Some(fetch) = download.fetch().filter(|fetch| fetch.program == Program::Curl) else { continue };
        let Some(address) = download.parts() else { continue };
        let is_used = matches!(download.body, Body::File(_) | Body::Pipe | Body::Value);
        let is_web = address.is_encrypted.is_some() && !address.is_private();
        if last == Some(fetch.command.span) || !is_used || !is_web || fetch.has(OTHERWISE) || fetch.is_vague() {
            continue;
        }
        last = Some(fetch.command.span);
        let edit = following(checker.edits(), fetch);
        let finding = checker.report(
            fetch.command.program.span,
            match address.redirects() {
                true => format!(
                    "`{}` answers with another address, which `curl` without `-L` does not follow",
                    address.host
                ),
                false => format!(
                    "`curl` without `-L` saves nothing of use if `{}` answers with another address",
                    address.host
                ),
            },
        );
        if address.redirects() {
            finding.help("curl -L").fix(Safety::Safe, "follow redirects", edit);
        } else {
            let finding = finding.severity(Severity::Info).from_profile(Profile::Strict).help("curl -L");
            finding.fix(Safety::Unsafe, "follow redirects", edit);
        }
    }
}

/// Adds `-L`, to the first options where they are letters.
fn following(edits: Edits<'_>, fetch: &Fetch<'_>) -> Option<Edit> {
    let cluster = fetch.options.iter().find(|option| {
        let is_letters = option.word.raw.starts_with('-') && !option.word.raw.starts_with("--");
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

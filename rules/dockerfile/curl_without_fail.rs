//! curl that takes the error page of a server for the file.

use crate::knowledge::addresses::FileKind;
use crate::knowledge::programs::is_shell;
use crate::lint::edits::Edits;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::downloads::{Body, Download, Downloads, Fetch, Program, Use};
use crate::model::{Build, Loss, Stage};
use crate::text::Edit;

/// The rule.
pub static RULE: Rule = Rule {
    name: "curl-without-fail",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("curl_without_fail.md"),
    check: Check::Stage(check),
};

/// Options with which curl fails, reports the status by itself, or sends something.
const OTHERWISE: &[&str] = &[
    "f",
    "fail",
    "fail-with-body",
    "w",
    "write-out",
    "d",
    "data",
    "data-raw",
    "data-binary",
    "F",
    "form",
    "json",
    "X",
    "request",
    "V",
    "version",
    "h",
    "help",
];

/// What would become of an error page.
enum Harm {
    /// It is kept, and nobody notices.
    Kept(String),
    /// The next command most likely fails, and says something else.
    Noticed(String),
}

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let downloads = build.downloads_of(stage);
    let mut last = None;
    for download in &downloads.all {
        let Some(fetch) = download.fetch().filter(|fetch| fetch.program == Program::Curl) else { continue };
        let is_web = !download.address.starts_with("file:") && !download.address.starts_with("ftp");
        if last == Some(fetch.command.span) || !is_web || fetch.has(OTHERWISE) || fetch.is_vague() {
            continue;
        }
        let Some(harm) = harm(build, &downloads, download) else { continue };
        last = Some(fetch.command.span);
        let (message, severity, profile) = match harm {
            Harm::Kept(fate) => (fate, RULE.severity, RULE.profile),
            Harm::Noticed(fate) => (fate, Severity::Info, Profile::Strict),
        };
        let flag = if fetch.has(&["s", "silent"]) { "-fsS" } else { "-f" };
        let loss = build.loss_of(download.step, fetch.command);
        // An assignment has to be written first: no flag alone makes the build stop.
        let edit = (loss != Some(Loss::Argument)).then(|| failing(checker.edits(), fetch)).flatten();
        let help = match loss {
            None => format!("curl {flag}: the build then stops where the server answers with an error"),
            Some(Loss::Argument) => format!(
                "curl {flag}, in an assignment of its own: NAME=$(curl {flag} ...) && ...; that `$(...)` fails inside of an argument is ignored"
            ),
            Some(Loss::Statement) => {
                format!(
                    "curl {flag}, and `set -e` as the first line: without it the script goes on where a command fails"
                )
            }
        };
        checker
            .report(fetch.command.program.span, format!("without `-f`, an error page of the server {message}"))
            .severity(severity)
            .from_profile(profile)
            .help(help)
            .fix(Safety::Safe, "fail where the server answers with an error", edit);
    }
}

fn harm(build: &Build, downloads: &Downloads<'_>, download: &Download<'_>) -> Option<Harm> {
    match &download.body {
        Body::File(path) => {
            let fate = format!("is saved as `{path}`");
            let is_opened = downloads.uses(download).any(|(used, _)| matches!(used, Use::Unpacked | Use::Installed));
            let is_archive = matches!(FileKind::of_name(path), Some(FileKind::Archive | FileKind::Package));
            let goes_on = |command| build.loss_of(download.step, command) == Some(Loss::Statement);
            // Where the script goes on, what opens the file fails as quietly.
            let mut users = downloads.uses_in_step(download).filter(|(used, _)| *used != Use::Removed).peekable();
            let is_lost = users.peek().is_some() && users.all(|(_, command)| goes_on(command));
            let is_noticed = (is_opened || is_archive || downloads.is_checked(download)) && !is_lost;
            Some(if is_noticed { Harm::Noticed(fate) } else { Harm::Kept(fate) })
        }
        // Without pipefail, nobody would notice that curl fails: an empty answer is no better than an error page.
        Body::Pipe if !build.has_pipefail(download.step) => None,
        Body::Pipe => {
            let readers = downloads.readers(download);
            let reader = readers.first()?;
            let name = reader.program.value.as_str();
            // What a script reads is data.
            let runs_it = is_shell(name) && !reader.has_flag(&["c"]);
            let keeps_it = matches!(name, "tee" | "dd" | "cat") && readers.len() == 1;
            Some(match () {
                () if runs_it => Harm::Kept(format!("is run by `{name}`")),
                () if keeps_it => Harm::Kept(format!("is kept by `{name}`")),
                () => Harm::Noticed(format!("is read by `{name}`")),
            })
        }
        Body::Value => Some(Harm::Noticed("is taken for the value".to_owned())),
        Body::Log | Body::Nowhere => None,
    }
}

/// Adds `-f`, and `-S` where `-s` would hide why.
fn failing(edits: Edits<'_>, fetch: &Fetch<'_>) -> Option<Edit> {
    let is_silent = fetch.has(&["s", "silent"]) && !fetch.has(&["S", "show-error"]);
    let cluster = fetch.options.iter().map(|option| option.word).find(|word| {
        let mut letters = word.raw.chars();
        letters.next() == Some('-') && letters.next().is_some_and(|letter| letter.is_ascii_alphabetic())
    });
    if let Some(word) = cluster {
        let letters = word.raw.get(1..)?;
        let text = match letters.strip_prefix('s').filter(|_| is_silent) {
            Some(rest) => format!("-fsS{rest}"),
            None if is_silent => format!("-fS{letters}"),
            None => format!("-f{letters}"),
        };
        return Some(edits.replace(word.span, text));
    }
    let argument = if fetch.options.is_empty() { "-f" } else { "--fail" };
    edits.add_argument(fetch.command, fetch.command.program.span, argument)
}

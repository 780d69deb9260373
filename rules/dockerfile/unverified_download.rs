//! Archives, packages and programs that are taken as they come.

use crate::knowledge::addresses::{FileKind, base_name};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::downloads::{Body, Download, DownloadSource, Downloads};
use crate::model::{Build, Interpreter, Stage};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unverified-download",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unverified_download.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let downloads = build.downloads_of(stage);
    for download in &downloads.all {
        let Some(kind) = downloads.kind(download).filter(|kind| *kind != FileKind::Data) else { continue };
        if !is_fixed(download) || downloads.is_checked(download) {
            continue;
        }
        let name = name(download);
        let severity = if kind == FileKind::Archive { Severity::Info } else { RULE.severity };
        checker
            .report(download.word.span, format!("nothing checks that `{name}` is what was published"))
            .severity(severity)
            .help(advice(&downloads, download, &name));
    }
}

/// Whether the address is a public one whose file stays the same: what it holds can be known beforehand.
fn is_fixed(download: &Download<'_>) -> bool {
    download.parts().is_some_and(|address| {
        let is_plain = address.is_encrypted == Some(false);
        !is_plain && !address.is_private() && !address.names_a_commit() && address.moving_part().is_none()
    })
}

/// The name of the file, at least as far as it is known.
fn name(download: &Download<'_>) -> String {
    let of_address = download.parts().map(|address| address.published_name()).filter(|name| !name.is_empty());
    let of_file = download.file().map(base_name).filter(|name| !name.is_empty());
    of_address.or(of_file).unwrap_or(&download.address).to_owned()
}

/// What to write instead, with the words of the file.
fn advice(downloads: &Downloads<'_>, download: &Download<'_>, name: &str) -> String {
    let which = which_sum(download);
    let is_windows = matches!(download.step.interpreter, Interpreter::PowerShell | Interpreter::Cmd);
    let advice = match (&download.source, &download.body) {
        // What Windows images are built with knows no `--checksum`.
        (DownloadSource::Add(_), _) if is_windows => "compare the sum that `Get-FileHash` tells in a RUN".to_owned(),
        (DownloadSource::Add(_), _) => "give this ADD the flag `--checksum=sha256:<sum>`".to_owned(),
        (DownloadSource::Command(_), Body::File(path)) => {
            format!("check it before it is used: echo \"<sum>  {path}\" | sha256sum -c -")
        }
        (DownloadSource::Command(_), Body::Pipe | Body::Value | Body::Log | Body::Nowhere) => {
            let reader = downloads.readers(download).first().map_or("tar", |reader| reader.program.value.as_str());
            format!(
                "save it as `/tmp/{name}`, check it with echo \"<sum>  /tmp/{name}\" | sha256sum -c -, give it to `{reader}` and remove it"
            )
        }
    };
    advice + which
}

/// Which sum that is, where one address stands for several files.
fn which_sum(download: &Download<'_>) -> &'static str {
    let names = download.written.split("${").skip(1).filter_map(|rest| rest.split('}').next());
    let tells_processor = |name: &str| {
        let name = name.to_ascii_uppercase();
        ["ARCH", "PLATFORM", "MACHINE", "CPU"].iter().any(|part| name.contains(part))
    };
    match () {
        () if names.into_iter().any(tells_processor) => "; each architecture has a sum of its own",
        () if download.address.contains("$(") => "; each file that it may be has a sum of its own",
        () if download.address.contains("${") => "; keep <sum> in an ARG beside what the address depends on",
        () => "",
    }
}

//! Tools that are told to believe any server.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::disabled_checks::{DisabledCheck, Trust};
use crate::model::downloads::{Download, Downloads};
use crate::model::{Build, Stage};
use crate::text::Edit;

/// The rule.
pub static RULE: Rule = Rule {
    name: "disabled-tls-verification",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[
        "CKV2_DOCKER_2",
        "CKV2_DOCKER_3",
        "CKV2_DOCKER_4",
        "CKV2_DOCKER_5",
        "CKV2_DOCKER_6",
        "CKV2_DOCKER_12",
        "CKV2_DOCKER_13",
        "CKV2_DOCKER_14",
        "CKV2_DOCKER_15",
        "CKV2_DOCKER_16",
    ],
    options: &[],
    since: "0.1.0",
    page: include_str!("disabled_tls_verification.md"),
    check: Check::Stage(check),
};

const HELP: &str = "remove it; where no certificate is trusted, install the package `ca-certificates` before; where one is your own: COPY ca.crt /usr/local/share/ca-certificates/ and RUN update-ca-certificates";

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let mut downloads = None;
    for found in build.steps_of(stage).iter().flat_map(|step| build.disabled_checks(step)) {
        if found.trust != Trust::Certificate {
            continue;
        }
        let downloads = downloads.get_or_insert_with(|| build.downloads_of(stage));
        let mut own = of_command(downloads, &found).peekable();
        let is_download = own.peek().is_some();
        let (mut is_local, mut is_checked, mut is_plain) = (is_download, is_download, is_download);
        for download in own {
            is_local &= download.parts().is_some_and(|address| address.is_local());
            is_checked &= downloads.is_checked(download);
            is_plain &= download.parts().is_some_and(|address| address.is_encrypted == Some(false));
        }
        // Without encryption there is no certificate to check: that is for `insecure-download` to say.
        if is_local || is_plain {
            continue;
        }
        let message = match is_checked {
            true => format!("with `{}`, only a checksum tells who sent the file", found.switch),
            false => format!("with `{}`, any machine can pose as the server", found.switch),
        };
        let edit = without(checker, &found);
        let (severity, profile) =
            if is_checked { (Severity::Info, Profile::Strict) } else { (RULE.severity, RULE.profile) };
        checker
            .report(found.span, message)
            .severity(severity)
            .from_profile(profile)
            .aliases(&[found.checkov])
            .help(HELP)
            .fix(Safety::Unsafe, "check the certificate", edit);
    }
}

/// The downloads of the command that a switch belongs to.
fn of_command<'d, 'a>(
    downloads: &'d Downloads<'a>,
    found: &'d DisabledCheck<'a>,
) -> impl Iterator<Item = &'d Download<'a>> {
    let first = found.command.map_or(downloads.all.len(), |command| {
        downloads.all.partition_point(|download| download.span().start < command.span.start)
    });
    let rest = downloads.all.get(first..).unwrap_or_default();
    rest.iter().take_while(|download| found.command.is_some_and(|command| command.span == download.span()))
}

/// Takes the flag away where that is all it takes.
fn without(checker: &Checker<'_>, found: &DisabledCheck<'_>) -> Option<Edit> {
    let command = found.command.filter(|command| command.is_any(&["curl", "wget"]))?;
    let at = command.args.iter().position(|word| word.span == found.span)?;
    let word = command.args.get(at)?;
    if word.raw == found.switch {
        return checker.edits().remove_before(word.span, command.args.get(at + 1)?.span);
    }
    let is_cluster = found.switch == "-k" && word.raw.matches('k').count() == 1 && word.parts.len() == 1;
    is_cluster.then(|| checker.edits().replace(word.span, word.raw.replacen('k', "", 1)))
}

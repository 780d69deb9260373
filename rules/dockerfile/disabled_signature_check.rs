//! Package managers that are told to install what nobody signed.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::disabled_checks::{DisabledCheck, Trust};
use crate::model::downloads::Downloads;
use crate::model::{Build, Command, Stage};
use crate::syntax::Word;

/// The rule.
pub static RULE: Rule = Rule {
    name: "disabled-signature-check",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["CKV2_DOCKER_7", "CKV2_DOCKER_8", "CKV2_DOCKER_9", "CKV2_DOCKER_10", "CKV2_DOCKER_11"],
    options: &[],
    since: "0.1.0",
    page: include_str!("disabled_signature_check.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let mut downloads = None;
    for found in build.steps_of(stage).iter().flat_map(|step| build.disabled_checks(step)) {
        if found.trust != Trust::Signature {
            continue;
        }
        let downloads = downloads.get_or_insert_with(|| build.downloads_of(stage));
        if found.command.is_some_and(|command| are_checked(downloads, command)) {
            continue;
        }
        let is_checked = downloads.may_be_checked_before(found.span);
        let is_own = downloads.all.is_empty() && found.command.is_some_and(installs_files);
        let (severity, profile) =
            if is_checked || is_own { (Severity::Info, Profile::Strict) } else { (RULE.severity, RULE.profile) };
        checker
            .report(found.span, format!("with `{}`, packages are installed whoever made them", found.switch))
            .severity(severity)
            .from_profile(profile)
            .aliases(&[found.checkov])
            .help(advice(&found));
    }
}

/// Whether all that a command installs are files that are there already.
fn installs_files(command: &Command) -> bool {
    let is_file = |text: &str| !text.contains("://") && [".apk", ".rpm", ".deb"].iter().any(|end| text.ends_with(end));
    let mut operands = operands(command).peekable();
    operands.peek().is_some() && operands.all(|word| is_file(word.raw.trim_matches(['"', '\''])))
}

/// Whether all that a command installs are files whose content was checked before.
fn are_checked(downloads: &Downloads<'_>, command: &Command) -> bool {
    installs_files(command) && operands(command).all(|word| downloads.is_checked_before(command, word))
}

/// The words that may name files.
fn operands(command: &Command) -> impl Iterator<Item = &Word> {
    command.args.iter().filter(|word| word.raw.contains(['.', '/']) && !word.raw.starts_with('-'))
}

/// Where the key of a package belongs.
fn advice(found: &DisabledCheck<'_>) -> &'static str {
    let program = found.command.map_or("", |command| command.program.value.as_str());
    match program {
        "apk" => "put the maker's public key into `/etc/apk/keys/` and leave the flag out",
        "apt" | "apt-get" | "aptitude" => {
            "leave it out, and name the repository's key: deb [signed-by=/etc/apt/keyrings/NAME.asc] https://..."
        }
        "dnf" | "dnf5" | "microdnf" | "tdnf" | "yum" | "rpm" | "zypper" => {
            "import the maker's key and leave it out: rpm --import https://..."
        }
        _ if found.switch.starts_with("trusted") => {
            "name the repository's key instead: deb [signed-by=/etc/apt/keyrings/NAME.asc] https://..."
        }
        _ if found.switch.starts_with("gpgcheck") => "write `gpgcheck=1` and `gpgkey=` with the address of the key",
        _ => "leave it out; for modules of your own set `GOPRIVATE` to their paths",
    }
}

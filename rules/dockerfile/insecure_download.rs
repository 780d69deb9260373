//! Downloads that anybody on the way can change.

use crate::knowledge::addresses::Address;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::downloads::Body;
use crate::model::packages::Manager;
use crate::model::{Build, Command, Origin, Stage};
use crate::syntax::Word;
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "insecure-download",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("insecure_download.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let downloads = build.downloads_of(stage);
    for download in &downloads.all {
        let is_used = matches!(download.body, Body::File(_) | Body::Pipe | Body::Value);
        let Some(host) = unencrypted_host(&download.address).filter(|_| is_used) else { continue };
        let definition = build.definition_with(download.step, download.word, "http://");
        report(checker, download.word, &host, downloads.is_checked(download), definition);
    }
    let commands = build.steps_of(stage).iter().flat_map(|step| build.commands_of(step));
    for command in commands.filter(|command| command.form.instruction == Origin::Run) {
        for word in sources(command) {
            let text = word.known_prefix();
            let address = text.find("http://").and_then(|at| text.get(at..)).unwrap_or_default();
            if let Some(host) = unencrypted_host(address) {
                report(checker, word, &host, false, None);
            }
        }
    }
}

fn report(checker: &mut Checker<'_>, word: &Word, host: &str, is_checked: bool, definition: Option<Span>) {
    let is_unsure = Address::new(&format!("http://{host}")).is_some_and(|address| address.may_lack_encryption());
    let secure = word.raw.contains("http://").then(|| word.raw.replacen("http://", "https://", 1));
    let edit = secure.filter(|_| !is_unsure).map(|text| checker.edits().replace(word.span, text));
    let (severity, profile) =
        if is_checked { (Severity::Info, Profile::Strict) } else { (RULE.severity, RULE.profile) };
    let message = match is_checked {
        true => format!("what `{host}` sends comes without encryption"),
        false => format!("whoever is on the way to `{host}` can change what it sends"),
    };
    let help = match (is_checked, is_unsure) {
        (true, false) => "write `https://`",
        (true, true) => "write `https://` if the server answers there",
        (false, false) => "write `https://`; where the server has no certificate, check the file with `sha256sum -c`",
        (false, true) => {
            "not every mirror answers over `https://`: check the file with `sha256sum -c`, or name a server that does"
        }
    };
    let finding = checker.report(word.span, message).severity(severity).from_profile(profile).help(help);
    let finding = match definition {
        Some(span) => finding.label(span, "the address stands here"),
        None => finding,
    };
    finding.fix(Safety::Unsafe, "ask over HTTPS", edit);
}

/// The public server that an address asks without encryption.
fn unencrypted_host(text: &str) -> Option<String> {
    let address = Address::new(text).filter(|address| address.is_encrypted == Some(false))?;
    (!address.is_private()).then(|| address.host.to_owned())
}

/// The words of other commands that name where something is taken from: repositories of Git, indexes of pip.
fn sources(command: &Command) -> Vec<&Word> {
    if command.is_any(&["git"]) {
        let has_verb = ["clone", "submodule", "fetch", "pull"].iter().any(|verb| command.has_arg(verb));
        return command.args.iter().filter(|word| has_verb && word.known_prefix().starts_with("http://")).collect();
    }
    if command.order().is_none_or(|order| order.manager != Manager::Pip) {
        return Vec::new();
    }
    const INDEXES: &[&str] = &["-i", "--index-url", "--extra-index-url", "-f", "--find-links"];
    let mut found = Vec::new();
    let mut follows = false;
    for word in &command.args {
        let text = word.known_prefix();
        let name = text.split('=').next().unwrap_or_default();
        if follows || text.contains("=http://") && INDEXES.contains(&name) {
            found.push(word);
        }
        follows = INDEXES.contains(&&*text);
    }
    found
}

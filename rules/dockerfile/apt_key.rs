//! Keys for apt that `apt-key` adds, or that count for every repository.

use crate::knowledge::addresses::{Address, base_name};
use crate::knowledge::apt_keys::{AptKeys, has_dropped_apt_key};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::downloads::{Download, Downloads, Program};
use crate::model::{Build, Command, Origin, Stage};
use crate::syntax::Word;

/// The rule.
pub static RULE: Rule = Rule {
    name: "apt-key",
    category: Category::Security,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("apt_key.md"),
    check: Check::Stage(check),
};

/// Where keys lie that count for every repository.
const TRUSTED: &str = "/etc/apt/trusted.gpg";

/// Programs that write a key.
const WRITERS: &[&str] = &["cat", "cp", "curl", "dd", "echo", "gpg", "install", "mv", "tee", "wget"];

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let commands = build.steps_of(stage).iter().flat_map(|step| build.commands_of(step));
    let mut downloads = None;
    let image = build.base_image(stage);
    let keys = AptKeys::of(image.as_ref());
    for command in commands.filter(|command| command.form.instruction == Origin::Run) {
        if command.is_any(&["apt-key"]) && (command.has_arg("add") || command.has_arg("adv")) {
            let downloads = downloads.get_or_insert_with(|| build.downloads_of(stage));
            let (message, severity, profile) = match lost_in(build, stage) {
                Some(system) => (format!("{system} has no `apt-key`"), RULE.severity, RULE.profile),
                None => (
                    "a key that `apt-key` adds can sign packages of every repository".to_owned(),
                    Severity::Warning,
                    Profile::Production,
                ),
            };
            checker
                .report(command.program.span, message)
                .severity(severity)
                .from_profile(profile)
                .help(advice(downloads, command, keys));
        } else if command.is_any(WRITERS) {
            let targets = command.redirects.iter().map(|redirect| &redirect.target);
            let Some(word) = command.args.iter().chain(targets).find(|word| word.says(TRUSTED)) else { continue };
            checker
                .report(word.span, "a key in this directory can sign packages of every repository")
                .severity(Severity::Info)
                .from_profile(Profile::Strict)
                .help(move_advice(word, keys));
        }
    }
}

/// The distribution of a stage, where it has dropped the program.
fn lost_in(build: &Build, stage: &Stage) -> Option<String> {
    let image = build.base_image(stage).filter(has_dropped_apt_key)?;
    let end = image.support_ends().into_iter().find(|end| matches!(end.product, "Debian" | "Ubuntu"));
    Some(match (end, image.tag) {
        (Some(end), _) => end.name(),
        (None, Some(tag)) => format!("`{}:{tag}`", base_name(image.repository)),
        (None, None) => format!("`{}`", base_name(image.repository)),
    })
}

/// For releases whose apt cannot tie a key to a repository.
const TOO_OLD: &str = "move to a newer base image: apt of this release cannot tie a key to one repository";

/// What goes before a command that writes into the directory of keys.
fn making(keys: AptKeys) -> &'static str {
    match keys {
        AptKeys::WithDirectory => "",
        AptKeys::WithoutDirectory | AptKeys::BinaryOnly | AptKeys::None => "mkdir -p /etc/apt/keyrings && ",
    }
}

/// What to write instead, with the address of the key where it is known.
fn advice(downloads: &Downloads<'_>, command: &Command, keys: AptKeys) -> String {
    let feeds = |download: &&Download<'_>| {
        let fetched = download.fetch().map(|fetch| &fetch.command.placement);
        let is_same = fetched.is_some_and(|place| place.pipeline == command.placement.pipeline);
        is_same && download.step.id == command.step
    };
    let (end, making) = match keys {
        AptKeys::None => return TOO_OLD.to_owned(),
        AptKeys::BinaryOnly => ("gpg", making(keys)),
        AptKeys::WithDirectory | AptKeys::WithoutDirectory => ("asc", making(keys)),
    };
    let Some(download) = downloads.all.iter().find(feeds) else {
        let directory = if making.is_empty() { "" } else { " (after mkdir -p /etc/apt/keyrings)" };
        return format!(
            "save the key as /etc/apt/keyrings/NAME.{end}{directory}, and name it in the source of its repository: deb [signed-by=/etc/apt/keyrings/NAME.{end}] ..."
        );
    };
    let address = download.word.raw.as_str();
    let host = Address::new(&download.address).map_or("", |parts| parts.host);
    let label = if host.ends_with(".github.io") { 2 } else { 1 };
    let name = host.rsplit('.').nth(label).filter(|name| !name.is_empty()).unwrap_or("NAME");
    let file = format!("/etc/apt/keyrings/{name}.{end}");
    let is_wget = download.fetch().is_some_and(|fetch| fetch.program == Program::Wget);
    let save = match (keys, is_wget) {
        (AptKeys::BinaryOnly, true) => format!("wget -qO- {address} | gpg --dearmor -o {file}"),
        (AptKeys::BinaryOnly, false) => format!("curl -fsSL {address} | gpg --dearmor -o {file}"),
        (_, true) => format!("wget -qO {file} {address}"),
        (_, false) => format!("curl -fsSL {address} -o {file}"),
    };
    format!(
        "save the key, and name it in the source of its repository: {making}{save}, then deb [signed-by={file}] ..."
    )
}

/// Where a key belongs that counts for every repository, under the name that it has.
fn move_advice(word: &Word, keys: AptKeys) -> String {
    let text = word.raw.trim_matches(['"', '\'']);
    let name = base_name(text).trim_matches(['"', '\'']);
    let is_file = [".gpg", ".asc"].iter().any(|end| name.ends_with(end)) && name != "trusted.gpg";
    let name = if is_file { name } else { "NAME.gpg" };
    match keys {
        AptKeys::None => TOO_OLD.to_owned(),
        AptKeys::WithDirectory | AptKeys::WithoutDirectory | AptKeys::BinaryOnly => {
            let directory = if making(keys).is_empty() { "" } else { " (after mkdir -p /etc/apt/keyrings)" };
            format!(
                "put it into `/etc/apt/keyrings/{name}`{directory} and name it in the source: deb [signed-by=/etc/apt/keyrings/{name}] ..."
            )
        }
    }
}

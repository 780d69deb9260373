//! Keys for apt that `apt-key` adds, or that count for every repository.

use crate::knowledge::addresses::Address;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::downloads::{Download, Downloads};
use crate::model::{Build, Command, Origin, Stage};

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
                .help(advice(downloads, command));
        } else if command.is_any(WRITERS) {
            let targets = command.redirects.iter().map(|redirect| &redirect.target);
            let Some(word) = command.args.iter().chain(targets).find(|word| word.says(TRUSTED)) else { continue };
            checker
                .report(word.span, "a key in this directory can sign packages of every repository")
                .severity(Severity::Info)
                .from_profile(Profile::Strict)
                .help("put it into `/etc/apt/keyrings/` and name it in the source: deb [signed-by=/etc/apt/keyrings/NAME.gpg] ...");
        }
    }
}

/// The distribution of a stage, where it has dropped the program.
///
/// Sources: <https://manpages.debian.org/bookworm/apt/apt-key.8.en.html#DEPRECATION>,
/// <https://www.debian.org/releases/trixie/release-notes/issues.en.html>
fn lost_in(build: &Build, stage: &Stage) -> Option<String> {
    let image = build.base_image(stage)?;
    image.support_ends().into_iter().find_map(|end| {
        let major: u32 = end.cycle.split('.').next()?.parse().ok()?;
        let is_lost = match end.product {
            "Debian" => major >= 13,
            "Ubuntu" => major >= 25 || end.cycle == "24.10",
            _ => false,
        };
        is_lost.then(|| end.name())
    })
}

/// What to write instead, with the address of the key where it is known.
fn advice(downloads: &Downloads<'_>, command: &Command) -> String {
    let feeds = |download: &&Download<'_>| {
        let fetched = download.fetch().map(|fetch| &fetch.command.placement);
        let is_same = fetched.is_some_and(|place| place.pipeline == command.placement.pipeline);
        is_same && download.step.id == command.step
    };
    let download = downloads.all.iter().find(feeds);
    let Some(download) = download else {
        return "save the key as /etc/apt/keyrings/NAME.asc, and name it in the source of its repository: deb [signed-by=/etc/apt/keyrings/NAME.asc] ...".to_owned();
    };
    let address = download.address.as_str();
    let host = Address::new(address).map_or("", |parts| parts.host);
    let label = if host.ends_with(".github.io") { 2 } else { 1 };
    let name = host.rsplit('.').nth(label).filter(|name| !name.is_empty()).unwrap_or("NAME");
    format!(
        "save the key, and name it in the source of its repository: curl -fsSL {address} -o /etc/apt/keyrings/{name}.asc, then deb [signed-by=/etc/apt/keyrings/{name}.asc] ..."
    )
}

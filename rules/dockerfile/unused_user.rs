//! Users that are created for a service which runs as root all the same.

use std::collections::HashSet;

use crate::knowledge::images::DefaultUser;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{AccountAction, AccountCommand, Build, Command, Stage, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unused-user",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unused_user.md"),
    check: Check::Build(check),
};

/// Programs whose words create users and groups, and use none.
const CREATORS: &[&str] =
    &["useradd", "adduser", "groupadd", "addgroup", "usermod", "gpasswd", "passwd", "chpasswd", "id", "getent"];

/// What the first users of an image are numbered, where nobody says a number.
const FIRST_NUMBERS: &[&str] = &["100", "101", "998", "999", "1000", "1001"];

fn check(build: &Build, checker: &mut Checker<'_>) {
    let Some(stage) = build.target_stage() else { return };
    if !build.commands.iter().any(|command| command.is_any(&["useradd", "adduser"])) || !runs_as_root(build, stage) {
        return;
    }
    let start = build.start(stage);
    if build.is_workshop(stage) || build.manages_privileges(stage) || hides_start(build, stage) {
        return;
    }
    let mut created = Vec::new();
    for step in build.image_steps(stage) {
        let commands = build.commands_of(step).iter().filter_map(|command| build.account_command(step, command));
        created.extend(commands.filter(|command| command.action == AccountAction::CreateUser));
    }
    let Some(used) = used_names(build) else { return };
    let is_used = |user: &AccountCommand| {
        used.contains(&user.name)
            || match &user.number {
                Some(number) => used.contains(number),
                None => FIRST_NUMBERS.iter().any(|number| used.contains(*number)),
            }
    };
    for user in created.iter().filter(|user| !is_used(user)) {
        let name = &user.name;
        let mut finding = checker.report(user.span, format!("`{name}` is created, and this image never runs as it"));
        if let Some(instruction) = start.step().and_then(|step| build.instruction(step)) {
            finding = finding.label(instruction.keyword.span, "this runs as root");
        }
        finding = finding.help(format!("switch to it before the program starts:\nUSER {name}"));
        // Where no USER is written, `root-user` names the same missing line.
        if start.step().is_none() || !build.is_service(stage) || stage.after.user.is_none() {
            finding.from_profile(Profile::Strict).severity(Severity::Info);
        }
    }
}

fn runs_as_root(build: &Build, stage: &Stage) -> bool {
    let by_base = build.base_image(stage).is_some_and(|image| image.facts.user == DefaultUser::Root);
    stage.after.user.as_ref().map_or(by_base, |user| user.is_root())
}

/// Whether a script that cannot be read starts the container: it may become the user.
fn hides_start(build: &Build, stage: &Stage) -> bool {
    let is_read = build.entry_scripts.iter().any(|script| build.lineage(stage).any(|known| known.id == script.stage));
    let is_script = |command: &&Command| {
        let argument = command.args.first().and_then(Word::known).unwrap_or_default();
        [command.program_path.as_str(), &argument]
            .iter()
            .any(|path| path.ends_with(".sh") || path.contains("entrypoint"))
    };
    !is_read && build.start_commands(stage).iter().any(is_script)
}

/// All names and numbers in the file, those left out that only create users; `None` where a USER is not known.
fn used_names(build: &Build) -> Option<HashSet<String>> {
    let mut names = HashSet::new();
    for step in &build.steps {
        let Some(instruction) = build.instruction(step) else { continue };
        if let Kind::User(Some(word)) = &instruction.kind {
            note(&build.expanded(step, word)?, &mut names);
        }
        instruction.expanded_words().into_iter().for_each(|word| note(&word.raw, &mut names));
        note_commands(build, step, &mut names);
    }
    build.entry_scripts.iter().for_each(|script| note(&script.text, &mut names));
    Some(names)
}

fn note_commands(build: &Build, step: &Step, names: &mut HashSet<String>) {
    for command in build.commands_of(step).iter().filter(|command| !command.is_any(CREATORS)) {
        let targets = command.redirects.iter().map(|redirect| &redirect.target);
        for word in command.args.iter().chain(targets) {
            match build.expanded(step, word) {
                Some(text) => note(&text, names),
                None => note(&word.raw, names),
            }
        }
    }
}

/// Notes the words of a text. The parts of a path are none: `/app` is no use of a user called `app`.
fn note(text: &str, names: &mut HashSet<String>) {
    let is_end = |letter: char| letter.is_whitespace() || ":=,;~'\"()".contains(letter);
    names.extend(text.split(is_end).filter(|word| !word.is_empty()).map(str::to_owned));
}

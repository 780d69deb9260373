//! Passwords of accounts that everybody who has the image knows.

use crate::knowledge::accounts::{is_password, passwords_in};
use crate::knowledge::secrets::names_secret;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, Origin, Step, is_root};
use crate::syntax::{PartKind, Word};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "password-in-image",
    category: Category::Security,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["CKV2_DOCKER_17"],
    options: &[],
    since: "0.1.0",
    page: include_str!("password_in_image.md"),
    check: Check::Command(check),
};

fn check(build: &Build, command: &Command, checker: &mut Checker<'_>) {
    if command.form.instruction != Origin::Run {
        return;
    }
    let Some(step) = build.step(command.step) else { return };
    match command.program.value.as_str() {
        "chpasswd" => chpasswd(build, step, command, checker),
        "passwd" if command.has_flag(&["d", "delete"]) => emptied(build, step, command, checker),
        "passwd" => passwd(build, step, command, checker),
        "useradd" | "usermod" => account(build, step, command, checker),
        _ => {}
    }
}

/// `echo user:password | chpasswd`
fn chpasswd(build: &Build, step: &Step, command: &Command, checker: &mut Checker<'_>) {
    for (text, words) in build.fed_texts(step, command) {
        let Some(text) = text.filter(|_| !is_told_elsewhere(&words)) else { continue };
        // One text, one finding, however many accounts it is for.
        if let Some(user) = passwords_in(&text).first() {
            let place = words.first().map_or(command.span, |word| word.span);
            report(build, step, place, user, &["CKV2_DOCKER_17"], checker);
        }
    }
}

/// `echo password | passwd --stdin user`
fn passwd(build: &Build, step: &Step, command: &Command, checker: &mut Checker<'_>) {
    let user = operand(command).unwrap_or_else(|| "root".to_owned());
    let fed = build.fed_texts(step, command);
    let known = fed.iter().find(|(text, words)| text.as_deref().is_some_and(is_password) && !is_told_elsewhere(words));
    if let Some((_, words)) = known {
        report(build, step, words.first().map_or(command.span, |word| word.span), &user, &[], checker);
    }
}

/// `useradd -p password user`
fn account(build: &Build, step: &Step, command: &Command, checker: &mut Checker<'_>) {
    let Some(flag) = command.flag(&["p", "password"]) else { return };
    let at = command.args.iter().position(|word| word.span == flag.span).unwrap_or_default();
    let Some(value) = command.args.get(at + 1).filter(|_| flag.is("-p") || flag.is("--password")) else { return };
    let user = command.args.last().and_then(Word::known).unwrap_or_default();
    match value.known() {
        Some(text) if text.is_empty() => report_empty(build, step, command.span, &user, checker),
        Some(text) if is_password(&text) => report(build, step, value.span, &user, &[], checker),
        Some(_) => {}
        None if hashes_known_text(value) => report(build, step, value.span, &user, &[], checker),
        None => {}
    }
}

/// `passwd --delete user`
fn emptied(build: &Build, step: &Step, command: &Command, checker: &mut Checker<'_>) {
    let user = operand(command).unwrap_or_else(|| "root".to_owned());
    // Locked again by a later command of the step.
    let later = build.commands_of(step).iter().filter(|other| other.span.start > command.span.start);
    if !later.into_iter().any(|other| other.is_any(&["passwd", "usermod"]) && other.has_flag(&["l", "L", "lock"])) {
        report_empty(build, step, command.span, &user, checker);
    }
}

/// Whether a variable in it has a name for a secret: that is where it is told of.
fn is_told_elsewhere(words: &[&Word]) -> bool {
    words.iter().flat_map(|word| word.all_variables()).any(|(variable, _)| names_secret(&variable.name))
}

/// `$(openssl passwd -6 hunter2)`
fn hashes_known_text(value: &Word) -> bool {
    let [part] = value.parts.as_slice() else { return false };
    let PartKind::Substitution(script) = &part.kind else { return false };
    script.commands().iter().any(|(simple, place)| {
        let is_hash = simple.program().is_some_and(|program| program.is("openssl"))
            && simple.arguments().first().is_some_and(|word| word.is("passwd"));
        let last = simple.arguments().last().and_then(Word::known);
        is_hash && !place.follows_pipe() && last.is_some_and(|text| !text.starts_with('-') && text != "passwd")
    })
}

fn operand(command: &Command) -> Option<String> {
    command
        .args
        .iter()
        .find(|word| !word.known_prefix().starts_with('-'))
        .map(|word| word.known().unwrap_or_else(|| word.raw.clone()))
}

fn report(build: &Build, step: &Step, place: Span, user: &str, aliases: &[&str], checker: &mut Checker<'_>) {
    let message = format!("the password of `{user}` is written out here, for everybody who has the file or the image");
    let finding = checker.report(place, message).aliases(aliases).help(format!(
        "leave `{user}` without a password: `docker exec --user {user}` needs none; where one is needed, mount it: \
         `RUN --mount=type=secret,id=password,env=PASSWORD,required=true echo \"{user}:$PASSWORD\" | chpasswd`"
    ));
    if !build.stage(step.stage).is_some_and(|stage| build.reaches_target(stage)) {
        finding.severity(Severity::Info).from_profile(Profile::Strict);
    }
}

fn report_empty(build: &Build, step: &Step, place: Span, user: &str, checker: &mut Checker<'_>) {
    let finding = checker
        .report(place, format!("`{user}` needs no password, so every user of the container can become `{user}`"))
        .aliases(&[])
        .severity(Severity::Warning)
        .help(format!(
            "lock the password: `passwd -l {user}`; where SSH lets `{user}` in by key, `usermod -p '*' {user}` leaves that \
             way open"
        ));
    if !build.stage(step.stage).is_some_and(|stage| build.reaches_target(stage)) {
        finding.severity(Severity::Info).from_profile(Profile::Strict);
    } else if !is_root(user) {
        finding.from_profile(Profile::Production);
    }
}

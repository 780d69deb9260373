//! Files given to somebody whom nobody created.

use crate::lint::accounts::user_creation;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Accounts, Base, Build, Command, Stage, Step, needs_entry};
use crate::syntax::Word;
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-owner",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unknown_owner.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let mut accounts: Option<Accounts<'_>> = None;
    for step in build.steps_of(stage) {
        let Some(instruction) = build.instruction(step) else { continue };
        if let Some(word) = instruction.flag_value("chown") {
            let accounts = accounts.get_or_insert_with(|| build.accounts(stage));
            let is_linked = instruction.flag("link").is_some_and(|flag| {
                let value = flag.value.as_ref().and_then(Word::known);
                value.is_none_or(|value| value != "false") && instruction.flag("chmod").is_none()
            });
            check_flag(build, stage, (step, word, is_linked), accounts, checker);
        } else if build.commands_of(step).iter().any(changes_owner) {
            let accounts = accounts.get_or_insert_with(|| build.accounts(stage));
            for command in build.certain_commands(step).into_iter().filter(|command| changes_owner(command)) {
                check_command(build, stage, (step, command), accounts, checker);
            }
        }
    }
}

fn changes_owner(command: &Command) -> bool {
    command.is_any(&["chown", "chgrp"]) && !command.has_flag(&["reference"])
}

/// The `--chown` of COPY or ADD.
fn check_flag(
    build: &Build,
    stage: &Stage,
    (step, word, is_linked): (&Step, &Word, bool),
    accounts: &Accounts<'_>,
    checker: &mut Checker<'_>,
) {
    let Some(text) = build.expanded(step, word) else { return };
    let (name, group) = text.split_once(':').unwrap_or((&text, ""));
    let named = [name, group].into_iter().find(|text| needs_entry(text));
    if let Some(named) = named.filter(|_| is_linked) {
        let number = build.base_image(stage).and_then(|image| image.user_id(named)).unwrap_or(10001);
        checker
            .report(word.span, format!("with `--link` there is nowhere to look up `{named}`, so the build fails"))
            .help(format!("write the numbers, or leave `--link` out:\n--chown={number}:{number}"));
    } else if needs_entry(name) && accounts.has_user_before(step.id, name) == Some(false) {
        let message = format!("there is no user `{name}`, so the files belong to root");
        report_user(build, stage, (word.span, name, message), accounts, checker);
    } else if needs_entry(group) && accounts.has_group_before(step.id, group) == Some(false) {
        let message = format!("there is no group `{group}` to give the files to");
        report_group(build, stage, (word.span, message, Severity::Warning), checker);
    }
}

/// `chown name` and `chgrp name` in RUN.
fn check_command(
    build: &Build,
    stage: &Stage,
    (step, command): (&Step, &Command),
    accounts: &Accounts<'_>,
    checker: &mut Checker<'_>,
) {
    let Some(word) = command.args.iter().find(|word| !word.known_prefix().starts_with('-')) else { return };
    let Some(text) = build.text_of_word(step, &build.own_variables(step, command), word) else { return };
    // Some programs take a dot for the colon, and `+1` for a number.
    if text.contains(['.', '+', ' ']) {
        return;
    }
    let (name, group) = match text.split_once(':') {
        Some(pair) => pair,
        None if command.is_any(&["chgrp"]) => ("", text.as_str()),
        None => (text.as_str(), ""),
    };
    let program = &command.program.value;
    if needs_entry(name) && accounts.has_user_at(step.id, name) == Some(false) {
        let message = format!("there is no user `{name}`, so `{program}` fails");
        report_user(build, stage, (word.span, name, message), accounts, checker);
    } else if needs_entry(group) && accounts.has_group_at(step.id, group) == Some(false) {
        let message = format!("there is no group `{group}`, so `{program}` fails");
        report_group(build, stage, (word.span, message, Severity::Error), checker);
    }
}

fn report_user(
    build: &Build,
    stage: &Stage,
    (span, name, message): (Span, &str, String),
    accounts: &Accounts<'_>,
    checker: &mut Checker<'_>,
) {
    let created = accounts.creation_of_user(name).and_then(|step| build.instruction(build.step(step)?));
    if let Some(instruction) = created {
        checker
            .report(span, message)
            .label(instruction.keyword.span, format!("`{name}` is created only here"))
            .help("move the line that creates the user above this one");
        return;
    }
    let help = match user_creation(build.base_image(stage), name) {
        Some(line) => format!("create the user first:\n{line}"),
        None => "use numbers, which need no entry in /etc/passwd: `10001:10001`".to_owned(),
    };
    let finding = checker.report(span, message).help(help);
    if let Some((place, text)) = origin(build, stage, "user") {
        finding.label(place, text);
    }
}

fn report_group(
    build: &Build,
    stage: &Stage,
    (span, message, severity): (Span, String, Severity),
    checker: &mut Checker<'_>,
) {
    let finding = checker
        .report(span, message)
        .severity(severity)
        .help("name a group that is there, create it first, or use its number");
    if let Some((place, text)) = origin(build, stage, "group") {
        finding.label(place, text);
    }
}

/// Where the image comes from that has no such account.
fn origin(build: &Build, stage: &Stage, what: &str) -> Option<(Span, String)> {
    let root = build.lineage(stage).last()?;
    let image = match &root.base {
        Base::Image(image) => image.value.to_string(),
        Base::Stage(_) | Base::Scratch | Base::Dynamic(_) | Base::Missing => "scratch".to_owned(),
    };
    Some((root.base_span, format!("`{image}` has no such {what}, and no step above creates it")))
}

//! Secrets that are written out in commands, here-documents and addresses.

use crate::knowledge::secrets::{is_random, is_real_password, names_secret, shortened, written_secrets};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{Instruction, Kind};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "secret-in-text",
    category: Category::Security,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("secret_in_text.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step).map(Instruction::put_off) else { return };
    // Variables and labels are another matter, with a cure of their own.
    if matches!(instruction.kind, Kind::Env(_) | Kind::Arg(_) | Kind::Label(_) | Kind::From(_)) {
        return;
    }
    let mut told: Vec<Span> = Vec::new();
    for text in checker.file().texts_of(instruction) {
        for secret in written_secrets(text.text()) {
            let shown = shortened(text.text().get(secret.start..secret.end).unwrap_or_default());
            let place = text.span(secret.start, secret.end);
            told.push(place);
            let what = match secret.kind {
                "private key" => "a private key is".to_owned(),
                kind => format!("a {kind}, `{shown}`, is"),
            };
            report(place, &what, instruction, checker);
        }
    }
    for command in build.commands_of(step) {
        for (place, name) in given(command) {
            if !told.iter().any(|other| place.start <= other.start && other.end <= place.end) {
                report(place, &format!("the value of `{name}` is"), instruction, checker);
            }
        }
    }
}

fn report(place: Span, what: &str, instruction: &Instruction, checker: &mut Checker<'_>) {
    let use_it = match instruction.kind {
        Kind::Run(_) => {
            "mount the new one for this step: `RUN --mount=type=secret,id=token,env=TOKEN,required=true ...`, built with \
             `--secret id=token,env=TOKEN`"
        }
        Kind::Add(_) => {
            "fetch it in a step that has the new one: `RUN --mount=type=secret,id=token,env=TOKEN,required=true curl ...`"
        }
        _ => "hand the new one over when the container starts",
    };
    checker
        .report(place, format!("{what} written out here, for everybody who has the file or the image"))
        .help(format!("revoke it, as it cannot be taken back; then {use_it}"));
}

/// The secrets that a command is given in the way that its program takes them, with what takes them.
fn given(command: &Command) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    for assignment in &command.assignments {
        if names_secret(&assignment.name) && assignment.value.known().is_some_and(|value| is_random(&value)) {
            found.push((assignment.span, assignment.name.clone()));
        }
    }
    for (index, word) in command.args.iter().enumerate() {
        let Some(text) = word.known() else { continue };
        let value = || command.args.get(index + 1).and_then(Word::known);
        let is_login = |login: &str| login.split_once(':').is_some_and(|(user, word)| is_real_password(user, word));
        match (command.program.value.as_str(), text.as_str()) {
            ("curl", "-u" | "--user") if value().is_some_and(|login| is_login(&login)) => {
                found.extend(command.args.get(index + 1).map(|word| (word.span, text)));
            }
            ("sshpass", "-p") if value().is_some_and(|word| is_real_password("", &word)) => {
                found.extend(command.args.get(index + 1).map(|word| (word.span, text)));
            }
            _ => {
                // `export API_KEY=...`, `echo API_KEY=... >> .env`
                let pair = text.split_once('=').map(|(name, value)| (name.trim_start_matches('-'), value));
                found.extend(
                    pair.filter(|(name, value)| is_variable(name) && names_secret(name) && is_random(value))
                        .map(|(name, _)| (word.span, name.to_owned())),
                );
            }
        }
    }
    found
}

fn is_variable(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.'))
}

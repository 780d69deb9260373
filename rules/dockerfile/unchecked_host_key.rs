//! SSH connections to whoever answers.

use std::cell::LazyCell;

use crate::knowledge::host_keys::{Checking, host_key, ssh_host};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unchecked-host-key",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unchecked_host_key.md"),
    check: Check::Step(check),
};

/// Programs that compare a key with one that is known.
const COMPARING: &[&str] = &["cmp", "diff", "grep", "sha256sum", "shasum", "ssh-keygen"];

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    if let Some(Kind::Env(pairs)) = build.instruction(step).map(|instruction| &instruction.kind) {
        for pair in &pairs.pairs {
            if let Some(checking) = Checking::in_text(&text(&pair.value)) {
                report(checking, pair.value.span, &[], checker);
            }
        }
    }
    let commands = build.commands_of(step);
    let hosts = LazyCell::new(|| hosts(commands));
    for command in commands {
        if let Some((checking, place)) = setting(command) {
            report(checking, place, &hosts, checker);
        } else if command.is_any(&["ssh-keyscan"]) {
            let later = commands.iter().filter(|other| other.span.start > command.span.start);
            if !later.into_iter().any(|other| other.is_any(COMPARING)) {
                scanned(command, checker);
            }
        }
    }
    for written in build.written_texts(checker.file(), step).iter().filter(|written| written.command.is_none()) {
        if let Some(checking) = Checking::in_text(&written.text) {
            report(checking, written.span, &[], checker);
        }
    }
}

/// The option that a command is given, hands on or writes down, and where.
fn setting(command: &Command) -> Option<(Checking, Span)> {
    let assigned = command.assignments.iter().map(|assignment| &assignment.value);
    let bodies = command.redirects.iter().filter_map(|redirect| redirect.body.as_ref());
    let words: Vec<&Word> = command.args.iter().chain(assigned).chain(bodies).collect();
    words.iter().enumerate().find_map(|(index, word)| {
        let said = text(word);
        if !Checking::is_spoken_of(&said) {
            return None;
        }
        // `echo StrictHostKeyChecking no`
        let next = words.get(index + 1).map(|word| text(word)).unwrap_or_default();
        Some((Checking::in_text(&format!("{said} {next}"))?, word.span))
    })
}

fn report(checking: Checking, place: Span, hosts: &[&str], checker: &mut Checker<'_>) {
    match checking {
        Checking::Never => {
            checker.report(place, "this takes any server for the right one, as `StrictHostKeyChecking` is off")
        }
        Checking::OnceKnown => checker
            .report(place, "the first server that answers is taken for the right one")
            .severity(Severity::Info)
            .from_profile(Profile::Production),
    }
    .help(help(hosts));
}

/// `ssh-keyscan github.com >> known_hosts`
fn scanned(command: &Command, checker: &mut Checker<'_>) {
    let names: Vec<String> = command.args.iter().filter_map(Word::known).collect();
    let hosts: Vec<&str> = names.iter().map(String::as_str).filter(|name| name.contains('.')).collect();
    checker
        .report(command.span, "the key of whichever server answers during the build is taken for the right one")
        .severity(Severity::Info)
        .from_profile(Profile::Production)
        .help(help(&hosts));
}

fn help(hosts: &[&str]) -> String {
    let lines: Vec<&str> = hosts.iter().filter_map(|host| host_key(host)).collect();
    if lines.is_empty() {
        return "write down the key of the host, as its owner publishes it: `COPY known_hosts /etc/ssh/ssh_known_hosts`"
            .to_owned();
    }
    format!(
        "write down the key that the owner publishes:\nCOPY <<EOF /etc/ssh/ssh_known_hosts\n{}\nEOF",
        lines.join("\n")
    )
}

/// The hosts that the commands of a step reach over SSH.
fn hosts(commands: &[Command]) -> Vec<&'static str> {
    let mut found = Vec::new();
    for word in commands.iter().flat_map(|command| &command.args) {
        let known = ["github.com", "gitlab.com", "bitbucket.org"];
        let host = known.into_iter().find(|name| ssh_host(&word.known_prefix()) == Some(name));
        if let Some(host) = host.filter(|host| !found.contains(host)) {
            found.push(host);
        }
    }
    found
}

fn text(word: &Word) -> String {
    word.known().unwrap_or_else(|| word.raw.clone())
}

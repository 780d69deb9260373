//! Downloads that are run without being looked at.

use crate::knowledge::installers;
use crate::knowledge::programs::{is_download_tool, is_interpreter, is_shell};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, Origin, Step};
use crate::syntax::shell::Script;
use crate::syntax::{PartKind, Word};

/// The rule.
pub static RULE: Rule = Rule {
    name: "download-piped-to-shell",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("download_piped_to_shell.md"),
    check: Check::Command(check),
};

const OTHERWISE: &str = "download a fixed version to a file, check it with `sha256sum -c`, then run the file";

fn check(build: &Build, command: &Command, checker: &mut Checker<'_>) {
    if command.form.instruction != Origin::Run {
        return;
    }
    let Some(step) = build.step(command.step) else { return };
    let Some(address) = piped_address(build, command).or_else(|| substituted_address(build, command)) else { return };
    let expanded = address.as_ref().and_then(|word| build.expanded(step, word));
    let text = expanded.or_else(|| address.as_ref().map(|word| word.raw.replace(['"', '\''], ""))).unwrap_or_default();
    if names_a_commit(&text) {
        return;
    }
    let image = build.stage(step.stage).and_then(|stage| build.base_image(stage));
    let advice = installers::at(&text).map_or_else(|| OTHERWISE.to_owned(), |installer| installer.advice(image));
    let program = command.program.value.as_str();
    let message = match text.as_str() {
        "" => format!("`{program}` runs whatever is downloaded at build time"),
        source => format!("`{program}` runs whatever `{source}` sends at build time"),
    };
    let severity = if names_a_version(&text) { Severity::Info } else { Severity::Warning };
    let finding = checker.report(command.program.span, message).severity(severity).help(advice);
    if let Some(word) = &address {
        finding.label(word.span, "downloaded here, checked by nobody");
    }
}

/// The address that a command before this one in its pipeline reads, where this one runs what it is sent.
fn piped_address(build: &Build, command: &Command) -> Option<Option<Word>> {
    let place = &command.placement;
    if place.index == 0 || command.form.exec || !runs_its_input(command) {
        return None;
    }
    let step = build.step(command.step)?;
    let mut before = build
        .commands_of(step)
        .iter()
        .filter(|other| other.placement.pipeline == place.pipeline && other.placement.index < place.index);
    before.find(|other| is_download_tool(&other.program.value)).map(|download| address(build, step, &download.args))
}

/// Whether a command is an interpreter that is given no script but its input.
fn runs_its_input(command: &Command) -> bool {
    let program = command.program.value.as_str();
    if !is_interpreter(program) || command.wrappers.iter().any(|wrapper| wrapper == "xargs") {
        return false;
    }
    let Some(first) = command.args.iter().find(|word| !is_flag(word)) else {
        return !has_inline_script(command);
    };
    let reads_input = first.is("-") || first.is("/dev/stdin") || first.is("--") && !is_shell(program);
    reads_input && !has_inline_script(command) || is_shell(program) && has_input_flag(command)
}

fn is_flag(word: &Word) -> bool {
    let text = word.known_prefix();
    text.len() > 1 && text != "--" && text.starts_with(['-', '+'])
}

fn has_input_flag(command: &Command) -> bool {
    command.args.iter().take_while(|word| is_flag(word)).any(|word| {
        let text = word.known_prefix();
        !text.starts_with("--") && text.contains('s')
    })
}

/// `python -c text`, `python -m module`, `perl -ne text`, `node -p text`: the input is data.
fn has_inline_script(command: &Command) -> bool {
    let letters = if is_shell(&command.program.value) { "c" } else { "cmenprF" };
    command.args.iter().take_while(|word| is_flag(word)).any(|word| {
        let text = word.known_prefix();
        !text.starts_with("--") && text.contains(|letter| letters.contains(letter))
    })
}

/// The address in `sh -c "$(curl ...)"`, `eval "$(curl ...)"`, `bash <(curl ...)` and `. <(curl ...)`.
fn substituted_address(build: &Build, command: &Command) -> Option<Option<Word>> {
    let program = command.program.value.as_str();
    let is_text = program == "eval" || (is_interpreter(program) && has_inline_script(command));
    let is_file = is_interpreter(program) || matches!(program, "source" | ".");
    let word = command.args.iter().find(|word| !is_flag(word))?;
    let is_process = word.raw.starts_with("<(");
    let part = word.parts.first().filter(|_| if is_process { is_file } else { is_text })?;
    match &part.kind {
        PartKind::Substitution(script) => downloads(build, build.step(command.step)?, script),
        PartKind::Literal(_) | PartKind::Variable(_) | PartKind::Opaque => None,
    }
}

fn downloads(build: &Build, step: &Step, script: &Script) -> Option<Option<Word>> {
    let commands = script.commands();
    let mut programs = commands.iter().filter_map(|(simple, _)| Some((simple.program()?.known()?, simple)));
    programs.find(|(name, _)| is_download_tool(name)).map(|(_, simple)| address(build, step, simple.arguments()))
}

fn address(build: &Build, step: &Step, words: &[Word]) -> Option<Word> {
    let is_address = |word: &&Word| {
        word.known_prefix().contains("://") || build.expanded(step, word).is_some_and(|text| text.contains("://"))
    };
    words.iter().find(is_address).cloned()
}

/// Whether a part of the address is a commit's full name, whose content can never change.
fn names_a_commit(address: &str) -> bool {
    address.split('/').any(|part| part.len() == 40 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Whether the address names a version, `/v1.2.3/`, or has a commit somewhere: `@3f2504e...`. It should not change.
fn names_a_version(address: &str) -> bool {
    let path = address.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    path.split(['/', '@', '=', '?', '&']).any(|part| {
        let numbers = part.strip_prefix('v').unwrap_or(part);
        let is_version = numbers.contains('.') && numbers.split('.').all(|number| number.parse::<u32>().is_ok());
        is_version || names_a_commit(part)
    })
}

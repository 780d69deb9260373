//! Ports that `EXPOSE` cannot take.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-port",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &["ExposeInvalidFormat", "DL3011", "DS-0008"],
    options: &[],
    since: "0.1.0",
    page: include_str!("invalid_port.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step) else { return };
    let Kind::Expose(words) = &instruction.kind else { return };
    for word in words {
        let Some(text) = build.expanded(step, word) else { continue };
        match text.rsplit_once(':') {
            Some((host, container)) => mapping(word, host, container, checker),
            None => range(word, &text, checker),
        }
    }
}

/// `8080:80`: what belongs to `docker run -p`.
fn mapping(word: &Word, host: &str, container: &str, checker: &mut Checker<'_>) {
    let message = format!("`EXPOSE` maps no ports: `{host}:` is ignored");
    let edit = checker.edits().replace(word.span, container);
    let is_written_out = word.known().is_some() && !container.is_empty();
    let finding = checker.report(word.span, message).severity(Severity::Warning).aliases(&["ExposeInvalidFormat"]);
    if is_written_out {
        finding.fix(Safety::Safe, format!("write `{container}`, and map it with `docker run --publish`"), [edit]);
    } else {
        finding.help("name the port of the container alone, and map it with `docker run --publish`");
    }
}

/// `80`, `80/tcp`, `7000-7010/udp`.
fn range(word: &Word, text: &str, checker: &mut Checker<'_>) {
    let ports = text.split_once('/').map_or(text, |(ports, _)| ports);
    for port in ports.split('-') {
        let is_number = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && port.parse::<u16>().is_err() {
            checker
                .report(word.span, format!("there is no port `{port}`: the highest is 65535"))
                .help("write the port that the program listens on")
                .aliases(&["DL3011", "DS-0008"]);
            return;
        }
    }
}

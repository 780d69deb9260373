//! JSON arrays with variables and operators, which no shell reads.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Replacement, Stage, Step, UnreadKind, UnreadSyntax};
use crate::syntax::dockerfile::ast::{CommandLine, Healthcheck, Instruction, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    name: "shell-syntax-in-array",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("shell_syntax_in_array.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let found = build.unread_syntax(stage);
    let has_shell = !found.is_empty() && build.has_program(stage, "sh") != Some(false);
    for (step, unread) in &found {
        report(build, step, unread, has_shell, checker);
    }
}

fn report(build: &Build, step: &Step, found: &[UnreadSyntax<'_>], has_shell: bool, checker: &mut Checker<'_>) {
    let Some((first, others)) = found.split_first() else { return };
    let Some(instruction) = build.instruction(step) else { return };
    let keyword = instruction.keyword_text.to_uppercase();
    let (message, severity) = match &first.kind {
        UnreadKind::Line(_) => {
            let text = &first.element.value;
            (format!("no program is called `{text}`: each word has to be an element of its own"), Severity::Error)
        }
        UnreadKind::OfCompose => {
            let text = &first.element.value;
            (format!("no program is called `{text}`: that word belongs in a Compose file"), Severity::Error)
        }
        UnreadKind::Variable(_) if first.is_program => {
            let text = &first.element.value;
            (format!("no program is called `{text}`: no shell reads a JSON array"), Severity::Error)
        }
        UnreadKind::Variable(text) => {
            (format!("`{text}` is not replaced: no shell reads a JSON array"), Severity::Warning)
        }
        UnreadKind::Operator => {
            let text = &first.element.value;
            (format!("`{text}` is handed over as an argument: no shell reads a JSON array"), Severity::Error)
        }
    };
    let edits = checker.edits();
    let mut finding = checker.report(first.element.span, message).severity(severity);
    for other in others {
        finding = finding.label(other.element.span, "no shell reads this either");
    }
    if first.may_be_read {
        finding = finding.from_profile(Profile::Production).severity(Severity::Info);
    }
    let Some(span) = command_line(instruction).and_then(CommandLine::span) else { return };
    match build.replacement_of(step, first, has_shell) {
        Some(Replacement::Words(words)) => {
            let title = match first.kind {
                UnreadKind::OfCompose => "leave the word out",
                UnreadKind::Line(_) | UnreadKind::Variable(_) | UnreadKind::Operator => "make each word an element",
            };
            finding.fix(Safety::Unsafe, title, [edits.exec_form(span, &words)]);
        }
        Some(Replacement::NamedShell(words)) => {
            let help = "name a shell, and let the program take its place with `exec`";
            finding.help(help).fix(Safety::Unsafe, "let a shell read it", [edits.exec_form(span, &words)]);
        }
        Some(Replacement::Text(text)) => {
            let help = format!("write `{keyword}` as text, which a shell reads");
            finding.help(help).fix(Safety::Unsafe, "let a shell read it", [edits.replace(span, text)]);
        }
        None if matches!(first.kind, UnreadKind::Line(_)) => {
            finding.help("name the program, and write each of its arguments as an element of its own");
        }
        None if first.kind == UnreadKind::OfCompose => {
            finding.help("write program and arguments alone: [\"program\", \"argument\"]");
        }
        None if !has_shell => {
            finding.help("the image has no shell: write the value itself, or let the program read the variable");
        }
        None => {
            finding.help("name a shell for it: [\"sh\", \"-c\", \"exec ...\"]; or write the values themselves");
        }
    }
}

fn command_line(instruction: &Instruction) -> Option<&CommandLine> {
    match &instruction.kind {
        Kind::Run(run) => Some(&run.command),
        Kind::Cmd(line) | Kind::Entrypoint(line) | Kind::Healthcheck(Healthcheck::Command(_, line)) => Some(line),
        _ => None,
    }
}

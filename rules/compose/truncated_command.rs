//! Commands without a shell that are written as if there was one.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{ContainerCommand, Cut, Stack};
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "truncated-command",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("truncated_command.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    for command in stack.commands_of(service) {
        for (word, place) in command.literal_substitutions() {
            let message = format!("no shell reads this: the program gets `{word}` as it is written");
            checker.report_at(place, message).severity(Severity::Warning).help(shell_help(&command));
        }
        let Some(cut) = command.cut() else { continue };
        let message = format!("Docker Compose drops this command from {} on", dropped(&cut));
        let help = if cut.stands_alone { shell_help(&command) } else { quote_help(&cut) };
        checker.report_at(cut.place, message).help(help);
    }
}

/// What is lost, as far as it fits.
fn dropped(cut: &Cut) -> String {
    let short: String = cut.lost.chars().take(SHOWN).collect();
    let dots = if cut.loses_more || short.len() < cut.lost.len() { "..." } else { "" };
    let gap = if short.is_empty() || !cut.stands_alone { "" } else { " " };
    format!("`{}{gap}{short}{dots}`", cut.operator)
}

/// How many characters of what is lost are shown.
const SHOWN: usize = 30;

fn quote_help(cut: &Cut) -> String {
    format!("put quotes around the word that holds the `{}`", cut.operator)
}

/// What makes a shell read it.
fn shell_help(command: &ContainerCommand<'_>) -> String {
    let key = if command.is_hook() { "command" } else { command.key };
    match command.script().as_slice() {
        [line] if !line.contains(['"', '\\']) => {
            format!("let a shell read it:\n{key}: [\"sh\", \"-c\", \"{line}\"]")
        }
        lines => format!("let a shell read it:\n{key}:\n  - sh\n  - -c\n  - |\n    {}", lines.join("\n    ")),
    }
}

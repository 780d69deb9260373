//! Values that Docker Compose passes on, and that nothing takes.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::stack::{Refusal, RefusedValue, Stack};
use crate::syntax::compose::Provenance;

/// The rule.
pub static RULE: Rule = Rule {
    name: "misspelt-value",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("misspelt_value.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    for refused in stack.refused_values() {
        report(&refused, checker);
    }
}

fn report(refused: &RefusedValue, checker: &mut Checker<'_>) {
    let RefusedValue { value, meant, .. } = refused;
    let edit = meant.as_ref().filter(|_| value.provenance == Provenance::Written);
    let edit = edit.and_then(|meant| checker.edits_in(value.place.file).replace_scalar(value.place, meant));
    let help = meant.as_ref().map_or_else(|| help(refused), |meant| format!("did you mean `{meant}`?"));
    let title = meant.as_ref().map(|meant| format!("write `{meant}`")).unwrap_or_default();
    let severity = if refused.is_for_swarm { Severity::Warning } else { Severity::Error };
    let finding = checker.report_at(value.place, message(refused)).severity(severity).help(help);
    finding.fix(Safety::Unsafe, title, edit);
}

fn message(refused: &RefusedValue) -> String {
    let text = &refused.value.value;
    match refused.refusal {
        Refusal::Unknown(accepted) => format!("`{text}` is no {}", accepted.what),
        Refusal::Attempts => format!("`{text}` has no number behind its colon, and tries again without end"),
        Refusal::NeedlessAttempts => format!("`{text}` has a number of attempts, which only `on-failure` takes"),
        Refusal::Capability => format!("`{text}` is no capability"),
        Refusal::Signal => format!("`{text}` is no signal"),
        Refusal::Port => format!("`{text}` is no port of a container"),
        Refusal::ServiceAsMode => format!("`{text}` is a service and no network mode"),
        Refusal::NetworkAsMode => format!("`{text}` is a network of this project and no network mode"),
    }
}

/// What to do where it is not known which text was meant.
fn help(refused: &RefusedValue) -> String {
    let text = &refused.value.value;
    match refused.refusal {
        Refusal::Unknown(accepted) => match accepted.words {
            [word] => format!("remove it, or write `{word}`"),
            words => format!("write {}", listed(words)),
        },
        Refusal::Attempts => "write a number: `on-failure:5`".to_owned(),
        Refusal::NeedlessAttempts => "leave the number out, or write `on-failure:5`".to_owned(),
        Refusal::Capability => "Linux has none of that name, see capabilities(7); remove it".to_owned(),
        Refusal::Signal => "write a name such as `SIGTERM` or `SIGQUIT`".to_owned(),
        Refusal::Port => "write the port that the container listens on, such as `\"8080\"`".to_owned(),
        Refusal::ServiceAsMode => format!("write `service:{text}`"),
        Refusal::NetworkAsMode => format!("replace `network_mode` by\nnetworks:\n  - {text}"),
    }
}

/// `a`, `b` or `c`
fn listed(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

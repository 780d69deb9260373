//! Variables of containers that Docker Compose replaces on the machine it runs on.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::stack::{RunText, Stack};
use crate::syntax::compose::ast::{Service, Variable};
use crate::syntax::compose::{Provenance, Scalar, VariableUse};

/// The rule.
pub static RULE: Rule = Rule {
    name: "host-expanded-variable",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("host_expanded_variable.md"),
    check: Check::Service(check),
};

/// Variables that the shell of the host has as surely as that of the container, with another value.
const OF_SHELLS: &[&str] = &["HOME", "HOSTNAME", "PATH", "SHELL", "USER"];

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    for text in stack.run_texts_of(service) {
        let Some(scalar) = text.value.as_scalar() else { continue };
        for variable in scalar.variables.iter().filter(|variable| is_empty(variable)) {
            if let Some((why, profile)) = reason(stack, service, &text, scalar, variable) {
                report(checker, &text, variable, why, profile);
            }
        }
    }
    for (name, place) in stack.vanished_variables_of(service) {
        if service.variable(&name).is_some_and(|own| has_own_value(own, &name)) {
            checker.report_at(place, message(&name, OF_ENVIRONMENT)).help(help_without_shell(&name));
        }
    }
}

const OF_ENVIRONMENT: &str = "not the one that `environment` sets";

/// Whether it is empty where nobody sets it on the host.
fn is_empty(variable: &VariableUse) -> bool {
    variable.provenance == Provenance::Unset && !variable.has_operator
}

/// Why the container's own variable is meant.
fn reason(
    stack: &Stack,
    service: &Service,
    text: &RunText<'_>,
    scalar: &Scalar,
    variable: &VariableUse,
) -> Option<(&'static str, Profile)> {
    let name = variable.name.as_str();
    let is_bare = scalar.written.contains(&format!("${name}"));
    if let Some(own) = service.variable(name) {
        return has_own_value(own, name).then_some((OF_ENVIRONMENT, Profile::Recommended));
    }
    if stack.is_project_variable(name) {
        return None;
    }
    let is_small = name.chars().any(|c| c.is_ascii_lowercase());
    match &text.script {
        Some(_) if text.sets(name) => Some(("not the one that the script sets", Profile::Recommended)),
        Some(_) if OF_SHELLS.contains(&name) => Some(("not the container's", Profile::Recommended)),
        Some(_) if is_bare && is_small => Some(("which no file sets", Profile::Recommended)),
        Some(_) if is_bare => Some(("which no file sets", Profile::Strict)),
        Some(_) | None => None,
    }
}

/// Whether a variable of the container has a value that is not the host's variable of the same name.
fn has_own_value(own: &Variable, name: &str) -> bool {
    let uses = own.written.as_ref().map(|written| written.variables.as_slice()).unwrap_or_default();
    own.value.is_some() && !uses.iter().any(|used| used.name == name && used.provenance == Provenance::Unset)
}

fn report(checker: &mut Checker<'_>, text: &RunText<'_>, variable: &VariableUse, why: &str, profile: Profile) {
    let name = &variable.name;
    let edit = checker.edits_in(variable.place.file).replace_scalar(variable.place, &format!("$${name}"));
    let finding = checker.report_at(variable.place, message(name, why)).from_profile(profile);
    if text.script.is_none() {
        finding.help(help_without_shell(name));
        return;
    }
    let finding = finding.help(format!("write `$${name}`: the shell in the container then replaces it"));
    finding.fix(Safety::Unsafe, "double the `$`", edit);
}

fn message(name: &str, why: &str) -> String {
    format!("Docker Compose replaces `{name}` by the host's, {why}")
}

fn help_without_shell(name: &str) -> String {
    format!("let a shell in the container replace it: `[\"sh\", \"-c\", \"... $${name} ...\"]`")
}

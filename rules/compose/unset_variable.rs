//! Variables that nothing sets, where emptiness breaks or opens something.

use std::collections::HashSet;

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{EmptyPart, PortText, Stack};
use crate::syntax::compose::ast::Service;
use crate::syntax::compose::{ComposeProblemKind, Provenance, Value, VariableUse};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unset-variable",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unset_variable.md"),
    check: Check::Stack(check),
};

/// Variables that every shell sets.
const OF_SHELLS: &[&str] = &["HOME", "HOSTNAME", "PATH", "PWD", "SHELL", "USER"];

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    let told = told(stack);
    for service in stack.services() {
        check_service(stack, service, &told, checker);
    }
}

/// Where it is told already that nothing is loaded without the variable.
fn told(stack: &Stack) -> HashSet<Place> {
    let problems = stack.problems.iter().filter(|problem| problem.kind == ComposeProblemKind::Unset);
    problems.flat_map(|problem| problem.labels.iter().map(|(place, _)| *place).chain([problem.place])).collect()
}

fn check_service(stack: &Stack, service: &Service, told: &HashSet<Place>, checker: &mut Checker<'_>) {
    let is_in_file = stack.takes_from_environment_file();
    for part in stack.port_texts_of(service).iter().flat_map(PortText::empty_parts) {
        let (place, name, effect) = match part {
            EmptyPart::Address(place, name) => (place, name, "the port is published on every address"),
            EmptyPart::Published(place, name) => (place, name, "a random port is published"),
        };
        if !told.contains(&place) && !stack.inventory.is_left_to_example(place) {
            report(checker, place, &name, effect, is_in_file, Profile::Production);
        }
    }
    let image = service.at(&["image"]).filter(|_| service.build.is_none());
    let is_told = |place: Place| told.contains(&place) || stack.inventory.is_left_to_example(place);
    let is_meant = |variable: &&VariableUse| !is_told(variable.place) && !is_prefix(image, variable);
    for variable in image.into_iter().flat_map(unset).filter(is_meant) {
        let effect = "the image has no valid name or another one";
        report(checker, variable.place, &variable.name, effect, is_in_file, Profile::Strict);
    }
    let volumes = service.at(&["volumes"]).map(Value::items).unwrap_or_default();
    let sources = volumes.iter().filter(|volume| volume.get("type").and_then(Value::as_text) == Some("bind"));
    for variable in
        sources.filter_map(|volume| volume.get("source")).flat_map(unset).filter(|variable| !is_told(variable.place))
    {
        let effect = "another folder of the machine is mounted";
        report(checker, variable.place, &variable.name, effect, is_in_file, Profile::Strict);
    }
}

/// Whether a variable stands glued in front of a name, which is one without it too: `${REGISTRY}shop-api:1.2`.
fn is_prefix(image: Option<&Value>, variable: &VariableUse) -> bool {
    let written = image.and_then(Value::as_scalar).map(|scalar| &*scalar.written).unwrap_or_default();
    let Some(rest) = written.strip_prefix(&format!("${{{}}}", variable.name)) else { return false };
    rest.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// The variables of a text that nothing sets, and that have nothing in their place.
fn unset(value: &Value) -> impl Iterator<Item = &VariableUse> {
    let variables = value.as_scalar().map(|scalar| scalar.variables.as_slice()).unwrap_or_default();
    let is_unset = |variable: &&VariableUse| variable.provenance == Provenance::Unset && !variable.has_operator;
    variables.iter().filter(is_unset).filter(|variable| !OF_SHELLS.contains(&variable.name.as_str()))
}

/// What no file sets may well be set elsewhere, unless a file is there to set such variables.
fn report(checker: &mut Checker<'_>, place: Place, name: &str, effect: &str, is_in_file: bool, from: Profile) {
    let nothing = if is_in_file { "the environment file does not set" } else { "no file sets" };
    let help = format!("write `${{{name}:?}}`, so that nothing starts without it, or a default: `${{{name}:-...}}`");
    let finding = checker.report_at(place, format!("{nothing} `{name}`: while it is empty, {effect}")).help(help);
    if !is_in_file {
        finding.from_profile(from);
    }
}

//! Variables of `FROM` that no `ARG` above it declares.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Stage};
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "undefined-argument-in-from",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["UndefinedArgInFrom"],
    options: &[],
    since: "0.1.0",
    page: include_str!("undefined_argument_in_from.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let Some(instruction) = build.from_instruction(stage) else { return };
    let words = build.from_image(stage).into_iter().chain(instruction.flag_value("platform"));
    let mut told: Vec<&str> = Vec::new();
    for (variable, span) in words.flat_map(|word| word.all_variables()) {
        let name = variable.name.as_str();
        if told.contains(&name) {
            continue;
        }
        told.push(name);
        if build.global_binding(name).is_some() || Build::is_platform_argument(name) {
            continue;
        }
        let inside = declared_in_stage(build, stage, name);
        let finding = if variable.has_fallback() {
            let message = format!("`{name}` can never be set: no `ARG` above the first `FROM` declares it");
            checker.report(span, message).severity(Severity::Warning)
        } else {
            checker.report(span, format!("`{name}` is empty: no `ARG` above the first `FROM` declares it"))
        };
        if let Some(place) = inside {
            finding
                .label(place, "within a stage, where `FROM` does not see it")
                .help(format!("move `ARG {name}` above the first `FROM`"));
        } else if let Some(meant) = nearest(build, name) {
            finding.help(format!("did you mean `{meant}`?"));
        } else {
            finding.help(format!("add `ARG {name}=...` above the first `FROM`"));
        }
    }
}

/// An ARG of that name in a stage above.
fn declared_in_stage(build: &Build, stage: &Stage, name: &str) -> Option<Span> {
    let steps = build.steps.iter().take_while(|step| step.stage < stage.id);
    steps.filter_map(|step| build.instruction(step)).find_map(|instruction| match &instruction.kind {
        Kind::Arg(arg) => arg.definitions.iter().find(|found| found.name.value == name).map(|found| found.span),
        _ => None,
    })
}

/// An argument that is surely meant: one letter away.
fn nearest<'a>(build: &'a Build, name: &str) -> Option<&'a str> {
    let names = build.global_arguments.iter().map(|argument| argument.name.value.as_str());
    names.filter(|known| known.len() > 2).find(|known| strsim::osa_distance(known, name) == 1)
}

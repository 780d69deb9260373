//! Build arguments that a variable of the same name hides.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{ArgumentUses, Binding, BindingKind, Build, Stage, Step};
use crate::syntax::dockerfile::ast::{Definition, Kind, Pair};
use crate::syntax::expand::Value;

/// The rule.
pub static RULE: Rule = Rule {
    name: "ineffective-argument",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("ineffective_argument.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let mut uses = ArgumentUses::default();
    for step in build.steps_of(stage) {
        let Some(instruction) = build.instruction(step) else { continue };
        uses.read(step, instruction);
        match &instruction.kind {
            Kind::Arg(arg) => {
                for definition in &arg.definitions {
                    below_variable(build, step, definition, checker);
                }
            }
            Kind::Env(pairs) => {
                for pair in &pairs.pairs {
                    above_variable(build, step, pair, &uses, checker);
                }
            }
            _ => {}
        }
    }
}

/// `ENV A=1`, `ARG A=2`: the ARG is never seen.
fn below_variable(build: &Build, step: &Step, definition: &Definition, checker: &mut Checker<'_>) {
    let name = definition.name.value.as_str();
    if Build::is_platform_argument(name) {
        return;
    }
    let (Some(stage), help) = (build.stage(step.stage), "give the argument a name of its own") else { return };
    match build.binding(step, name) {
        Some(binding) if binding.kind == BindingKind::Env => {
            if is_made_of(build, binding, name) || has_same_value(build, step, definition, binding) {
                return;
            }
            checker
                .report(definition.span, format!("this argument is never seen: the variable `{name}` hides it"))
                .label(binding.span, "this is what every instruction gets")
                .help(help);
        }
        None if build.is_set_by_base(stage, name) == Some(true) => {
            let finding = checker
                .report(definition.span, format!("this argument is never seen: the base image sets `{name}` itself"))
                .help(help);
            // Without a value of its own, the two often are as good as the same.
            if definition.value.is_none() {
                finding.from_profile(Profile::Strict).severity(Severity::Info);
            }
        }
        Some(_) | None => {}
    }
}

/// `ARG A=1`, `ENV A=2`, and nothing between them: `--build-arg A=3` changes nothing.
fn above_variable(build: &Build, step: &Step, pair: &Pair, uses: &ArgumentUses<'_>, checker: &mut Checker<'_>) {
    let Some(name) = pair.key.known() else { return };
    let Some(binding) = build.binding(step, &name).filter(|binding| binding.kind == BindingKind::Arg) else { return };
    let Some(argument) = binding.step.and_then(|id| build.step(id)).filter(|it| it.stage == step.stage) else { return };
    if uses.is_used_since(argument.id, &name) {
        return;
    }
    checker
        .report(binding.span, format!("this argument has no effect: the variable `{name}` below hides it"))
        .label(pair.span, "this is what every instruction gets")
        .help(format!("write ENV {name}={}, or remove the ARG", value_from_argument(build, argument, pair, &name)));
}

/// What lets the argument in: an ARG without a value leaves the variable the one it has.
fn value_from_argument(build: &Build, argument: &Step, pair: &Pair, name: &str) -> String {
    let has_default = match build.instruction(argument).map(|instruction| &instruction.kind) {
        Some(Kind::Arg(arg)) => arg.definitions.iter().any(|it| it.name.value == name && it.value.is_some()),
        _ => false,
    };
    let value = pair.value.raw.trim_matches('"');
    if has_default || value.is_empty() {
        return format!("${name}");
    }
    let quote = if pair.value.is_quoted() { "\"" } else { "" };
    format!("{quote}${{{name}:-{value}}}{quote}")
}

/// Whether the variable got its value from an argument of the same name: `ENV A=$A`.
fn is_made_of(build: &Build, binding: &Binding, name: &str) -> bool {
    let step = binding.step.and_then(|id| build.step(id));
    let Some(Kind::Env(pairs)) = step.and_then(|step| build.instruction(step)).map(|it| &it.kind) else { return true };
    let mut own = pairs.pairs.iter().filter(|pair| pair.key.is(name));
    own.any(|pair| pair.value.all_variables().iter().any(|(variable, _)| variable.name == name))
}

fn has_same_value(build: &Build, step: &Step, definition: &Definition, binding: &Binding) -> bool {
    let value = definition.value.as_ref().and_then(|word| build.expanded(step, word));
    match &binding.value {
        Value::Known(text) => value.as_ref() == Some(text),
        _ => false,
    }
}

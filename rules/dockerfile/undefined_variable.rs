//! Variables that nothing sets.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Base, Build, Step};
use crate::syntax::Variable;
use crate::syntax::dockerfile::ast::{Instruction, Keyword, Kind, Pair};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "undefined-variable",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["UndefinedVar"],
    options: &[],
    since: "0.1.0",
    page: include_str!("undefined_variable.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step) else { return };
    // BuildKit does not look at EXPOSE.
    let aliases = if instruction.keyword.value == Keyword::Expose { &[] } else { RULE.aliases };
    let mut told: Vec<&str> = Vec::new();
    let variables: Vec<_> = instruction.expanded_words().into_iter().flat_map(|word| word.all_variables()).collect();
    // `${NAME:+:$NAME}`: the inner one is only there where it is set.
    let is_guarded = |name: &str, span: Span| {
        let guards = variables.iter().filter(|(guard, _)| guard.name == name && guard.has_fallback());
        guards.into_iter().any(|(_, place)| *place != span && place.contains(span))
    };
    for (variable, span) in &variables {
        let (name, span) = (variable.name.as_str(), *span);
        if told.contains(&name) || is_guarded(name, span) || is_set(build, step, name) {
            continue;
        }
        // The definitions of one ARG see those before them.
        if let Kind::Arg(arg) = &instruction.kind
            && arg.definitions.iter().any(|earlier| earlier.name.value == name && earlier.span.end < span.start)
        {
            continue;
        }
        // What another pair of the same ENV sets is a matter of its own.
        if set_by_same(instruction, name).is_some_and(|pair| !pair.value.span.contains(span)) {
            continue;
        }
        told.push(name);
        if variable.has_fallback() {
            report_fallback(build, step, variable, span, checker);
            continue;
        }
        if let Some(meant) = nearest(build, step, name) {
            checker
                .report(span, format!("nothing sets `{name}`"))
                .help(format!("did you mean `{meant}`?"))
                .aliases(aliases);
        } else if let Some(base) = known_base(build, step, name) {
            checker
                .report(span, format!("nothing sets `{name}`: neither this file nor {base}"))
                .help(match set_by_same(instruction, name) {
                    // `ENV X=/lib:$X`
                    Some(_) => format!("leave `${name}` and its colon out: there is nothing to keep"),
                    None => format!("add `ARG {name}=...` or `ENV {name}=...` above, or write the value"),
                })
                .aliases(aliases);
        }
    }
}

/// The author knows that it may be empty, but perhaps not that it always is.
fn report_fallback(build: &Build, step: &Step, variable: &Variable, span: Span, checker: &mut Checker<'_>) {
    let Some(base) = known_base(build, step, &variable.name) else { return };
    checker
        .report(
            span,
            format!("nothing sets `{}`, neither this file nor {base}: this is always the same", variable.name),
        )
        .severity(Severity::Info)
        .from_profile(Profile::Strict)
        .help(format!("declare it, `ARG {}`, or write what it comes to", variable.name));
}

/// Whether the file sets it, or BuildKit does. What it declares above the first FROM is a matter of its own.
fn is_set(build: &Build, step: &Step, name: &str) -> bool {
    build.is_set_before(step, name) || build.global_binding(name).is_some()
}

/// The pair of the same ENV that sets it.
fn set_by_same<'a>(instruction: &'a Instruction, name: &str) -> Option<&'a Pair> {
    match &instruction.kind {
        Kind::Env(pairs) => pairs.pairs.iter().find(|pair| pair.key.is(name)),
        _ => None,
    }
}

/// A variable that is surely meant: one letter away.
fn nearest<'a>(build: &'a Build, step: &Step, name: &str) -> Option<&'a str> {
    let names = build.variables_before(step).into_iter().chain(["PATH"]);
    names.filter(|known| known.len() > 3 && name.len() > 3).find(|known| strsim::osa_distance(known, name) == 1)
}

/// The base, where it is known not to set the variable.
fn known_base(build: &Build, step: &Step, name: &str) -> Option<String> {
    let stage = build.stage(step.stage)?;
    if build.is_set_by_base(stage, name) != Some(false) {
        return None;
    }
    match build.root_base(stage) {
        Base::Scratch => Some("the empty image".to_owned()),
        Base::Image(image) => Some(format!("the image `{}`", image.value.repository())),
        Base::Stage(_) | Base::Dynamic(_) | Base::Missing => None,
    }
}

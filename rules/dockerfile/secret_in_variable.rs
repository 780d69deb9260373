//! Secrets in `ENV`, `ARG` and `LABEL`.

use crate::knowledge::secrets::{asks_no_password, has_secret_token, is_to_be_changed, is_written_out, names_secret};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{BindingKind, Build, Stage, Step, secret_variables};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{Definition, Kind, Pair};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "secret-in-variable",
    category: Category::Security,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["DL3064", "SecretsUsedInArgOrEnv", "DS-0031"],
    options: &[],
    since: "0.1.0",
    page: include_str!("secret_in_variable.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    for step in build.steps_of(stage) {
        let Some(instruction) = build.instruction(step) else { continue };
        match &instruction.kind {
            Kind::Env(pairs) => pairs.pairs.iter().for_each(|pair| environment(build, stage, step, pair, checker)),
            Kind::Label(pairs) => pairs.pairs.iter().for_each(|pair| label(build, step, pair, checker)),
            Kind::Arg(arg) => arg.definitions.iter().for_each(|found| argument(build, stage, step, found, checker)),
            _ => {}
        }
    }
}

fn environment(build: &Build, stage: &Stage, step: &Step, pair: &Pair, checker: &mut Checker<'_>) {
    let Some(name) = pair.key.known() else { return };
    let (severity, kept) = if build.reaches_target(stage) {
        (Severity::Error, "and becomes part of the image")
    } else {
        (Severity::Warning, "and stays in the build's cache and records")
    };
    let help =
        format!("hand it over when the container starts: `docker run --env {name}`, or a secret mounted as a file");
    if let Some(kind) = secret_variables::written_secret(&pair.value) {
        checker
            .report(pair.value.span, format!("the value of `{name}` is a secret ({kind}), {kept}"))
            .severity(severity)
            .help(format!("revoke it, then {help}"))
            .aliases(&aliases(&name));
    } else if let Some((argument, declared)) = build.secret_argument(step, &name, &pair.value) {
        checker
            .report(pair.value.span, format!("`{name}` takes over the build argument `{argument}`, {kept}"))
            .label(declared, "declared here")
            .severity(severity)
            .help(if severity == Severity::Error { help } else { mount_help(argument) })
            .aliases(&aliases(&name));
    } else if names_secret(&name) && pair.value.known().is_some_and(|value| is_written_out(&value)) {
        let message = format!("`{name}` is written out here, {kept}");
        checker.report(pair.span, message).severity(severity).help(help).aliases(&aliases(&name));
    } else if let Some(message) = open_door(build, stage, &name, &pair.value) {
        let help = "leave it out, and hand over a password when the container starts, or a file that holds it";
        let finding = checker.report(pair.span, message).severity(Severity::Warning).from_profile(Profile::Production);
        finding.help(help).aliases(&aliases(&name));
    } else if has_secret_token(&name) {
        report_name(&name, pair.key.span, &["SecretsUsedInArgOrEnv"], checker);
    }
}

/// What to say of a password that everybody knows, or of none at all, in the image that is built.
fn open_door(build: &Build, stage: &Stage, name: &str, value: &Word) -> Option<String> {
    let value = value.known().filter(|_| build.reaches_target(stage))?;
    if asks_no_password(name, &value) {
        return Some(format!("with `{name}`, nobody is asked for a password"));
    }
    let is_known = names_secret(name) && is_to_be_changed(&value);
    is_known.then(|| format!("`{name}` is `{}` in every container that is given no other", value.trim()))
}

/// A variable that is for a secret by its name, and of whose value nothing can be said.
fn report_name(name: &str, span: Span, aliases: &[&str], checker: &mut Checker<'_>) {
    checker
        .report(span, format!("`{name}` is named like a secret"))
        .help("mount it as a secret if it is one")
        .severity(Severity::Info)
        .from_profile(Profile::Strict)
        .aliases(aliases);
}

/// What other tools call a finding about a variable of that name.
fn aliases(name: &str) -> Vec<&'static str> {
    let by_name = names_secret(name).then_some("DL3064");
    let by_token = has_secret_token(name).then_some("SecretsUsedInArgOrEnv");
    by_name.into_iter().chain(by_token).chain(["DS-0031"]).collect()
}

fn label(build: &Build, step: &Step, pair: &Pair, checker: &mut Checker<'_>) {
    let Some(name) = pair.key.known() else { return };
    let help = "leave it out: everybody who has the image can read its labels";
    if let Some(kind) = secret_variables::written_secret(&pair.value) {
        checker.report(pair.value.span, format!("the label `{name}` holds a secret ({kind})")).help(help).aliases(&[]);
    } else if let Some((argument, declared)) = build.secret_argument(step, "", &pair.value) {
        checker
            .report(pair.value.span, format!("the label `{name}` takes over the build argument `{argument}`"))
            .label(declared, "declared here")
            .help(help)
            .aliases(&[]);
    }
}

fn argument(build: &Build, stage: &Stage, step: &Step, definition: &Definition, checker: &mut Checker<'_>) {
    let name = &definition.name.value;
    if let Some(kind) = definition.value.as_ref().and_then(secret_variables::written_secret) {
        let message = format!("the default of `{name}` is a secret ({kind}), for every reader of this file");
        let help = format!("revoke it, then {}", mount_help(name));
        checker.report(definition.span, message).help(help).aliases(&aliases(name));
        return;
    }
    let is_declared_before = build.binding(step, name).is_some_and(|earlier| earlier.kind == BindingKind::Arg);
    // One secret, one finding: where a variable takes it over, that is the worse place.
    if !names_secret(name) || is_declared_before || build.is_passed_on(step, name) {
        if names_secret(name) || has_secret_token(name) {
            report_name(name, definition.name.span, &aliases(name), checker);
        }
        return;
    }
    // Each RUN behind it has its value in the history of the image, whether it uses it or not.
    let place = definition.name.span;
    let finding = match build.run_behind(step).filter(|_| build.reaches_target(stage)) {
        Some(run) => checker
            .report(place, format!("`{name}` is a build argument, and the history of the image shows its value"))
            .label(run, "from this step on"),
        None => checker
            .report(place, format!("`{name}` is a build argument, and the build's records show its value"))
            .severity(Severity::Warning),
    };
    let finding = finding.help(mount_help(name)).aliases(&aliases(name));
    if let Some(place) = build.first_use(step, name) {
        finding.label(place, "used here");
    }
}

fn mount_help(name: &str) -> String {
    format!(
        "mount it where it is needed: `RUN --mount=type=secret,id={name},env={name} ...`, built with `--secret id={name}`"
    )
}

//! Secrets that a step leaves in a file of its layer.

use crate::knowledge::secrets::Login;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, LeftSecret, SourceOrigin, Stage, Step, directories};
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "secret-in-layer",
    category: Category::Security,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("secret_in_layer.md"),
    check: Check::Step(check),
};

/// How many steps behind a secret are looked at for its removal, which is a step or two away where there is one.
const MOST_STEPS: usize = 64;

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(stage) = build.stage(step.stage) else { return };
    for secret in build.left_secrets(checker.file(), step) {
        let (name, file) = (&secret.name, &secret.file);
        let message = match secret.login {
            Some(_) => {
                format!("`{}` keeps `{name}` in `{file}`, which stays in the layer", secret.command.program.value)
            }
            None => format!("`{name}` is written to `{file}`, which stays in the layer"),
        };
        let mut finding = checker.report(secret.place, message).label(secret.origin, "it comes from here");
        if let Some(removal) = later_removal(build, stage, step, file) {
            finding = finding.label(removal, "removing it here leaves it in the layer above");
        }
        let is_in_image = build.reaches_target(stage);
        let copy = if is_in_image { None } else { copied_on(build, stage, file) };
        if let Some(copy) = copy {
            finding = finding.label(copy, "this takes it into another stage");
        }
        let finding = finding.help(help(build, step, &secret));
        if !is_in_image && copy.is_none() {
            finding.severity(Severity::Warning).from_profile(Profile::Production);
        }
    }
}

fn help(build: &Build, step: &Step, secret: &LeftSecret<'_>) -> String {
    let file = &secret.file;
    let name = file.rsplit('/').next().unwrap_or(file);
    let of_mount = id_of_copy(build, step, secret);
    let id = of_mount.as_deref().unwrap_or_else(|| name.trim_start_matches('.'));
    match secret.login {
        Some(Login { file: "./.git/config", .. }) => {
            "clone without a password in the address: `RUN --mount=type=ssh git clone git@HOST:OWNER/NAME.git`, or remove \
             the `.git` directory in the same RUN"
                .to_owned()
        }
        _ if file.contains(".ssh/") => {
            "leave the key with the agent: `RUN --mount=type=ssh git clone ...`, built with `--ssh default`".to_owned()
        }
        _ => {
            let target = file.strip_prefix('~').map_or_else(|| file.clone(), |rest| format!("/root{rest}"));
            format!(
                "mount the whole file for the steps that need it: `RUN --mount=type=secret,id={id},target={target},required=true \
                 ...`, built with `--secret id={id},src=FILE`; or remove it in the same RUN"
            )
        }
    }
}

/// The id of the mount whose file is copied as it is: mounted elsewhere, it does the same.
fn id_of_copy(build: &Build, step: &Step, secret: &LeftSecret<'_>) -> Option<String> {
    let is_plain = secret.name.starts_with('/') && secret.command.is_any(&["cat", "cp", "install", "mv"]);
    let mut mounts = build.instruction(step).filter(|_| is_plain)?.mounts();
    let mount = mounts.find(|mount| mount.span == secret.origin)?;
    mount.mount_option("id").or_else(|| mount.mount_option("source"))?.value.as_ref()?.known()
}

/// Where a later step of the stage removes the file, which does not help.
fn later_removal(build: &Build, stage: &Stage, step: &Step, file: &str) -> Option<Span> {
    let name = file.rsplit('/').next().filter(|name| !name.is_empty())?;
    let later = build.steps_of(stage).iter().filter(|other| other.id > step.id).take(MOST_STEPS);
    let mut removals = later.flat_map(|other| build.commands_of(other)).filter(|command| command.is_any(&["rm"]));
    removals.find_map(|command| {
        let removed = command.args.iter().find(|word| word.known_prefix().rsplit('/').next() == Some(name));
        removed.map(|word| word.span)
    })
}

/// Where another stage copies the file, with a directory that holds it.
fn copied_on(build: &Build, stage: &Stage, file: &str) -> Option<Span> {
    let takes = |step: &&Step| step.sources.iter().any(|source| source.origin == SourceOrigin::Stage(stage.id));
    build.steps.iter().filter(takes).find_map(|step| {
        let instruction = build.instruction(step)?;
        let Kind::Copy(transfer) = &instruction.kind else { return None };
        let mut sources = transfer.sources.iter();
        let source = sources.find(|word| {
            let path = build.expanded(step, word).unwrap_or_default();
            directories::below(file, &directories::joined("/", &path)).is_some()
        })?;
        Some(source.span)
    })
}

//! Files with credentials that become part of a layer.

use crate::knowledge::secrets::{SecretFile, is_secret_file};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Step};
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "secret-file-copied",
    category: Category::Security,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("secret_file_copied.md"),
    check: Check::Step(check),
};

/// Where public keys and certificates are kept.
const PUBLIC_PLACES: [&str; 6] = [
    "/etc/apk/keys",
    "/etc/apt/",
    "/etc/pki/",
    "/etc/ssl/certs",
    "/usr/local/share/ca-certificates",
    "/usr/share/keyrings",
];

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(instruction) = build.instruction(step).map(|instruction| instruction.put_off()) else { return };
    let (Kind::Copy(transfer) | Kind::Add(transfer)) = &instruction.kind else { return };
    if instruction.flag("from").is_some() {
        return;
    }
    let reaches_image = build.stage(step.stage).is_some_and(|stage| build.reaches_target(stage));
    for source in &transfer.sources {
        let Some(path) = build.expanded(step, source) else { continue };
        let is_of_context = !path.contains("://") && !path.starts_with("<<");
        let Some(secret) = is_secret_file(&path).filter(|secret| is_of_context && secret.likely) else { continue };
        let destination = transfer.destination.as_ref().and_then(|word| build.expanded(step, word)).unwrap_or_default();
        if !secret.certain && PUBLIC_PLACES.iter().any(|place| destination.starts_with(place)) {
            continue;
        }
        let what = if secret.certain { secret.kind.to_owned() } else { format!("{}, by its name", secret.kind) };
        let mut finding = checker.report(source.span, format!("`{path}` ({what}) becomes part of a layer")).help(help(
            secret,
            &path,
            &destination,
        ));
        if let Some(removal) = removal(build, step, &path, &destination) {
            finding = finding.label(removal, "removing it here leaves it in the layer above");
        }
        if !reaches_image || !secret.certain {
            finding.severity(Severity::Warning);
        }
    }
}

fn help(secret: SecretFile, path: &str, destination: &str) -> String {
    let name = file_name(path);
    if secret.kind == "environment file" {
        return format!(
            "list it in `.dockerignore`, and hand it over when the container starts: `docker run --env-file {name}`"
        );
    }
    if secret.kind.starts_with("private SSH key") {
        return "leave the key with the agent: `RUN --mount=type=ssh git clone ...`, built with `--ssh default`"
            .to_owned();
    }
    let id = name.trim_start_matches('.');
    let is_file = destination.starts_with('/') && !destination.ends_with('/');
    let target = if is_file { format!(",target={destination}") } else { String::new() };
    format!(
        "mount it for the steps that need it: `RUN --mount=type=secret,id={id}{target} ...`, built with `--secret \
         id={id},src={path}`; what the container needs is mounted when it starts"
    )
}

/// Where a later step of the stage removes the file.
fn removal(build: &Build, step: &Step, path: &str, destination: &str) -> Option<Span> {
    let stage = build.stage(step.stage)?;
    let later = build.steps_of(stage).iter().filter(|other| other.id > step.id);
    let mut commands = later.flat_map(|other| build.commands_of(other)).filter(|command| command.program.value == "rm");
    commands.find_map(|command| {
        command.args.iter().find_map(|word| {
            let removed = word.known()?;
            let removed = removed.trim_end_matches('/');
            let is_it = file_name(removed) == file_name(path)
                || (removed.len() > 1 && destination.strip_prefix(removed).is_some_and(is_below));
            is_it.then_some(word.span)
        })
    })
}

/// Whether what follows a directory's path is a path in it, or nothing.
fn is_below(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('/')
}

fn file_name(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

//! What a build needs and its service does not hand to it.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::containers::{MissingArgument, MissingContext, MissingMount, MountKind};
use crate::model::{Container, Missing};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-build-input",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_build_input.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let Some(build) = &container.service.build else { return };
    // The key that is there, or the build as a whole.
    let place = |keys: Option<Place>| keys.or_else(|| container.service.key("build")).unwrap_or(build.place);
    let key =
        |name: &str| container.service.at(&["build"]).and_then(|it| it.as_mapping()?.member(name)).map(|it| it.key);
    for argument in container.missing_arguments() {
        report_argument(container, place(key("args")), &argument, checker);
    }
    for mount in container.missing_mounts() {
        let keys = match mount.kind {
            MountKind::Secret => key("secrets"),
            MountKind::Key => key("ssh"),
        };
        report_mount(container, place(keys), &mount, checker);
    }
    for context in container.missing_contexts() {
        report_context(container, place(key("additional_contexts")), &context, checker);
    }
}

fn report_argument(container: &Container<'_>, place: Place, argument: &MissingArgument, checker: &mut Checker<'_>) {
    let MissingArgument { name, declared, from } = argument;
    let mut finding = checker
        .report_at(place, format!("without the argument `{name}` there is no image to start from"))
        .help(format!("give it a value, here or as a default in the Dockerfile:\nargs:\n  {name}: ..."));
    let labels = [(*from, "names no image then"), (*declared, "has no default")];
    for (span, text) in labels {
        finding = match container.place(span) {
            Some(place) => finding.label_at(place, text),
            None => finding,
        };
    }
}

fn report_mount(container: &Container<'_>, place: Place, mount: &MissingMount, checker: &mut Checker<'_>) {
    let MissingMount { id, .. } = mount;
    let message = match (mount.kind, mount.is_required, &mount.relied_on) {
        (MountKind::Secret, true, _) => format!("the build stops: it is not given the secret `{id}`"),
        (MountKind::Secret, false, Some(Missing::Variable(variable))) => {
            format!("the build is not given the secret `{id}` and runs on with an empty `{variable}`")
        }
        (MountKind::Secret, false, Some(Missing::File(path))) => {
            format!("the build is not given the secret `{id}` and runs on without `{path}`")
        }
        (MountKind::Secret, false, None) => format!("the build is not given the secret `{id}`"),
        (MountKind::Key, true, _) => {
            format!("`docker compose up` cannot build this: it is not lent the SSH keys `{id}`")
        }
        (MountKind::Key, false, _) => format!("the build is not lent the SSH keys `{id}`"),
    };
    let help = match mount.kind {
        MountKind::Secret => {
            format!(
                "give it to the build:\nservices:\n  {0}:\n    build:\n      secrets: [{id}]\nsecrets:\n  {id}:\n    environment: ...",
                container.service.name.value
            )
        }
        MountKind::Key => format!("lend it those of your agent:\nbuild:\n  ssh: [{id}]"),
    };
    let mut finding = checker.report_at(place, message).help(help);
    if let Some(span) = container.place(mount.span) {
        finding = finding.label_at(span, "mounted here");
    }
    match (mount.kind, mount.is_required, &mount.relied_on) {
        (MountKind::Secret, true, _) => {}
        (MountKind::Key, true, _) | (MountKind::Secret, false, Some(_)) => {
            finding.severity(Severity::Warning);
        }
        // `docker compose build --ssh` may lend them.
        (MountKind::Key, false, _) => {
            finding.severity(Severity::Warning).from_profile(Profile::Production);
        }
        (MountKind::Secret, false, None) => {
            finding.severity(Severity::Info).from_profile(Profile::Strict);
        }
    }
}

fn report_context(container: &Container<'_>, place: Place, context: &MissingContext<'_>, checker: &mut Checker<'_>) {
    let MissingContext { name, span, service } = context;
    let finding = checker
        .report_at(
            place,
            format!("`{name}` is a service of this project, yet an image of that name is pulled to build on"),
        )
        .label_at(service.name.place, "is built here, under another name")
        .help(format!("say that its image is meant:\nadditional_contexts:\n  {name}: service:{name}"));
    if let Some(place) = container.place(*span) {
        finding.label_at(place, "named here");
    }
}

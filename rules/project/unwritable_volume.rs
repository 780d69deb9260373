//! Volumes that belong to root, in services that run as somebody else.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Container;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unwritable-volume",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unwritable_volume.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    for volume in container.unwritable_volumes() {
        let (target, user) = (&volume.mount.target, &volume.user);
        let path = target.value.trim_end_matches('/');
        let message = match volume.is_there {
            true => format!("`{user}` cannot write to this volume: it belongs to root, as `{path}` of the image does"),
            false => format!("`{user}` cannot write to this volume: it belongs to root, as the image has no `{path}`"),
        };
        let finding = checker.report_at(target.place, message).help(format!(
            "make it in the Dockerfile and give it away, before USER: a new volume takes that over:\nRUN mkdir -p {path} && chown {user} {path}\n\
             give a volume that is there already to `{user}` once, with `docker compose run --rm --user root --entrypoint chown {} -R {user} {path}`",
            container.service.name.value
        ));
        if let Some(place) = volume.made_at {
            finding.label_at(place, "made by root here");
        }
    }
}

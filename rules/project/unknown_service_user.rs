//! Services that run as somebody whom their image does not have.

use crate::lint::accounts::user_creation;
use crate::lint::{Category, Check, Checker, Finding, FixSupport, Profile, Rule, Severity};
use crate::model::containers::Account;
use crate::model::{Container, needs_entry};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-service-user",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unknown_service_user.md"),
    check: Check::Container(check),
};

/// Where users and groups stand.
const FILES: &[&str] = &["/etc", "/etc/passwd", "/etc/group"];

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let service = container.service;
    let Some(user) = service.user.as_ref().filter(|user| user.is_known()) else { return };
    let (name, group) = user.value.split_once(':').unwrap_or((&user.value, ""));
    let is_absent = |account| container.has_account(account) == Some(false);
    let is_missing = needs_entry(name) && is_absent(Account::User(name));
    let lacks_group = !is_missing && needs_entry(group) && is_absent(Account::Group(group));
    if !is_missing && !lacks_group || service.volumes.iter().any(|mount| FILES.contains(&mount.target.value.as_str())) {
        return;
    }
    let message = match is_missing {
        true => format!("the image has no user `{name}`: no container starts"),
        false => format!("the image has no group `{group}`: no container starts"),
    };
    let help = match (is_missing, creation(container, name)) {
        (true, Some(line)) => format!("create the user in the Dockerfile:\n{line}"),
        (true, None) => "name a user of the image, or a number, which needs no entry in /etc/passwd:\n\
             user: \"10001:10001\""
            .to_owned(),
        (false, _) => format!("leave the group out, and the user's own is taken:\nuser: {name}"),
    };
    with_origin(container, checker.report_at(user.place, message)).help(help);
}

/// The line that creates the user in the image that is built.
fn creation(container: &Container<'_>, name: &str) -> Option<String> {
    let (build, stage) = container.stage()?;
    user_creation(build.base_image(stage), name)
}

/// Points at the FROM of the Dockerfile, or at the image.
fn with_origin<'c>(container: &Container<'_>, finding: Finding<'c>) -> Finding<'c> {
    let base = container.stage().and_then(|(build, stage)| build.lineage(stage).last());
    let base = base.and_then(|root| container.place(root.base_span));
    match (base, &container.service.image) {
        (Some(place), _) => finding.label_at(place, "nobody of that name in here, and no step adds one"),
        (None, Some(image)) => finding.label_at(image.place, "nobody of that name in here"),
        (None, None) => finding,
    }
}

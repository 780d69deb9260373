//! Services that are told to run as root.

use crate::knowledge::images::{self, DefaultUser};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{Stack, is_root};
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "root-service-user",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &["CL-0018"],
    options: &[],
    since: "0.1.0",
    page: include_str!("root_service_user.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let Some(user) = service.user.as_ref().filter(|user| user.is_known() && is_root(&user.value)) else { return };
    if checker.is_for_development(user.place) {
        return;
    }
    let image = stack.pulled_image_of(service);
    let name = image.as_ref().map(|image| image.name()).unwrap_or_default();
    let facts = images::lookup(&name, image.as_ref().and_then(|image| image.tag())).map(|image| image.facts);
    let drops = service.entrypoint.is_none() && facts.is_some_and(|facts| facts.drops_privileges);
    let (message, help) = match facts.map(|facts| facts.user) {
        Some(DefaultUser::Named { name, .. }) => (
            format!("`{}` is root, where the image would run as `{name}`", user.value),
            "take the key away; give what it has to write to that user once, with `chown`".to_owned(),
        ),
        Some(DefaultUser::Root | DefaultUser::Unknown) | None => (
            format!("`{}` is root, whatever user the image has", user.value),
            "take the key away where the image has a user of its own, or name one that owns what it writes:\n\
             user: \"10001:10001\""
                .to_owned(),
        ),
    };
    if stack.mounts_control_socket(service) {
        let finding = checker.report_at(user.place, message).help(OF_SOCKET);
        finding.from_profile(Profile::Strict).severity(Severity::Info);
        return;
    }
    let mut finding = checker.report_at(user.place, message).help(help);
    if drops {
        finding = finding.from_profile(Profile::Strict).severity(Severity::Info);
        finding.note("its entrypoint starts as root anyway, and becomes somebody else by itself");
    }
}

/// What to do where root is there to open the engine's socket.
const OF_SOCKET: &str = "the group of the socket is enough to open it: write its number, which \
    `stat -c %g /var/run/docker.sock` tells, in place of 999:\nuser: \"10001:10001\"\ngroup_add:\n  - \"999\"";

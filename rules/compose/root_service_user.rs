//! Services that are told to run as root.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Container;
use crate::model::stack::is_root;

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
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let (stack, service) = (container.stack, container.service);
    let Some(user) = service.user.as_ref().filter(|user| user.is_known() && is_root(&user.value)) else { return };
    if checker.is_for_development(user.place) {
        return;
    }
    let drops = container.drops_privileges();
    let own = container.image_user().filter(|own| !own.is_root());
    let (message, help) = match &own {
        Some(own) => (
            format!("`{}` is root, where the image would run as `{}`", user.value, own.name),
            "take the key away; give what it has to write to that user once, with `chown`".to_owned(),
        ),
        None => (
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
    if let Some(place) = own.and_then(|own| own.place) {
        finding = finding.label_at(place, "undone by the service");
    }
    if drops {
        finding = finding.from_profile(Profile::Strict).severity(Severity::Info);
        finding.note("its entrypoint starts as root anyway, and becomes somebody else by itself");
    }
}

/// What to do where root is there to open the engine's socket.
const OF_SOCKET: &str = "the group of the socket is enough to open it: write its number, which \
    `stat -c %g /var/run/docker.sock` tells, in place of 999:\nuser: \"10001:10001\"\ngroup_add:\n  - \"999\"";

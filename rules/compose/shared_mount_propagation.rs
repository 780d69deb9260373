//! Mounts that the container makes and the machine gets.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "shared-mount-propagation",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &["CL-0017", "baa452f0-1f21-4a25-ace5-844e7a5f410d"],
    options: &[],
    since: "0.1.0",
    page: include_str!("shared_mount_propagation.md"),
    check: Check::Service(check),
};

fn check(_: &Stack, service: &Service, checker: &mut Checker<'_>) {
    for mount in &service.volumes {
        let Some(propagation) = mount.propagation.as_ref().filter(|it| it.is_known()) else { continue };
        let private = match propagation.value.as_str() {
            "shared" => "slave",
            "rshared" => "rslave",
            _ => continue,
        };
        let message = format!("with `{}`, what the container mounts appears on the machine", propagation.value);
        let help = format!(
            "leave it out; `{private}` shows the container what the machine mounts later, and nothing the other way"
        );
        checker.report_at(propagation.place, message).help(help);
    }
}

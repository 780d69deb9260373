//! Names that no container can have.

use crate::knowledge::container_names::{is_container_name, nearest_container_name};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::Service;
use crate::syntax::compose::schema::holds_container_name;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-container-name",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["service-container-name-regex"],
    options: &[],
    since: "0.1.0",
    page: include_str!("invalid_container_name.md"),
    check: Check::Service(check),
};

fn check(_: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let Some(name) = service.container_name.as_ref().filter(|name| name.is_known()) else { return };
    // Where there is no name in it at all, Docker Compose refuses the file itself.
    if is_container_name(&name.value) || !holds_container_name(&name.value) {
        return;
    }
    let help = match nearest_container_name(&name.value) {
        Some(nearest) => format!("write letters, digits, `_`, `.` and `-` alone, such as:\ncontainer_name: {nearest}"),
        None => "write letters, digits, `_`, `.` and `-` alone, the first a letter or digit".to_owned(),
    };
    checker.report_at(name.place, format!("no container can be called `{}`", name.value)).help(help);
}

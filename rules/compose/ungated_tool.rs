//! Tools to look into other services that start with everything else.

use crate::knowledge::services::ServiceKind;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{Stack, is_mail_catcher};
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "ungated-tool",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("ungated_tool.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let place = service.name.place;
    if !is_tool(stack, service)
        || stack.services().all(|other| is_tool(stack, other))
        || !service.profiles.is_empty()
        || stack.is_service_for_development(service)
        || stack.dependents_of(service).next().is_some()
        || checker.is_for_development(place)
    {
        return;
    }
    checker
        .report_at(place, format!("`{}` starts with everything else, though nothing needs it", service.name.value))
        .help("start it when it is wanted, with `docker compose --profile tools up`:\nprofiles: [tools]");
}

fn is_tool(stack: &Stack, service: &Service) -> bool {
    stack.known_service(service).is_some_and(|known| known.kind == ServiceKind::AdminTool || is_mail_catcher(known))
}

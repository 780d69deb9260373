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
    check: Check::Stack(check),
};

/// How many tools of a project are looked at.
const MOST_TOOLS: usize = 20;

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    // What is there to look into a store alone is what the project is for.
    if stack.services().all(|service| is_tool(stack, service) || stack.is_data_store(service)) {
        return;
    }
    let tools: Vec<&Service> = stack.services().filter(|service| is_tool(stack, service)).take(MOST_TOOLS).collect();
    if tools.is_empty() {
        return;
    }
    let tiers = stack.tiers();
    for tool in tools {
        let is_needed = stack.dependents_of(tool).next().is_some() || !tiers.users_of(tool).is_empty();
        let is_gated = !tool.profiles.is_empty() || stack.is_service_for_development(tool);
        let place = tool.name.place;
        if !is_needed && !is_gated && !checker.is_for_development(place) {
            checker
                .report_at(place, format!("`{}` starts with everything else, though nothing needs it", tool.name.value))
                .help("start it when it is wanted, with `docker compose --profile tools up`:\nprofiles: [tools]");
        }
    }
}

fn is_tool(stack: &Stack, service: &Service) -> bool {
    stack.known_service(service).is_some_and(|known| known.kind == ServiceKind::AdminTool || is_mail_catcher(known))
}

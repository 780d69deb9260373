//! Servers that may open files without end.

use crate::knowledge::services::ServiceKind;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unlimited-files",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unlimited_files.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let files = service.ulimits.iter().find(|ulimit| ulimit.name.value == "nofile");
    if let Some(files) = files {
        if let Some(hard) = files.hard.as_ref().filter(|hard| hard.is_known() && hard.value < 0) {
            checker
                .report_at(hard.place, "it may open files without end")
                .help("set what it needs at its busiest, such as 65536");
        }
        return;
    }
    let Some(known) = stack.known_service(service) else { return };
    let is_server = match known.kind {
        ServiceKind::Database
        | ServiceKind::Queue
        | ServiceKind::SearchEngine
        | ServiceKind::ObjectStore
        | ServiceKind::Proxy
        | ServiceKind::WebServer => true,
        ServiceKind::Cache
        | ServiceKind::MonitoringAgent
        | ServiceKind::Monitoring
        | ServiceKind::AdminTool
        | ServiceKind::Identity
        | ServiceKind::Application => false,
    };
    let place = service.name.place;
    if is_server && stack.is_long_running(service) && stack.is_whole(service) && !checker.is_for_development(place) {
        checker
            .report_at(place, "how many files it may open is left to the machine")
            .help("ulimits:\n  nofile:\n    soft: 65536\n    hard: 65536");
    }
}

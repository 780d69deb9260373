//! Services that are killed before they can finish.

use crate::knowledge::services::{KnownService, ServiceKind};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::Service;
use std::time::Duration;

/// The rule.
pub static RULE: Rule = Rule {
    name: "abrupt-stop",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("abrupt_stop.md"),
    check: Check::Service(check),
};

/// Less than this is not enough to close connections.
const SHORTEST: Duration = Duration::from_secs(1);
/// What Docker gives where nothing is written.
const DEFAULT: Duration = Duration::from_secs(10);

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let known = stack.known_service(service);
    let keeps_data = known.is_some_and(KnownService::keeps_data);
    let Some(period) = &service.stop_grace_period else {
        let writes_much = known.is_some_and(|known| matches!(known.kind, ServiceKind::Database | ServiceKind::Queue));
        if let Some(image) = service.image.as_ref().filter(|_| writes_much && stack.is_long_running(service))
            && !checker.is_for_development(image.place)
            && stack.is_whole(service)
        {
            checker
                .report_at(
                    image.place,
                    "10 seconds after it is told to stop it is killed, whatever it still has to write",
                )
                .help("stop_grace_period: 1m")
                .severity(Severity::Info)
                .from_profile(Profile::Strict);
        }
        return;
    };
    if !period.is_known() || checker.is_for_development(period.place) {
        return;
    }
    let help = "stop_grace_period: 1m";
    if period.value < SHORTEST {
        checker.report_at(period.place, "it is killed at once when it is stopped").help(help);
    } else if keeps_data && period.value < DEFAULT {
        checker
            .report_at(period.place, "it keeps data, and is killed before Docker's usual 10 seconds are over")
            .help(help);
    }
}

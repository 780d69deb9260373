//! Services that are started again without end when they fail.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::{RestartPolicy, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "uncapped-restart",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[NOT_FIVE],
    options: &[],
    since: "0.1.0",
    page: include_str!("uncapped_restart.md"),
    check: Check::Service(check),
};

/// KICS wants five attempts wherever a number is written; where none is, it says nothing.
const NOT_FIVE: &str = "2fc99041-ddad-49d5-853f-e35e70a48391";

fn check(_: &Stack, service: &Service, checker: &mut Checker<'_>) {
    // It fails until what it waits for is there, however often that is.
    if !service.depends_on.is_empty() {
        return;
    }
    let policy = service.deploy.as_ref().and_then(|deploy| deploy.restart_policy.as_ref());
    if let Some(policy) = policy {
        let fails = policy.condition.as_ref().filter(|condition| condition.value == "on-failure");
        if let Some(condition) = fails.filter(|_| policy.max_attempts.is_none()) {
            checker.report_at(condition.place, MESSAGE).aliases(&[]).help(
                "write `condition: any` where it is to go on for ever; else say how often:\ncondition: on-failure\nmax_attempts: 5",
            );
        }
        return;
    }
    let Some(restart) = service.restart.as_ref().filter(|restart| restart.is_known()) else { return };
    if matches!(restart.value, RestartPolicy::OnFailure(None | Some(0))) {
        let edit = checker.edits_in(restart.place.file).replace_scalar(restart.place, "on-failure:5");
        let peers: &[&str] = if restart.value == RestartPolicy::OnFailure(None) { &[] } else { &[NOT_FIVE] };
        checker
            .report_at(restart.place, MESSAGE)
            .aliases(peers)
            .help("write `restart: unless-stopped` where it is to go on for ever; else say how often:\nrestart: on-failure:5")
            .fix(Safety::Unsafe, "give up after five attempts", edit);
    }
}

const MESSAGE: &str = "a service that cannot start is started again without end";

//! Restart policies that contradict each other, or what others wait for.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{Edge, Stack};
use crate::syntax::compose::ast::{Condition, RestartPolicy, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "contradicting-restart",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("contradicting_restart.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let own = service.restart.as_ref().filter(|restart| restart.is_known());
    let policy = service.deploy.as_ref().and_then(|deploy| deploy.restart_policy.as_ref());
    let condition = policy.and_then(|policy| policy.condition.as_ref()).filter(|condition| condition.is_known());
    if let (Some(own), Some(condition)) = (own, condition)
        && let (Some(one), Some(other)) = (meaning(&own.value), meaning_of_condition(&condition.value))
        && one != other
    {
        checker
            .report_at(own.place, "`deploy.restart_policy` says something else, and that is what counts")
            .label_at(condition.place, "the policy that counts")
            .help("keep one of them");
    }
    let always = match (condition, own) {
        (Some(condition), _) => {
            Some(condition.place).filter(|_| meaning_of_condition(&condition.value) == Some(Meaning::Always))
        }
        (None, Some(own)) if policy.is_none() => {
            Some(own.place).filter(|_| meaning(&own.value) == Some(Meaning::Always))
        }
        (None, _) => None,
    };
    let Some(always) = always else { return };
    let waits = |edge: &Edge<'_>| *edge.condition() == Condition::CompletedSuccessfully;
    let Some(dependency) = stack.dependents_of(service).find(waits).and_then(|edge| edge.dependency()) else { return };
    checker
        .report_at(
            always,
            format!("`{}` is started again whenever it ends, and others wait for its end", service.name.value),
        )
        .label_at(dependency.condition.place, "waits here")
        .severity(Severity::Error)
        .help("work with an end is started again only when it fails:\nrestart: on-failure");
}

/// What a policy comes to.
#[derive(PartialEq)]
enum Meaning {
    Never,
    OnFailure,
    Always,
}

fn meaning(policy: &RestartPolicy) -> Option<Meaning> {
    match policy {
        RestartPolicy::No => Some(Meaning::Never),
        RestartPolicy::OnFailure(_) => Some(Meaning::OnFailure),
        RestartPolicy::Always | RestartPolicy::UnlessStopped => Some(Meaning::Always),
        RestartPolicy::Other(_) => None,
    }
}

fn meaning_of_condition(condition: &str) -> Option<Meaning> {
    match condition {
        "none" | "no" => Some(Meaning::Never),
        "on-failure" => Some(Meaning::OnFailure),
        "any" | "always" | "unless-stopped" => Some(Meaning::Always),
        _ => None,
    }
}

//! Times of a health check that nothing runs.

use crate::lint::compose_help::test;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Container;
use crate::model::stack::HealthSignal;
use crate::syntax::compose::ast::Condition;

/// The rule.
pub static RULE: Rule = Rule {
    name: "healthcheck-without-test",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("healthcheck_without_test.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let service = container.service;
    let Some(healthcheck) = service.healthcheck.as_ref().filter(|it| it.test.is_none() && !it.is_disabled()) else {
        return;
    };
    let (label, place) = match container.health_signal() {
        HealthSignal::Absent if container.build().is_some() => {
            ("built from this, without a `HEALTHCHECK` on the way", container.origin_place())
        }
        HealthSignal::Absent => ("this image brings no check of its own", container.origin_place()),
        HealthSignal::Disabled(place) => ("it is switched off here", place),
        HealthSignal::Checked | HealthSignal::Unknown => return,
    };
    // Who waits in vain is told that.
    if container.stack.dependents_of(service).any(|edge| *edge.condition() == Condition::Healthy) {
        return;
    }
    let place_of_key = service.key("healthcheck").unwrap_or(healthcheck.place);
    let help = match container.health_command() {
        Some(words) => format!("say what is to be run:\n{}", test(&words)),
        None => "say what is to be run: add a `test`".to_owned(),
    };
    checker
        .report_at(place_of_key, "without a `test` this checks nothing: the image has no health check of its own")
        .label_at(place, label)
        .help(help);
}

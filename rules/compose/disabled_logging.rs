//! Services whose output is thrown away.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::stack::{LogGrowth, Stack};
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "disabled-logging",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &["CL-0014"],
    options: &[],
    since: "0.1.0",
    page: include_str!("disabled_logging.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let Some(driver) = stack.log_driver_of(service) else { return };
    if stack.log_growth_of(service) != LogGrowth::Discarded {
        return;
    }
    let key = service.key("logging");
    let edit = key.and_then(|key| checker.edits_in(key.file).remove_member(key));
    let is_here = key.is_some_and(|key| key.file == driver.place.file);
    let finding = checker
        .report_at(driver.place, "what the service writes is thrown away")
        .help("keep the last of it:\nlogging:\n  driver: local");
    if is_here {
        finding.fix(Safety::Safe, "remove `logging`, so that the engine keeps it as it keeps that of others", edit);
    }
}

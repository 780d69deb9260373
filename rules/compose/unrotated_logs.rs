//! Output that fills the disk of the machine.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{LogGrowth, Stack};
use crate::syntax::compose::ast::{Pair, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unrotated-logs",
    category: Category::Operations,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unrotated_logs.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    let mut silent = Vec::new();
    for service in stack.services().filter(|service| !stack.is_one_shot(service) && service.provider.is_none()) {
        if checker.is_for_development(service.name.place) || !stack.is_whole(service) {
            continue;
        }
        match stack.log_growth_of(service) {
            LogGrowth::Unbounded => unbounded(stack, service, checker),
            LogGrowth::EngineDefault => silent.push(service),
            LogGrowth::Bounded | LogGrowth::Elsewhere | LogGrowth::Discarded => {}
        }
    }
    let Some((first, others)) = silent.split_first() else { return };
    let message = match others.len() {
        0 => format!("nothing bounds the logs of `{}`", first.name.value),
        1 => format!("nothing bounds the logs of `{}` and one other service", first.name.value),
        more => format!("nothing bounds the logs of `{}` and {more} other services", first.name.value),
    };
    checker.report_at(first.name.place, message).help(format!("unless the engine is set to it:\n{LOCAL}"));
}

const LOCAL: &str = "logging:\n  driver: local";

fn unbounded(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let Some(driver) = stack.log_driver_of(service) else { return };
    let options = service.logging.as_ref().map(|logging| logging.options.as_slice()).unwrap_or_default();
    if let Some(files) = Pair::find(options, "max-file") {
        checker
            .report_at(files.name.place, "`max-file` does nothing without `max-size`")
            .severity(Severity::Warning)
            .help("max-size: 10m");
        return;
    }
    checker
        .report_at(driver.place, "`json-file` without `max-size` grows until the disk is full")
        .severity(Severity::Warning)
        .help("logging:\n  driver: json-file\n  options:\n    max-size: 10m\n    max-file: \"3\"");
}

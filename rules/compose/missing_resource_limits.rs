//! Services that may use all that the machine has.

use crate::lint::compose_help::indented;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::Provenance;
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-resource-limits",
    category: Category::Operations,
    severity: Severity::Warning,
    profile: Profile::Production,
    fix: FixSupport::Never,
    aliases: &["CL-0026"],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_resource_limits.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let place = service.name.place;
    if !stack.is_long_running(service) || !stack.is_whole(service) || checker.is_for_development(place) {
        return;
    }
    let limits = stack.limits_of(service);
    let under_deploy = |key: &str| service.at(&["deploy", "resources", "limits", key]);
    let may_be_set = |own: &[&str], key: &str| {
        let values = own.iter().filter_map(|key| service.at(&[key])).chain(under_deploy(key));
        values.into_iter().any(|value| value.provenance() == Provenance::Unset)
    };
    let has_memory = limits.memory.is_some() || may_be_set(&["mem_limit"], "memory");
    let has_cpus = limits.cpus.is_some() || may_be_set(&["cpus", "cpu_quota"], "cpus");
    let has_pids = limits.pids.is_some() || may_be_set(&["pids_limit"], "pids");
    let is_legacy = service.at(&["deploy", "resources", "limits"]).is_none()
        && ["mem_limit", "cpus", "cpu_quota", "pids_limit"].iter().any(|key| service.has(key));
    let topics = [
        (has_memory, "memory", "mem_limit: 512m", "memory: 512M"),
        (has_cpus, "CPU", "cpus: 1", "cpus: \"1\""),
        (has_pids, "processes", "pids_limit: 200", "pids: 200"),
    ];
    let missing: Vec<_> = topics.iter().filter(|(is_set, ..)| !is_set).collect();
    let names: Vec<&str> = missing.iter().map(|(_, name, ..)| *name).collect();
    let Some(names) = listed(&names) else { return };
    let lines: Vec<&str> = missing.iter().map(|(_, _, old, new)| if is_legacy { *old } else { *new }).collect();
    let lines = lines.join("\n");
    let yaml = if is_legacy { lines } else { format!("deploy:\n  resources:\n    limits:\n{}", indented(&lines, 6)) };
    let name = &service.name.value;
    let finding = checker
        .report_at(place, format!("nothing limits the {names} of `{name}`"))
        .help(format!("set what it needs at its busiest and some more, such as:\n{yaml}"));
    match (has_memory, has_cpus) {
        (false, _) => {}
        (true, false) => drop(finding.severity(Severity::Info)),
        (true, true) => drop(finding.severity(Severity::Info).from_profile(Profile::Strict).aliases(&[])),
    }
}

/// `memory`, `memory and CPU`, `memory, CPU and processes`.
fn listed(names: &[&str]) -> Option<String> {
    match names {
        [] => None,
        [one] => Some((*one).to_owned()),
        [others @ .., last] => Some(format!("{} and {last}", others.join(", "))),
    }
}

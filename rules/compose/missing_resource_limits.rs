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
    aliases: &["CL-0026", MEMORY, CPU, PROCESSES],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_resource_limits.md"),
    check: Check::Service(check),
};

/// What KICS calls each of them.
const MEMORY: &str = "bb9ac4f7-e13b-423d-a010-c74a1bfbe492";
const CPU: &str = "6b610c50-99fb-4ef0-a5f3-e312fd945bc3";
const PROCESSES: &str = "221e0658-cb2a-44e3-b08a-db96a341d6fa";

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
        (has_memory, "memory", MEMORY, "mem_limit: 512m", "memory: 512M"),
        (has_cpus, "CPU", CPU, "cpus: 1", "cpus: \"1\""),
        (has_pids, "processes", PROCESSES, "pids_limit: 200", "pids: 200"),
    ];
    let missing: Vec<_> = topics.iter().filter(|(is_set, ..)| !is_set).collect();
    let names: Vec<&str> = missing.iter().map(|(_, name, ..)| *name).collect();
    let Some(names) = listed(&names) else { return };
    let lines: Vec<&str> = missing.iter().map(|(_, _, _, old, new)| if is_legacy { *old } else { *new }).collect();
    let lines = lines.join("\n");
    let yaml = if is_legacy { lines } else { format!("deploy:\n  resources:\n    limits:\n{}", indented(&lines, 6)) };
    let name = &service.name.value;
    // compose-lint says nothing of processes alone.
    let peer = (!has_memory || !has_cpus).then_some("CL-0026");
    let parts = missing.iter().map(|(_, _, id, ..)| peer.into_iter().chain([*id]).collect()).collect();
    let finding = checker
        .report_at(place, format!("nothing limits the {names} of `{name}`"))
        .parts(parts)
        .help(format!("set what it needs at its busiest and some more, such as:\n{yaml}"));
    match (has_memory, has_cpus) {
        (false, _) => {}
        (true, false) => drop(finding.severity(Severity::Info)),
        (true, true) => drop(finding.severity(Severity::Info).from_profile(Profile::Strict)),
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

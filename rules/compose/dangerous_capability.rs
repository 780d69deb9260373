//! Capabilities that reach beyond the container.

use crate::knowledge::capabilities::{self, Capability, Reach};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{Connection, Stack};
use crate::syntax::compose::ast::{Namespace, Service};

/// The rule.
pub static RULE: Rule = Rule {
    name: "dangerous-capability",
    category: Category::Security,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["CL-0011", "CL-0024", "CL-0027", "CL-0028", "CL-0029", "CL-0030"],
    options: &[],
    since: "0.1.0",
    page: include_str!("dangerous_capability.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    if stack.is_privileged(service) {
        return;
    }
    for item in service.cap_add.iter().filter(|item| item.is_known()) {
        let Some(capability) = capabilities::lookup(&item.value) else { continue };
        let (profile, severity) = rank(stack, service, capability);
        if profile == Profile::Production && checker.is_for_development(item.place) {
            continue;
        }
        checker
            .report_at(
                item.place,
                format!("`{}` lets the container {}", item.value, granted(stack, service, capability)),
            )
            .aliases(&[peer_of(capability)])
            .from_profile(profile)
            .severity(severity)
            .help(format!("take it away; in its place: {}", instead(service, capability)));
    }
}

/// What does as well.
fn instead(service: &Service, capability: &Capability) -> &'static str {
    let has_limit = service.ulimits.iter().any(|limit| limit.name.value == "rtprio");
    let has_time = ["cpu_rt_runtime", "cpu_rt_period"].iter().any(|key| service.key(key).is_some());
    match capability.name {
        "SYS_NICE" if has_limit => "nothing: up to `ulimits: rtprio`, programs take priorities of real time without it",
        "SYS_NICE" if has_time => "the priorities that `cpu_rt_runtime` is for:\nulimits:\n  rtprio: 99",
        _ => capability.instead,
    }
}

/// From which profile on it is reported, and how bad it is.
fn rank(stack: &Stack, service: &Service, capability: &Capability) -> (Profile, Severity) {
    let lesser = (Profile::Strict, Severity::Info);
    match capability.reach {
        Reach::Machine => (Profile::Recommended, Severity::Error),
        Reach::Kernel => (Profile::Production, Severity::Warning),
        Reach::Network if shares_network(stack, service) => (Profile::Production, Severity::Warning),
        Reach::Processes if shares_processes(service) => (Profile::Recommended, Severity::Error),
        Reach::Network | Reach::Processes | Reach::Resources => lesser,
    }
}

/// What it grants, and of whom.
fn granted(stack: &Stack, service: &Service, capability: &Capability) -> String {
    let of = match capability.reach {
        Reach::Machine | Reach::Kernel | Reach::Resources => "",
        Reach::Network if shares_network(stack, service) => " of the machine",
        Reach::Processes if shares_processes(service) => " of the machine",
        Reach::Network => " of its own network",
        Reach::Processes => " in it",
    };
    format!("{}{of}", capability.grants)
}

fn shares_network(stack: &Stack, service: &Service) -> bool {
    stack.networks_of(service) == Connection::Host
}

fn shares_processes(service: &Service) -> bool {
    service.pid.as_ref().is_some_and(|pid| pid.value == Namespace::Host)
}

/// The check of another tool that this is.
fn peer_of(capability: &Capability) -> &'static str {
    match capability.name {
        "ALL" | "SYS_ADMIN" | "SYS_MODULE" | "SYS_RAWIO" => "CL-0024",
        "BPF" | "NET_ADMIN" | "SYS_BOOT" => "CL-0011",
        "DAC_READ_SEARCH" | "SYS_PTRACE" => "CL-0027",
        "PERFMON" | "SYS_TIME" => "CL-0028",
        "IPC_LOCK" | "LEASE" | "SYS_NICE" => "CL-0029",
        "SYSLOG" => "CL-0030",
        _ => "",
    }
}

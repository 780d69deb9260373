//! Limits that cannot hold together, or that Docker refuses.

use crate::lint::compose_help::bytes;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{Limits, Stack};
use crate::syntax::compose::Located;
use crate::syntax::compose::ast::Service;

/// The rule.
pub static RULE: Rule = Rule {
    name: "contradicting-limits",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("contradicting_limits.md"),
    check: Check::Service(check),
};

/// Docker gives no container less.
const LEAST_MEMORY: u64 = 6 << 20;

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let limits = stack.limits_of(service);
    let memory = limits.memory.as_ref().filter(|memory| memory.is_known());
    check_memory(service, memory, checker);
    check_processors(service, &limits, checker);
    let reserved = limits.memory_reservation.as_ref().filter(|reserved| reserved.is_known());
    if let (Some(memory), Some(reserved)) = (memory, reserved)
        && reserved.value > memory.value
    {
        let (more, less) = (bytes(reserved.value), bytes(memory.value));
        checker
            .report_at(reserved.place, format!("`{more}` are reserved, and no more than `{less}` allowed"))
            .label_at(memory.place, "the limit")
            .help("Docker refuses to make the container: reserve what it always needs, and allow more");
    }
    for ulimit in &service.ulimits {
        let (Some(soft), Some(hard)) = (known(&ulimit.soft), known(&ulimit.hard)) else { continue };
        if hard.value >= 0 && (soft.value > hard.value || soft.value < 0) {
            let name = &ulimit.name.value;
            checker
                .report_at(soft.place, format!("`{name}` starts at `{}`, above the most that is allowed", soft.value))
                .label_at(hard.place, "the most")
                .help("the container does not start: `soft` is at most `hard`");
        }
    }
}

fn known<T>(value: &Option<Located<T>>) -> Option<&Located<T>> {
    value.as_ref().filter(|value| value.is_known())
}

fn check_memory(service: &Service, memory: Option<&Located<u64>>, checker: &mut Checker<'_>) {
    if let Some(memory) = memory.filter(|memory| memory.value < LEAST_MEMORY) {
        let message = format!("`{}` of memory is less than the 6 MiB that Docker asks for", bytes(memory.value));
        checker.report_at(memory.place, message).help("a number without a unit counts bytes: 512m, 2g");
    }
    let may_be_limited = service.has("mem_limit") || service.at(&["deploy", "resources", "limits", "memory"]).is_some();
    if let Some(both) = known(&service.memswap_limit).filter(|both| both.value > 0) {
        match memory {
            None if !may_be_limited => {
                checker.report_at(both.place, "memory and swap are limited, and memory alone is not").help(format!(
                    "Docker refuses to make the container: add\nmem_limit: {}",
                    bytes(both.value as u64)
                ));
            }
            Some(memory) if (both.value as u64) < memory.value => {
                let (less, more) = (bytes(both.value as u64), bytes(memory.value));
                checker
                    .report_at(both.place, format!("memory and swap together get `{less}`, and memory alone `{more}`"))
                    .label_at(memory.place, "memory alone")
                    .help(format!("`memswap_limit` counts both; without swap:\nmemswap_limit: {more}"));
            }
            Some(_) | None => {}
        }
    }
    if let Some(swappiness) = known(&service.mem_swappiness).filter(|it| !(-1..=100).contains(&it.value)) {
        let message = format!("`{}` is no share of the memory that may be swapped out", swappiness.value);
        checker.report_at(swappiness.place, message).help("`mem_swappiness` goes from 0 to 100");
    }
    if let Some(disabled) = known(&service.oom_kill_disable).filter(|disabled| disabled.value && !may_be_limited) {
        checker
            .report_at(disabled.place, "nothing is killed when memory runs out, and nothing limits the memory")
            .severity(Severity::Warning)
            .help("the machine itself runs out of memory then: limit the memory, or leave `oom_kill_disable` out");
    }
}

fn check_processors(service: &Service, limits: &Limits, checker: &mut Checker<'_>) {
    let most = limits.cpus.as_ref().filter(|cpus| cpus.is_known());
    if let (Some(most), Some(reserved)) = (most, limits.cpu_reservation.as_ref().filter(|cpus| cpus.is_known()))
        && reserved.value > most.value
    {
        checker
            .report_at(
                reserved.place,
                format!("`{}` CPUs are reserved, and no more than `{}` allowed", reserved.value, most.value),
            )
            .label_at(most.place, "the limit")
            .severity(Severity::Warning)
            .help("reserve what it always needs, and allow more");
    }
    let under_deploy = service.deploy.as_ref().and_then(|deploy| deploy.limits.as_ref()?.cpus.as_ref());
    let Some(cpus) = under_deploy.or(service.cpus.as_ref()).filter(|cpus| cpus.is_known() && cpus.value > 0.0) else {
        return;
    };
    for (name, other) in [("cpu_quota", known(&service.cpu_quota)), ("cpu_period", known(&service.cpu_period))] {
        if let Some(other) = other.filter(|other| other.value > 0.0) {
            checker
                .report_at(other.place, format!("`{name}` and `cpus` say the same thing twice"))
                .label_at(cpus.place, "the number of CPUs")
                .help(format!("Docker takes only one of them: leave `{name}` out"));
        }
    }
}

//! Commands that do not do what they seem to.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "shell-mistake",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[
        "SC1097", "SC1102", "SC2030", "SC2031", "SC2054", "SC2064", "SC2066", "SC2091", "SC2092", "SC2096", "SC2097",
        "SC2098", "SC2100", "SC2104", "SC2105", "SC2121", "SC2124", "SC2128", "SC2139", "SC2142", "SC2146", "SC2163",
        "SC2168", "SC2178", "SC2209", "SC2218", "SC2239", "SC2242", "SC2264", "SC2270", "SC2283", "SC2288", "SC2294",
        "SC2316", "SC2318", "SC2336", "SC2387", "SC2399",
    ],
    options: &[],
    since: "0.1.0",
    page: include_str!("shell_mistake.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    checker.report_shell_findings(build, step);
}

//! Shell that works and could be said better.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "shell-style",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[
        "SC1007", "SC2001", "SC2003", "SC2004", "SC2005", "SC2006", "SC2007", "SC2018", "SC2019", "SC2029", "SC2059",
        "SC2116", "SC2117", "SC2126", "SC2129", "SC2143", "SC2162", "SC2166", "SC2174", "SC2181", "SC2185", "SC2186",
        "SC2196", "SC2197", "SC2219", "SC2233", "SC2235", "SC2238", "SC2267", "SC2268", "SC2290", "SC2308", "SC2321",
        "SC2323", "SC2331",
    ],
    options: &[],
    since: "0.1.0",
    page: include_str!("shell_style.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    checker.report_shell_findings(build, step);
}

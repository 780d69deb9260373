//! Installs that download everything again whenever their layer is built.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Step};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-cache-mount",
    category: Category::Efficiency,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_cache_mount.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let Some(wanted) = build.wanted_cache(step) else { return };
    let mounts = wanted.mounts.join(" ");
    let cautions: String = wanted.cautions.iter().map(|caution| format!("; {caution}")).collect();
    checker
        .report(wanted.command.program.span, format!("`{}` downloads everything again with every change", wanted.name))
        .help(format!("keep its cache between builds: RUN {mounts} ...{cautions}"));
}

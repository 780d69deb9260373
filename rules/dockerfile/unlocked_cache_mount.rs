//! Cache mounts for apt that several builds may use at once.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::packages::Manager;
use crate::model::{Build, CacheMount, Step};
use crate::text::Edit;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unlocked-cache-mount",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unlocked_cache_mount.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let mounts = build.cache_mounts(step);
    if mounts.is_empty() {
        return;
    }
    let Some(order) = build.orders_of(step).find(|order| order.manager == Manager::Apt) else { return };
    for mount in mounts.iter().filter(|mount| is_shared(mount) && mount.is_for(Manager::Apt)) {
        let edit = locked(mount, checker);
        checker
            .report(mount.flag.span, "two builds at once share this cache, and apt cannot")
            .label(order.command.program.span, "fails where another build holds apt's lock")
            .help("add `sharing=locked`: the second build waits for the first")
            .fix(Safety::Safe, "let one build at a time use the cache", edit);
    }
}

/// Other values than these BuildKit refuses.
fn is_shared(mount: &CacheMount<'_>) -> bool {
    match &mount.sharing {
        None => mount.flag.mount_option("sharing").is_none(),
        Some(sharing) => sharing == "shared",
    }
}

fn locked(mount: &CacheMount<'_>, checker: &Checker<'_>) -> Option<Edit> {
    let edits = checker.edits();
    match mount.flag.mount_option("sharing") {
        Some(option) => Some(edits.replace(option.span, "sharing=locked")),
        None => mount.flag.mount.last().map(|last| edits.insert_after(last.span, ",sharing=locked")),
    }
}

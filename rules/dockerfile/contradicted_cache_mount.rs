//! Commands that do not use, or empty, the cache that their RUN mounts.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::directories::below;
use crate::model::packages::{Action, Order};
use crate::model::{Build, CacheMount, Deed, PackageCache, Step};
use crate::syntax::expand::Value;
use crate::text::Edit;

/// The rule.
pub static RULE: Rule = Rule {
    name: "contradicted-cache-mount",
    category: Category::Efficiency,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("contradicted_cache_mount.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let mounts = build.cache_mounts(step);
    if mounts.is_empty() {
        return;
    }
    for order in build.orders_of(step) {
        let Some(mount) = mounts.iter().find(|mount| mount.is_for(order.manager)) else { continue };
        if order.action == Action::Clean {
            let message = format!("`{}` empties the cache that this RUN mounts", order.name());
            checker
                .report(order.command.span, message)
                .label(mount.word.span, "the cache")
                .help("leave it out: what is in the mount is in no layer");
        } else if let Some(cache) = PackageCache::of(&order) {
            report_unused(build, step, &order, cache, mount, checker);
        }
    }
    for deed in build.deeds_of(step).iter().filter(|deed| deed.deed == Deed::Remove && deed.deep) {
        let folder = deed.path.trim_end_matches('*').trim_end_matches('/');
        let is_meant = |mount: &&CacheMount<'_>| below(&mount.target, folder).is_some() || is_apt_lists(mount, folder);
        let Some(mount) = mounts.iter().filter(|_| !folder.is_empty()).find(is_meant) else { continue };
        checker
            .report(
                deed.command.span,
                format!("`{}` empties the cache that this RUN mounts", deed.command.program.value),
            )
            .label(mount.word.span, "the cache")
            .help("leave it out: what is in the mount is in no layer");
    }
}

/// The lists are most of what is in a mount on `/var/lib/apt`.
fn is_apt_lists(mount: &CacheMount<'_>, folder: &str) -> bool {
    mount.target == "/var/lib/apt" && folder == "/var/lib/apt/lists"
}

/// Reports an order that neither fills nor reads the cache: by a flag, a variable, or since it looks elsewhere.
fn report_unused(
    build: &Build,
    step: &Step,
    order: &Order<'_>,
    cache: &PackageCache,
    mount: &CacheMount<'_>,
    checker: &mut Checker<'_>,
) {
    let name = order.name();
    if let Some(flag) = cache.flag_off(order) {
        let words = &order.command.args;
        let next = words.iter().position(|word| word.span == flag.span).and_then(|at| words.get(at + 1));
        let edit: Option<Edit> = match next {
            Some(next) if flag.raw.len() > 2 => checker.edits().remove_before(flag.span, next.span),
            _ => None,
        };
        checker
            .report(flag.span, format!("with `{}` the cache that this RUN mounts is not used", flag.raw))
            .label(mount.word.span, "the cache")
            .help(format!("write `{name}` without `{}`: what is in the mount is in no layer", flag.raw))
            .fix(Safety::Safe, "use the cache", edit);
        return;
    }
    let variable = cache.variables().iter().find_map(|name| build.binding(step, name).map(|binding| (name, binding)));
    if let Some((variable, binding)) = variable {
        let is_on =
            matches!(&binding.value, Value::Known(value) if matches!(value.as_str(), "1" | "true" | "yes" | "on"));
        if is_on && variable.contains("_NO_CACHE") {
            checker
                .report(mount.word.span, format!("`{name}` does not use this cache: `{variable}` is set"))
                .label(binding.span, "set here")
                .help(format!("leave `{variable}` out: what is in the mount is in no layer"));
        }
        return;
    }
    let Some(home) = build.home_of(step).filter(|_| order.command.wrappers.is_empty()) else { return };
    let is_moved = cache.variables().iter().any(|name| build.is_variable_set(step, order.command, name));
    let is_elsewhere = cache.directories.iter().all(|directory| match directory.strip_prefix("~/") {
        Some(inner) => !mount.holds(&format!("{home}/{inner}")),
        None => false,
    });
    let inner = cache.directories.first().and_then(|directory| directory.strip_prefix("~/"));
    if let Some(inner) = inner.filter(|_| is_elsewhere && !is_moved) {
        // A mount is root's unless it says otherwise.
        let image = build.stage(step.stage).and_then(|stage| build.base_image(stage));
        let user = home.strip_prefix("/home/").and_then(|name| image.and_then(|image| image.user_id(name)));
        let owner = user.map(|id| format!(",uid={id},gid={id}")).unwrap_or_default();
        checker
            .report(mount.word.span, format!("`{name}` does not use this cache: its user's home is `{home}`"))
            .label(order.command.span, format!("uses `{home}/{inner}`"))
            .help(format!("mount it where it is looked for: --mount=type=cache,target={home}/{inner}{owner}"));
    }
}

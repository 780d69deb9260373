//! Commands that do not use, or empty, the cache that their RUN mounts.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::directories::below;
use crate::model::packages::{Action, Manager, Order};
use crate::model::{Build, CacheMount, CachePlace, Deed, PackageCache, Step};
use crate::syntax::Word;
use crate::text::Edit;

/// The rule.
pub static RULE: Rule = Rule {
    name: "contradicted-cache-mount",
    category: Category::Efficiency,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("contradicted_cache_mount.md"),
    check: Check::Step(check),
};

/// So many mounts of a step are looked at.
const MOST_MOUNTS: usize = 50;

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let mut mounts = build.cache_mounts(step);
    mounts.truncate(MOST_MOUNTS);
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
    let place = build.cache_place(step, order, cache, mount);
    if let CachePlace::Home(home) = &place {
        report_elsewhere(build, step, order, (cache, home), mount, checker);
    } else if place == CachePlace::Unknown {
        // Without the flag, the cache might end up in the layer.
    } else if let Some(flag) = cache.flag_off(order) {
        report_flag(build, step, order, (flag, place), mount, checker);
    } else if let Some((variable, set)) = build.cache_is_off(step, cache) {
        checker
            .report(mount.word.span, format!("`{}` does not use this cache: `{variable}` is set", order.name()))
            .label(set, "set here")
            .help(format!("leave `{variable}` out: what is in the mount is in no layer"));
    }
}

fn report_flag(
    build: &Build,
    step: &Step,
    order: &Order<'_>,
    (flag, place): (&Word, CachePlace),
    mount: &CacheMount<'_>,
    checker: &mut Checker<'_>,
) {
    let name = order.name();
    let keeps = order.manager != Manager::Apk || build.apk_keeps_packages(step);
    let words = &order.command.args;
    let next = words.iter().position(|word| word.span == flag.span).and_then(|at| words.get(at + 1));
    let edit: Option<Edit> = match next {
        Some(next) if keeps && flag.raw.len() > 2 => checker.edits().remove_before(flag.span, next.span),
        _ => None,
    };
    let help = match keeps {
        true => format!("write `{name}` without `{}`: what is in the mount is in no layer", flag.raw),
        false => format!(
            "without `{}` apk keeps its index there, and packages once `/etc/apk/cache` leads there: ln -s {} /etc/apk/cache",
            flag.raw, mount.target
        ),
    };
    let safety = if place == CachePlace::Mounted { Safety::Safe } else { Safety::Unsafe };
    checker
        .report(flag.span, format!("with `{}` the cache that this RUN mounts is not used", flag.raw))
        .label(mount.word.span, "the cache")
        .help(help)
        .fix(safety, "use the cache", edit);
}

fn report_elsewhere(
    build: &Build,
    step: &Step,
    order: &Order<'_>,
    (cache, home): (&PackageCache, &str),
    mount: &CacheMount<'_>,
    checker: &mut Checker<'_>,
) {
    let Some(inner) = cache.directories.first().and_then(|directory| directory.strip_prefix("~/")) else { return };
    // A mount is root's unless it says otherwise.
    let image = build.stage(step.stage).and_then(|stage| build.base_image(stage));
    let user = home.strip_prefix("/home/").and_then(|name| image.and_then(|image| image.user_id(name)));
    let owner = user.map(|id| format!(",uid={id},gid={id}")).unwrap_or_default();
    checker
        .report(mount.word.span, format!("`{}` does not use this cache: its user's home is `{home}`", order.name()))
        .label(order.command.span, format!("uses `{home}/{inner}`"))
        .help(format!("mount it where it is looked for: --mount=type=cache,target={home}/{inner}{owner}"));
}

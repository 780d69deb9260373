//! Caches of package managers that end up in the image.

use crate::lint::{Category, Check, Checker, Finding, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::packages::{Action, Manager, Order};
use crate::model::{Build, Command, Origin, PackageCache, Step};
use crate::text::Edit;

/// The rule.
pub static RULE: Rule = Rule {
    name: "package-cache-left",
    category: Category::Efficiency,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &[
        "DL3019", "DL3032", "DL3036", "DL3040", "DL3042", "DL3060", "DS-0015", "DS-0019", "DS-0020", "DS-0025",
        "DS-0027",
    ],
    options: &[],
    since: "0.1.0",
    page: include_str!("package_cache_left.md"),
    check: Check::Step(check),
};

fn check(build: &Build, step: &Step, checker: &mut Checker<'_>) {
    let is_in_image = build.stage(step.stage).is_some_and(|stage| build.reaches_target(stage));
    let (profile, place) = if is_in_image { (RULE.profile, "image") } else { (Profile::Strict, "stage") };
    let mut left: Vec<(&PackageCache, Vec<Order<'_>>)> = Vec::new();
    for order in build.orders_of(step) {
        let Some(cache) = PackageCache::of(&order).filter(|cache| cache.is_left_by(build, step, order.command)) else {
            continue;
        };
        match left.iter_mut().find(|(known, _)| std::ptr::eq(*known, cache)) {
            Some((_, orders)) => orders.push(order),
            None => left.push((cache, vec![order])),
        }
    }
    for command in build.commands_of(step).iter().filter(|command| command.form.instruction == Origin::Run) {
        let cache = PackageCache::of_project(command).filter(|cache| cache.is_left_by(build, step, command));
        if let Some(cache) = cache.filter(|cache| !left.iter().any(|(known, _)| std::ptr::eq(*known, *cache))) {
            report_project(build, step, command, (cache, place), checker).from_profile(profile);
        }
    }
    for (cache, orders) in &left {
        let Some((first, others)) = orders.split_first() else { continue };
        if !build.orders_of(step).any(|order| order.manager == cache.manager && order.action != Action::Update) {
            continue;
        }
        let (help, edits) = remedy(build, step, checker, cache, orders);
        let message = format!("what `{}` keeps in its cache stays in the {place}", first.name());
        let mut finding = checker.report(first.command.program.span, message);
        for other in others {
            finding = finding.label(other.command.program.span, "this fills it too");
        }
        let finding = finding.from_profile(profile).aliases(aliases(first, orders));
        finding.help(help).fix(Safety::Safe, "keep the cache out of the layer", edits);
    }
}

/// What fills a cache without naming packages.
fn report_project<'c>(
    build: &Build,
    step: &Step,
    command: &Command,
    (cache, place): (&PackageCache, &str),
    checker: &'c mut Checker<'_>,
) -> Finding<'c> {
    let name = &command.program.value;
    let words = command.known_args().flatten().take_while(|word| !word.starts_with('-'));
    let told = std::iter::once(name.clone()).chain(words).collect::<Vec<_>>().join(" ");
    let removal = format!("rm -rf {}", cache.directories.join(" "));
    let clean = match cache.clean.filter(|_| !cache.loses_manager(build, step)) {
        Some(clean) => format!("{name} {clean}"),
        None => removal,
    };
    checker
        .report(command.program.span, format!("what `{told}` keeps in its cache stays in the {place}"))
        .help(format!("end this RUN with `{clean}`"))
        .aliases(&[])
}

/// What to write, and the edits that write it.
fn remedy(
    build: &Build,
    step: &Step,
    checker: &Checker<'_>,
    cache: &PackageCache,
    orders: &[Order<'_>],
) -> (String, Vec<Edit>) {
    let Some(first) = orders.first() else { return (String::new(), Vec::new()) };
    let edits = checker.edits();
    // `apk update` writes the index whatever `apk add` is told.
    let updates = orders.iter().any(|order| order.action == Action::Update);
    if let Some(flag) = cache.flag.filter(|_| !updates) {
        let help = format!("{} {flag}", first.name());
        let added: Option<Vec<Edit>> =
            orders.iter().map(|order| edits.add_argument(order.command, order.verb.span, flag)).collect();
        return (help, added.unwrap_or_default());
    }
    let is_of_system = cache.manager.is_of_system();
    let is_sudo = is_of_system && first.command.wrappers.iter().any(|wrapper| wrapper == "sudo");
    let sudo = if is_sudo { "sudo " } else { "" };
    let is_lost = cache.loses_manager(build, step);
    let command = match cache.clean {
        _ if is_lost => format!("rm -rf {}", cache.directories.join(" ")),
        Some(clean) => format!("{sudo}{} {clean}", first.command.program.value),
        None => format!("{sudo}rm -rf /var/cache/apk/*"),
    };
    // Inside of an `if` the program may not be there at all.
    let is_unconditional = orders.iter().all(|order| order.command.placement.depth == 0);
    // The program that cleans up may be gone by the end, or clean another user's cache.
    let is_sure = is_of_system && !is_lost
        || (!is_lost
            && first.command.wrappers.iter().all(|wrapper| wrapper == "env")
            && !build.orders_of(step).any(|order| order.action == Action::Remove));
    let appended = match step.scripts.as_slice() {
        [script] if is_sure && is_unconditional && script.is_chain(&step.before) => {
            build.instruction(step).and_then(|instruction| edits.append_command(instruction, script, &command))
        }
        _ => None,
    };
    let help = match updates {
        true => {
            "write `apk add --no-cache` without `apk update`: it fetches the index itself and keeps nothing".to_owned()
        }
        false => format!("end this RUN with `{command}`"),
    };
    (help, appended.into_iter().collect())
}

/// What other tools call the check for this manager; each looks for certain orders alone.
fn aliases(first: &Order<'_>, orders: &[Order<'_>]) -> &'static [&'static str] {
    let has = |verbs: &[&str]| orders.iter().any(|order| verbs.iter().any(|verb| order.verb.is(verb)));
    match first.manager {
        Manager::Apk if has(&["add"]) => &["DL3019", "DS-0025"],
        Manager::Yum if has(&["install"]) => &["DL3032", "DS-0015"],
        Manager::Dnf if first.command.is_any(&["microdnf"]) => &["DL3040", "DS-0027"],
        Manager::Dnf => &["DL3040", "DS-0019"],
        Manager::Zypper => &["DL3036", "DS-0020"],
        Manager::Pip if !first.command.is_any(&["uv"]) => &["DL3042"],
        Manager::Yarn if has(&["install"]) => &["DL3060"],
        _ => &[],
    }
}

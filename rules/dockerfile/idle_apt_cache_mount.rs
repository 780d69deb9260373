//! Cache mounts for apt that the image's own settings empty.

use crate::knowledge::images::{Distribution, is_official};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::packages::{Action, Manager};
use crate::model::{Build, ScriptSource, Stage, Step};
use crate::syntax::dockerfile::ast::Kind;
use crate::text::Edit;

/// The rule.
pub static RULE: Rule = Rule {
    name: "idle-apt-cache-mount",
    category: Category::Efficiency,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("idle_apt_cache_mount.md"),
    check: Check::Stage(check),
};

/// The file by which the official images tell apt to keep no packages.
const SETTINGS: &str = "/etc/apt/apt.conf.d/docker-clean";

/// Where apt keeps packages.
const ARCHIVES: &str = "/var/cache/apt/archives";

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let has_mounts = build.steps_of(stage).iter().any(|step| !build.cache_mounts(step).is_empty());
    if !has_mounts || !empties_cache(build, stage) {
        return;
    }
    for step in build.image_steps(stage) {
        if changes_settings(build, step) {
            return;
        }
        if step.stage != stage.id {
            continue;
        }
        let mut installs = build
            .orders_of(step)
            .filter(|order| order.manager == Manager::Apt && matches!(order.action, Action::Install | Action::Upgrade));
        let Some(install) = installs.next() else { continue };
        let Some(mount) = build.cache_mounts(step).into_iter().find(|mount| mount.holds(ARCHIVES)) else { continue };
        let sudo = if install.command.wrappers.iter().any(|wrapper| wrapper == "sudo") { "sudo " } else { "" };
        let removal = format!("{sudo}rm -f {SETTINGS}");
        let edit = prepended(step, checker, &removal);
        checker
            .report(mount.word.span, "this cache stays empty: the base image tells apt to remove each package at once")
            .label(install.command.span, "downloads everything again in each build")
            .help(format!("begin this RUN with `{removal}`"))
            .fix(safety(build, stage, step), "let apt keep what it downloads", edit);
        // What this RUN removes is gone for those behind it.
        return;
    }
}

/// What the step removes is gone for those behind it: without a mount, their downloads stay in a layer.
fn safety(build: &Build, stage: &Stage, step: &Step) -> Safety {
    let fetches = |later: &Step| {
        build
            .orders_of(later)
            .any(|order| order.manager == Manager::Apt && !matches!(order.action, Action::Clean | Action::Remove))
    };
    let has_mount = |later: &Step| build.cache_mounts(later).iter().any(|mount| mount.holds(ARCHIVES));
    let mut later = build.steps_of(stage).iter().filter(|later| later.id > step.id);
    match build.is_started_from(stage) || later.any(|later| fetches(later) && !has_mount(later)) {
        true => Safety::Unsafe,
        false => Safety::Safe,
    }
}

/// Whether the image that a stage starts from brings the settings.
fn empties_cache(build: &Build, stage: &Stage) -> bool {
    build.base_image(stage).is_some_and(|image| {
        matches!(image.facts.distribution, Distribution::Debian | Distribution::Ubuntu) && is_official(image.repository)
    })
}

/// Whether a step removes the settings, writes its own or tells apt to keep packages.
fn changes_settings(build: &Build, step: &Step) -> bool {
    if let Some(Kind::Copy(_) | Kind::Add(_)) = build.instruction(step).map(|instruction| &instruction.kind) {
        let copied = build.copied(step);
        return copied.is_none_or(|copied| copied.destination == "/" || copied.destination.starts_with("/etc"));
    }
    build.commands_of(step).iter().any(|command| {
        let targets = command.redirects.iter().map(|redirect| &redirect.target);
        command.removes(SETTINGS)
            || command.args.iter().chain(targets).any(|word| {
                ["docker-clean", "Keep-Downloaded-Packages", "apt.conf", "APT_CONFIG", "Dir::Cache"]
                    .iter()
                    .any(|sign| word.raw.contains(sign))
            })
    })
}

/// The removal as the first command of the step, where all that follows runs only if it succeeds.
fn prepended(step: &Step, checker: &Checker<'_>, removal: &str) -> Option<Edit> {
    let [script] = step.scripts.as_slice() else { return None };
    let first = script.script.body.pipelines.first().filter(|_| script.is_chain(&step.before) && script.exact)?;
    match script.source {
        ScriptSource::Arguments => Some(checker.edits().insert_before(first.span, format!("{removal} && "))),
        ScriptSource::Heredoc(_) => Some(checker.edits().add_script_line_before(first.span, removal)),
        ScriptSource::Word(_) => None,
    }
}

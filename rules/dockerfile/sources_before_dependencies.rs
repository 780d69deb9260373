//! Sources that are copied before the dependencies are installed.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::directories::{below, joined};
use crate::model::rebuild::ContextRead;
use crate::model::{Build, Command, ManifestInstall, Stage, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{Kind, Transfer};

/// The rule.
pub static RULE: Rule = Rule {
    name: "sources-before-dependencies",
    category: Category::Efficiency,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("sources_before_dependencies.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let mut steps = build.steps_of(stage).iter();
    // What was installed before the sources came is in the cache; the second install only adds to it.
    let mut done: Vec<&str> = inherited(build, stage).map(|install| install.tool).collect();
    let broad = steps.by_ref().find_map(|step| {
        done.extend(installs(build, step).map(|(_, install)| install.tool));
        let (transfer, source) = broad_copy(build, step)?;
        Some((step, transfer, source))
    });
    let Some((step, transfer, source)) = broad else { return };
    let mut late = steps
        .filter(|step| !has_bind_mount(build, step))
        .flat_map(|step| installs(build, step))
        .filter(|(_, install)| !done.contains(&install.tool));
    let Some((command, install)) = late.next() else { return };
    let lines = lines(build, step, transfer, command, &install).unwrap_or_default();
    let help =
        format!("copy the manifests (a lock file where there is one), install, and only then copy the rest{lines}");
    let what = match command.order() {
        Some(order) if install.tool == "pip" => order.name(),
        _ => format!("{} {}", command.program.value, first_words(command)),
    };
    let mut finding = checker
        .report(source.span, format!("any changed file makes the build run `{}` again", what.trim_end()))
        .label(command.span, format!("needs only {}", quoted(&install.manifests)))
        .help(help);
    for (other, install) in late.filter(|(_, other)| other.tool != install.tool) {
        finding = finding.label(other.span, format!("needs only {}", quoted(&install.manifests)));
    }
}

/// What the stages below have installed from manifests.
fn inherited<'a>(build: &'a Build, stage: &'a Stage) -> impl Iterator<Item = ManifestInstall> {
    let below = build.lineage(stage).skip(1).flat_map(|stage| build.steps_of(stage));
    below.flat_map(|step| installs(build, step)).map(|(_, install)| install)
}

fn installs<'a>(build: &'a Build, step: &'a Step) -> impl Iterator<Item = (&'a Command, ManifestInstall)> {
    build.commands_of(step).iter().filter_map(|command| Some((command, build.manifest_install(command)?)))
}

/// Whether the step reads files of the context that no COPY brought.
fn has_bind_mount(build: &Build, step: &Step) -> bool {
    build.instruction(step).is_some_and(|it| it.mounts().any(|mount| mount.mount_type() == "bind"))
}

/// A COPY or ADD of the whole context.
fn broad_copy<'a>(build: &'a Build, step: &Step) -> Option<(&'a Transfer, &'a Word)> {
    let instruction = build.instruction(step)?;
    let (Kind::Copy(transfer) | Kind::Add(transfer)) = &instruction.kind else { return None };
    if ["parents", "exclude"].iter().any(|flag| instruction.flag(flag).is_some()) {
        return None;
    }
    let read = build.context_reads(step).into_iter().find(ContextRead::is_whole)?;
    Some((transfer, transfer.sources.iter().find(|word| word.span == read.span)?))
}

/// The lines to write instead of the COPY; `None` where it does not bring the manifests to where the install looks.
fn lines(
    build: &Build,
    step: &Step,
    transfer: &Transfer,
    command: &Command,
    install: &ManifestInstall,
) -> Option<String> {
    let instruction = build.instruction(step)?;
    let written = transfer.destination.as_ref()?;
    let here = build.directory_before(step);
    let there = build.directory_of(build.step(command.step)?, command)?;
    let full = joined(&here, &build.expanded(step, written).unwrap_or_else(|| written.raw.clone()));
    let manifests: Option<Vec<String>> =
        install.manifests.split(' ').map(|name| below(&joined(&there, name), &full).map(str::to_owned)).collect();
    let manifests = manifests?.join(" ");
    let moves = here != there;
    let is_whole = |path: &str| path.starts_with(['/', '$']);
    // Behind a WORKDIR line, what is written relative to the old directory would mean another place.
    let target = if moves && !is_whole(&written.raw) { full.as_str() } else { written.raw.as_str() };
    if moves && !is_whole(target) {
        return None;
    }
    let folder = if target == "." { "./".to_owned() } else { format!("{}/", target.trim_end_matches('/')) };
    let last = manifests.rsplit(' ').next().unwrap_or_default();
    let inside = last.rsplit_once('/').map_or(String::new(), |(inside, _)| format!("{inside}/"));
    let workdir = if moves { format!("WORKDIR {there}\n") } else { String::new() };
    let flags: String = instruction.flags.iter().map(|flag| format!("{} ", flag.cooked())).collect();
    let sources: Vec<&str> = transfer.sources.iter().map(|source| source.raw.as_str()).collect();
    let (cleaning, rest) = build.following_lines(command);
    let rest = rest.map(|line| format!("\nRUN {line}")).unwrap_or_default();
    Some(format!(
        ":\nCOPY {flags}{manifests} {folder}{inside}\n{workdir}RUN {}{cleaning}\n{} {flags}{} {target}{rest}",
        install.line,
        instruction.keyword_text,
        sources.join(" ")
    ))
}

/// `install`, `mod download`: what stands before the first flag.
fn first_words(command: &Command) -> String {
    let words = command.args.iter().take_while(|word| !word.raw.starts_with('-'));
    words.map(|word| word.raw.as_str()).collect::<Vec<_>>().join(" ")
}

fn quoted(manifests: &str) -> String {
    let names: Vec<String> = manifests.split(' ').map(|name| format!("`{name}`")).collect();
    names.join(" and ")
}

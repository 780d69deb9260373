//! COPY of the whole build context with what no image wants in it.

use crate::knowledge::ignored_paths::{Group, IgnoredPath, waste_of};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::rebuild::{ContextPath, ContextRead};
use crate::model::{ContextTree, ContextUse, EntryKind, Stage, Step};
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unfiltered-copy",
    category: Category::Efficiency,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unfiltered_copy.md"),
    check: Check::Context(check),
};

fn check(seen: &ContextUse<'_>, checker: &mut Checker<'_>) {
    let Some(tree) = seen.tree().filter(|tree| !tree.is_emptied() && seen.is_plausible()) else { return };
    let mut told: Vec<&str> = Vec::new();
    let mut is_told = false;
    for (step, read) in seen.reads().filter(|(step, read)| read.is_whole() && is_copy(seen, step)) {
        let Some(stage) = seen.build.stage(step.stage) else { continue };
        let unwanted = unwanted(seen, stage, &read);
        let first = unwanted.iter().find(|(waste, _)| waste.group != Group::Caches).or(unwanted.first());
        let Some((waste, path)) = first else {
            // A folder with nothing but the Dockerfile is none that anybody copies from.
            let is_alone = seen.ignore_file().is_none() && read.excluded.is_empty() && tree.totals().files > 1;
            if is_alone && !is_told && seen.is_likely() {
                is_told = true;
                let message =
                    format!("there is no `.dockerignore`: `{}` takes whatever lies in the folder", read.written);
                let finding = checker.report(read.span, message).severity(Severity::Info).from_profile(Profile::Strict);
                finding.help(format!("write `{}`:\n{}", seen.ignore_name(), lines(seen, &[])));
            }
            continue;
        };
        if told.contains(&waste.name) {
            continue;
        }
        told.push(waste.name);
        is_told = true;
        let verb = if seen.ignore_file().is_some() { "add to" } else { "write" };
        let help = format!("{verb} `{}`:\n{}", seen.ignore_name(), lines(seen, &unwanted));
        let message = format!("`{}` copies `{path}`: {}", read.written, harm(waste.group));
        let finding = checker.report(read.span, message).help(help);
        let is_in_image = seen.build.reaches_target(stage);
        match waste.group {
            Group::Dependencies => {}
            Group::VersionControl if is_in_image => {}
            Group::VersionControl => {
                finding.severity(Severity::Info).from_profile(Profile::Production);
            }
            Group::Secrets | Group::Output | Group::Caches | Group::Editors | Group::Pipelines => {
                finding.severity(Severity::Info).from_profile(Profile::Strict);
            }
        }
    }
}

fn is_copy(seen: &ContextUse<'_>, step: &Step) -> bool {
    let kind = seen.build.instruction(step).map(|instruction| &instruction.kind);
    matches!(kind, Some(Kind::Copy(_) | Kind::Add(_)))
}

/// The folders that a COPY brings and no image wants, each name once, the worst first.
fn unwanted(seen: &ContextUse<'_>, stage: &Stage, read: &ContextRead) -> Vec<(&'static IgnoredPath, String)> {
    let Some(tree) = seen.tree() else { return Vec::new() };
    let mut found: Vec<(&IgnoredPath, String)> = Vec::new();
    for id in tree.entries() {
        let Some(entry) = tree.entry(id).filter(|entry| entry.kind == EntryKind::Directory) else { continue };
        let Some(waste) = waste_of(entry.name).filter(|_| tree.is_received(id)) else { continue };
        if found.iter().any(|(known, _)| known.name == waste.name) || is_wanted(seen, stage, waste) {
            continue;
        }
        let path = tree.path(id);
        if !seen.is_waste(waste, &path) {
            continue;
        }
        if ContextPath::parse(&path).is_some_and(|path| read.sees(&path).unwrap_or(false)) {
            found.push((waste, path));
        }
    }
    found.sort_by_key(|(waste, _)| (waste.group != Group::Dependencies, waste.group));
    found
}

/// Whether the build may have a use for such a folder: it asks Git, or installs nothing itself.
fn is_wanted(seen: &ContextUse<'_>, stage: &Stage, waste: &IgnoredPath) -> bool {
    let mut commands = seen.build.commands.iter();
    match waste.group {
        Group::VersionControl => {
            let steps = seen.build.image_steps(stage);
            let mut own = steps.iter().flat_map(|step| seen.build.commands_of(step));
            own.any(|command| command.is_any(&["git", "hg", "svn", "make", "goreleaser"]))
        }
        Group::Dependencies => !commands.any(|command| command.is_any(waste.tools)),
        Group::Secrets | Group::Output | Group::Caches | Group::Editors | Group::Pipelines => false,
    }
}

fn harm(group: Group) -> &'static str {
    match group {
        Group::VersionControl => "every version of every file, and a new layer with each commit",
        Group::Dependencies => "packages of this machine take the place of those that the build installs",
        Group::Secrets | Group::Output | Group::Caches | Group::Editors | Group::Pipelines => {
            "what a tool keeps for itself"
        }
    }
}

/// An ignore file for what is there, or what an ignore file lacks.
fn lines(seen: &ContextUse<'_>, unwanted: &[(&IgnoredPath, String)]) -> String {
    let is_named = |text: &str| seen.reads().any(|(_, read)| read.written.contains(text));
    let mut lines: Vec<String> = unwanted.iter().map(|(waste, path)| waste.line(path)).collect();
    if seen.ignore_file().is_some() {
        return lines.join("\n");
    }
    let tree = seen.tree();
    let later =
        seen.expected_dependencies().into_iter().filter(|(row, line)| !is_named(row.name) && !lines.contains(line));
    let later: Vec<String> = later.map(|(_, line)| line).collect();
    lines.extend(later);
    if !lines.iter().any(|line| line == ".git") && !is_named(".git") && seen.may_be_repository() {
        lines.push(".git".to_owned());
    }
    if !is_named(".env") {
        lines.extend(tree.map(ContextTree::environment_patterns).unwrap_or_default());
    }
    let has = |name: &str| tree.is_some_and(|tree| tree.find(name).is_some());
    for own in ["Dockerfile", "compose.yaml", "docker-compose.yml"] {
        if has(own) && !is_named(own) {
            lines.push(own.to_owned());
        }
    }
    lines.join("\n")
}

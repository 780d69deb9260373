//! Volumes, networks, configs and anchors that nothing uses.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::File;
use crate::model::stack::Stack;
use crate::model::stack::names::BASES;
use crate::syntax::compose::ast::{MountKind, Project};
use crate::syntax::compose::{ComposeProblemKind, Located};
use crate::syntax::yaml::{Node, NodeKind};
use crate::text::{Place, Spanned};
use std::collections::HashSet;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unused-declaration",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unused_declaration.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    if stack.project.services.is_empty()
        || !stack.gaps.is_empty()
        || stack.problems.iter().any(|it| it.kind != ComposeProblemKind::Required)
    {
        return;
    }
    let project = &stack.project;
    let used = used(stack);
    // A file with another name may be one of several that are merged by hand.
    let is_whole = BASES.contains(&checker.file().source.name().rsplit(['/', '\\']).next().unwrap_or_default());
    let volumes = project.volumes.values().map(|volume| ("volume", &volume.key, &volume.name, volume.is_external()));
    let networks =
        project.networks.values().map(|network| ("network", &network.key, &network.name, network.is_external()));
    let configs = project.configs.values().map(|config| ("config", &config.key, &config.name, config.is_external()));
    for (kind, key, name, is_external) in volumes.chain(networks).chain(configs) {
        if used.contains(&(kind, key.value.as_str()))
            || used.contains(&(kind, ""))
            || !is_external && has_own_name(project, &key.value, name.as_ref())
        {
            continue;
        }
        let edit = checker.edits_in(key.place.file).remove_member(key.place);
        let finding = checker
            .report_at(key.place, format!("no service uses the {kind} `{}`", key.value))
            .from_profile(if is_whole { Profile::Recommended } else { Profile::Strict });
        if let Some(edit) = edit {
            finding.fix(Safety::Unsafe, "remove it", [edit]);
        }
    }
    for file in checker.compose_files() {
        for anchor in unused_anchors(file) {
            checker
                .report_at(Place::new(file.id, anchor.span), format!("nothing refers to the anchor `{}`", anchor.value))
                .from_profile(Profile::Strict);
        }
    }
}

/// Whether it is written what Docker calls it: then programs may ask for it by that name.
fn has_own_name(project: &Project, key: &str, name: Option<&Located<String>>) -> bool {
    let folder = project.name.as_ref().map_or("", |name| name.value.as_str());
    name.is_some_and(|name| name.value != format!("{folder}_{key}"))
}

/// Every declaration that some service uses, with its kind. One whose name hangs on a variable without a value has an
/// empty name: it may be any of its kind.
fn used(stack: &Stack) -> HashSet<(&'static str, &str)> {
    let mut used = HashSet::new();
    for service in stack.services() {
        let volumes = service
            .volumes
            .iter()
            .filter(|mount| mount.kind != MountKind::Bind)
            .filter_map(|mount| mount.source.as_ref());
        used.extend(volumes.map(|name| ("volume", name.value.as_str())));
        // A volume whose name is one letter is read as a drive.
        let paths = service.volumes.iter().map(|mount| mount.source.as_ref().unwrap_or(&mount.target));
        let drives = paths.clone().filter_map(|path| path.value.get(..1).filter(|_| path.value.get(1..2) == Some(":")));
        used.extend(drives.map(|letter| ("volume", letter)));
        used.extend(paths.map(|path| ("volume", name_of(path))).filter(|(_, name)| name.is_empty()));
        used.extend(service.networks.iter().map(|attachment| ("network", name_of(&attachment.network))));
        used.extend(service.configs.iter().map(|grant| ("config", name_of(&grant.source))));
    }
    used
}

/// The name of what is used, as far as it is known; that of a path is known not to be one of a volume.
fn name_of(used: &Located<String>) -> &str {
    if used.is_known() || used.value.contains('/') { &used.value } else { "" }
}

/// The anchors of a file that no alias refers to, in their order.
fn unused_anchors(file: &File) -> Vec<&Spanned<String>> {
    let Some(yaml) = file.yaml() else { return Vec::new() };
    let mut unused = yaml.anchors();
    let mut rest: Vec<&Node> = yaml.documents.iter().collect();
    while let Some(node) = rest.pop() {
        match &node.kind {
            NodeKind::Scalar { .. } => {}
            NodeKind::Alias { target, .. } => _ = target.and_then(|target| unused.remove(&target)),
            NodeKind::Sequence { items, .. } => rest.extend(items),
            NodeKind::Mapping { entries, .. } => {
                rest.extend(entries.iter().flat_map(|entry| [&entry.key, &entry.value]))
            }
        }
    }
    let mut anchors: Vec<_> = unused.values().filter_map(|node| node.anchor.as_deref().map(|(_, name)| name)).collect();
    anchors.sort_by_key(|name| name.span.start);
    anchors
}

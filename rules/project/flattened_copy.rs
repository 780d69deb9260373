//! COPY with a pattern that matches folders: what is in them lands side by side.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{ContextUse, EntryId, EntryKind};
use crate::syntax::dockerfile::ast::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "flattened-copy",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("flattened_copy.md"),
    check: Check::Context(check),
};

fn check(seen: &ContextUse<'_>, checker: &mut Checker<'_>) {
    let Some(tree) = seen.tree().filter(|_| seen.is_plausible()) else { return };
    for (step, read) in seen.reads() {
        let kind = seen.build.instruction(step).map(|instruction| &instruction.kind);
        let Some(Kind::Copy(transfer) | Kind::Add(transfer)) = kind else { continue };
        let is_wild = read.pattern.as_ref().and_then(|pattern| pattern.name()).is_some_and(|name| name.contains('*'));
        if !is_wild || read.written.ends_with('/') {
            continue;
        }
        let Some(taken) = tree.taken(&read) else { continue };
        let is_folder = |id: &EntryId| tree.entry(*id).is_some_and(|entry| entry.kind == EntryKind::Directory);
        let (folders, others): (Vec<EntryId>, Vec<EntryId>) = taken.entries.into_iter().partition(is_folder);
        let filled = |id: &&EntryId| tree.entry(**id).is_some_and(|entry| entry.received.files > 0 || !entry.is_listed);
        let Some(first) = folders.iter().find(filled) else { continue };
        // One folder alone may well be meant: `COPY dist-*`.
        if folders.len() + others.len() < 2 {
            continue;
        }
        let destination = transfer.destination.as_ref().map_or("the destination", |word| word.raw.as_str());
        let path = tree.path(*first);
        let name = path.rsplit('/').next().unwrap_or(&path);
        let folder = path.strip_suffix(name).filter(|folder| !folder.is_empty()).unwrap_or(".");
        checker
            .report(read.span, format!("`{}` empties the folder `{path}` into `{destination}`", read.written))
            .help(format!("name the folder above, and its folders stay folders:\nCOPY {folder} {destination}"));
    }
}

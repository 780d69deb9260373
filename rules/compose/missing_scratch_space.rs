//! Read-only containers of images that have to write somewhere.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::stack::Stack;
use crate::syntax::compose::ast::Service;
use crate::text::{Edit, Place};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-scratch-space",
    category: Category::Security,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("missing_scratch_space.md"),
    check: Check::Service(check),
};

fn check(stack: &Stack, service: &Service, checker: &mut Checker<'_>) {
    let Some(flag) = service.read_only.as_ref().filter(|flag| flag.value && flag.is_known()) else { return };
    let Some(scratch) = stack.scratch_of(service).filter(|_| service.entrypoint.is_none()) else { return };
    let mounts = service.volumes.iter().map(|mount| &mount.target);
    let configs = service.configs.iter().filter_map(|grant| grant.target.as_ref());
    let words = service.command.iter().flat_map(|command| command.texts());
    let is_moved = mounts.chain(configs).any(|target| scratch.is_moved_by_file(&target.value))
        || scratch.is_moved_by_command(words);
    let missing: Vec<&str> =
        scratch.directories.iter().copied().filter(|directory| !stack.is_writable_mount(service, directory)).collect();
    if missing.is_empty() || is_moved {
        return;
    }
    let image = service.image.as_ref().map(|image| image.value.as_str()).unwrap_or_default();
    let named = missing.iter().map(|directory| format!("`{directory}`")).collect::<Vec<_>>().join(" and ");
    let items: String = missing.iter().map(|directory| format!("\n  - {directory}")).collect();
    let edits = edits(service, checker, &missing);
    checker
        .report_at(flag.place, format!("`{image}` has to write to {named} and cannot"))
        .help(format!("give it memory to write to:\ntmpfs:{items}"))
        .fix(Safety::Unsafe, "mount memory there", edits);
}

/// Adds the directories to `tmpfs`, which is made where there is none; none where the place is in another file.
fn edits(service: &Service, checker: &Checker<'_>, directories: &[&str]) -> Option<Edit> {
    let key: Place = service.key("read_only")?;
    if service.has("tmpfs") {
        let last = service.tmpfs.last().filter(|_| directories.len() == 1)?;
        return checker.edits_in(key.file).add_item_after(last.place, directories.first()?);
    }
    let value = match directories {
        [one] => (*one).to_owned(),
        several => several.iter().map(|directory| format!("- {directory}")).collect::<Vec<_>>().join("\n"),
    };
    checker.edits_in(key.file).add_member_after(key, "tmpfs", &value)
}

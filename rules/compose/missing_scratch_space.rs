//! Read-only containers that have to write somewhere.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::Container;
use crate::model::containers::{WriteTeller, WrittenPath};
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
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let service = container.service;
    let Some(flag) = service.read_only.as_ref().filter(|flag| flag.value && flag.is_known()) else { return };
    if let Some((scratch, image)) = container.scratch() {
        let missing = scratch.directories.iter().copied().filter(|directory| !container.is_writable(directory));
        report_known(container, flag.place, &image, &missing.collect::<Vec<_>>(), checker);
    }
    let mut written = container.written_paths();
    written.retain(|written| !container.is_writable(&written.path));
    written.dedup_by(|a, b| a.path == b.path);
    for WrittenPath { path, teller } in &written {
        let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
        let help = match is_file {
            true => "write it to a directory of its own, and mount memory or a volume there".to_owned(),
            false => format!("give it a volume, or memory where nothing has to stay:\ntmpfs:\n  - {path}"),
        };
        match teller {
            WriteTeller::Script(script, line) => {
                let message = format!("line {line} of `{script}` writes to `{path}` when it starts, and cannot");
                checker.report_at(flag.place, message).help(help);
            }
            WriteTeller::Prepared(span) => {
                let message = format!("the image makes `{path}` to be written to, and nothing can be");
                let finding = checker.report_at(flag.place, message).help(help);
                let finding = finding.severity(Severity::Warning).from_profile(Profile::Production);
                if let Some(place) = container.place(*span) {
                    finding.label_at(place, "prepared here");
                }
            }
        }
    }
}

fn report_known(
    container: &Container<'_>,
    place: Place,
    image: &str,
    missing: &[&'static str],
    checker: &mut Checker<'_>,
) {
    if missing.is_empty() {
        return;
    }
    let named = missing.iter().map(|directory| format!("`{directory}`")).collect::<Vec<_>>().join(" and ");
    let items: String = missing.iter().map(|directory| format!("\n  - {directory}")).collect();
    let edits = edits(container.service, checker, missing);
    checker
        .report_at(place, format!("`{image}` has to write to {named} and cannot"))
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

//! Volumes of a database that another service writes to as well.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{DataPlace, Stack};
use crate::syntax::compose::ast::{Mount, Service};
use indexmap::IndexMap;

/// The rule.
pub static RULE: Rule = Rule {
    name: "shared-database-volume",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["8c978947-0ff6-485c-b0c2-0bfca6026466"],
    options: &[],
    since: "0.1.0",
    page: include_str!("shared_database_volume.md"),
    check: Check::Stack(check),
};

/// A service that can write to a volume.
struct Writer<'a> {
    service: &'a Service,
    mount: &'a Mount,
    keeps_data: bool,
}

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    let mut writers: IndexMap<&str, Vec<Writer<'_>>> = IndexMap::new();
    for service in stack.services().filter(|service| !stack.is_one_shot(service) && !stack.tends_others(service)) {
        let data = match stack.data_place_of(service) {
            DataPlace::Mounted(mount) if stack.is_database(service) => Some(mount),
            _ => None,
        };
        for mount in service.volumes.iter().filter(|mount| !mount.is_read_only()) {
            let Some(volume) = mount.volume().filter(|volume| volume.is_known()) else { continue };
            let keeps_data = data.is_some_and(|data| data.place == mount.place);
            writers.entry(&volume.value).or_default().push(Writer { service, mount, keeps_data });
        }
    }
    for (volume, writers) in &writers {
        let Some(owner) = writers.iter().find(|writer| writer.keeps_data) else { continue };
        let others = writers
            .iter()
            .filter(|other| other.mount.place != owner.mount.place || other.service.name != owner.service.name);
        let mut others = others.filter(|other| {
            stack.can_run_together(owner.service, other.service) && other.mount.subpath == owner.mount.subpath
        });
        if let Some(other) = others.next() {
            report(volume, owner, other, checker);
        }
    }
}

fn report(volume: &str, owner: &Writer<'_>, other: &Writer<'_>, checker: &mut Checker<'_>) {
    let (owner_name, name) = (&owner.service.name.value, &other.service.name.value);
    let finding = match other.keeps_data {
        true => checker
            .report_at(
                other.mount.place,
                format!("`{owner_name}` and `{name}` both run a database on the files in `{volume}`"),
            )
            .help("give each its own volume: two servers on the same files destroy them"),
        false => checker
            .report_at(other.mount.place, format!("`{name}` can write to the files of `{owner_name}` in `{volume}`"))
            .severity(Severity::Info)
            .from_profile(Profile::Production)
            .help("mount it with `read_only: true`, or let the service ask the database"),
    };
    finding.label_at(owner.mount.place, "the database keeps its files here");
}

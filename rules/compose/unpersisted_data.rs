//! Data that is gone with the container that wrote it.

use crate::knowledge::services::KnownService;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::Container;
use crate::model::stack::{DataPlace, former_image};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unpersisted-data",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Sometimes(Safety::Unsafe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unpersisted_data.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let (stack, service) = (container.stack, container.service);
    // What the image of a service is called that builds it says nothing of what is in it.
    let pulled = service.image.as_ref().filter(|_| service.build.is_none());
    let Some(place) = pulled.map(|image| image.place).or_else(|| service.key("build")) else { return };
    let name = &service.name.value;
    match container.data_place() {
        DataPlace::Former { mount, directory } => {
            let target = &mount.target;
            let image = match pulled {
                Some(image) => format!("`{}`", image.value),
                None => "the image that is built here".to_owned(),
            };
            let message = format!(
                "{image} does not start with a mount at `{}`: from 18 on PostgreSQL keeps its data elsewhere",
                target.value
            );
            let edit = checker.edits_in(target.place.file).replace_scalar(target.place, directory);
            let finding = checker.report_at(target.place, message).help(format!(
                "mount the volume at `{directory}`, and move what an older version wrote with a dump or `pg_upgrade`; or stay with `{}` for now", former_of(container)
            ));
            if let Some(edit) = edit {
                finding.fix(Safety::Unsafe, format!("mount it at `{directory}`"), [edit]);
            }
        }
        DataPlace::Covered { mount, directory } => {
            let target = &mount.target;
            checker
                .report_at(
                    target.place,
                    format!("the data of `{name}` is not in here: the image has a volume of its own at `{directory}`"),
                )
                .severity(Severity::Warning)
                .help(format!("mount it at `{directory}`"));
        }
        DataPlace::Nowhere(directory) => {
            let keeps_data = container.known_origin().is_some_and(KnownService::keeps_data);
            let is_passing =
                stack.is_one_shot(service) || stack.tends_others(service) || stack.is_service_for_development(service);
            if !keeps_data || is_passing || checker.is_for_development(service.name.place) {
                return;
            }
            let message =
                format!("the data of `{name}` is gone with its container: nothing is mounted at `{directory}`");
            let finding =
                checker.report_at(place, message).severity(Severity::Warning).from_profile(Profile::Production);
            match stack.misspelled_mount(service, directory) {
                Some(mount) => {
                    let target = &mount.target;
                    let help = format!("`{}` is mounted: did you mean `{directory}`?", target.value);
                    finding.label_at(target.place, "misspelled").help(help)
                }
                None => finding.help(format!("keep it in a volume, and declare its name at the top of the file:\nvolumes:\n  - {name}-data:{directory}\n\nvolumes:\n  {name}-data:")),
            };
        }
        DataPlace::Mounted(_) | DataPlace::Unknown => {}
    }
}

/// The image of the last version that kept its data where those before it did.
fn former_of(container: &Container<'_>) -> String {
    container.origin_image().map(|image| former_image(&image)).unwrap_or_default()
}

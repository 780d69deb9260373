//! Services that build the same image, each for itself.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Container, Project};
use std::collections::BTreeMap;

/// The rule.
pub static RULE: Rule = Rule {
    name: "repeated-build",
    category: Category::Efficiency,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("repeated_build.md"),
    check: Check::Project(check),
};

fn check(project: &Project, checker: &mut Checker<'_>) {
    let mut groups: BTreeMap<usize, Vec<Container<'_>>> = BTreeMap::new();
    for container in Container::all(project).filter(|it| it.service.build.is_some() && is_clear(it)) {
        if let Some(build) = container.image.and_then(|image| image.build) {
            groups.entry(build).or_default().push(container);
        }
    }
    for containers in groups.values() {
        let Some((first, others)) = containers.split_first().filter(|(_, others)| !others.is_empty()) else { continue };
        let Some(build) = &first.service.build else { continue };
        let image = |container: &Container<'_>| container.service.image.as_ref().map(|image| image.value.clone());
        let is_shared = image(first).is_some() && others.iter().all(|other| image(other) == image(first));
        if is_shared {
            continue;
        }
        let names: Vec<String> = containers.iter().map(|it| format!("`{}`", it.service.name.value)).collect();
        let place = first.service.key("build").unwrap_or(build.place);
        let mut finding = checker
            .report_at(place, format!("{} build the same image, each under a name of its own", listed(&names)))
            .help(format!(
                "name it once, and let the others run it without a `build`:\nimage: {}",
                image(first).unwrap_or_else(|| format!("{}:1.0", first.service.name.value))
            ));
        for other in others.iter().take(8) {
            let place = other.service.key("build").filter(|other| *other != place);
            finding = match place {
                Some(place) => finding.label_at(place, "the same"),
                None => finding,
            };
        }
    }
}

/// Whether it is known what is built.
fn is_clear(container: &Container<'_>) -> bool {
    container.build_arguments().iter().all(|pair| pair.value.as_ref().is_some_and(|value| value.is_known()))
}

fn listed(names: &[String]) -> String {
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

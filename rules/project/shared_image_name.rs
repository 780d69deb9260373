//! Different builds whose images have one name.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::containers::{ContextOrigin, DockerfileOrigin};
use crate::model::{Container, Project};
use std::collections::HashMap;

/// The rule.
pub static RULE: Rule = Rule {
    name: "shared-image-name",
    category: Category::Correctness,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("shared_image_name.md"),
    check: Check::Project(check),
};

fn check(project: &Project, checker: &mut Checker<'_>) {
    let mut first: HashMap<String, Container<'_>> = HashMap::new();
    for container in Container::all(project).filter(|container| container.service.build.is_some()) {
        let Some(written) = container.service.image.as_ref().filter(|_| is_clear(&container)) else { continue };
        let Some(image) = container.stack.image_of(container.service) else { continue };
        let name = image.complete();
        let Some(other) = first.get(&name) else {
            first.insert(name, container);
            continue;
        };
        let Some(place) = other.service.image.as_ref().map(|image| image.place) else { continue };
        let is_same_build = build_of(&container) == build_of(other);
        if is_same_build || !container.stack.can_run_together(container.service, other.service) {
            continue;
        }
        let (one, two) = (&other.service.name.value, &container.service.name.value);
        checker
            .report_at(
                written.place,
                format!("`{one}` and `{two}` build different images of this name: both run the one that is built last"),
            )
            .label_at(place, format!("`{one}` gives its image this name"))
            .help("give each image a name or a tag of its own");
    }
}

/// Whether it is known what is built.
fn is_clear(container: &Container<'_>) -> bool {
    let arguments_are_known =
        container.build_arguments().iter().all(|pair| pair.value.as_ref().is_some_and(|value| value.is_known()));
    container.build().is_some() && arguments_are_known
}

/// What tells one build from another.
fn build_of<'p>(container: &Container<'p>) -> Option<(&'p ContextOrigin, &'p DockerfileOrigin, Option<usize>)> {
    container.image.map(|image| (&image.context, &image.dockerfile, image.build))
}

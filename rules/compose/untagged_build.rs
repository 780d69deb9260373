//! Images that are built without a name or version to publish them under.

use crate::knowledge::moving_tags::Pin;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;
use crate::syntax::image_ref::ImageRef;

/// The rule.
pub static RULE: Rule = Rule {
    name: "untagged-build",
    category: Category::Reproducibility,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("untagged_build.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    let built = || stack.services().filter_map(|service| Some((service, service.build.as_ref()?)));
    let published = built().find(|(service, _)| stack.image_of(service).is_some_and(|image| names_registry(&image)));
    for (service, build) in built() {
        let name = &service.name.value;
        match (&service.image, published) {
            (None, Some((other, _))) if build.tags.is_empty() => {
                checker
                    .report_at(service.name.place, format!("`docker compose push` leaves `{name}` out: its image has no name"))
                    .label_at(other.name.place, "this one is pushed")
                    .help("give it a name beside `build`, with the registry and a version:\nimage: registry.example/app:1.0");
            }
            (Some(image), _) if stack.image_of(service).is_some_and(|image| is_unversioned(&image)) => {
                checker
                    .report_at(
                        image.place,
                        format!("every build of `{name}` has the same name, and takes it from the one before"),
                    )
                    .help("put a version or the commit into it:\nimage: registry.example/app:${VERSION:?}");
            }
            (Some(_) | None, _) => {}
        }
    }
}

/// Whether it names a registry, as nobody does who builds for this machine alone.
fn names_registry(image: &ImageRef) -> bool {
    image.name().split('/').next().is_some_and(|host| host.contains(['.', ':']))
}

/// Whether it is meant to be published, as a name without a path is not, and has no version.
fn is_unversioned(image: &ImageRef) -> bool {
    let pin = Pin::of(image.normalized(), image.tag());
    image.normalized().contains('/') && image.digest().is_none() && matches!(pin, Pin::Missing | Pin::Alias)
}

//! Images that are named without a tag or a digest.

use crate::knowledge::images::{Support, lookup};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Base, Build, SourceOrigin, Stage};
use crate::syntax::image_ref::ImageRef;

/// The rule.
pub static RULE: Rule = Rule {
    name: "untagged-image",
    category: Category::Reproducibility,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["DL3006", "DS-0001"],
    options: &[],
    since: "0.1.0",
    page: include_str!("untagged_image.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    if let Base::Image(image) = &stage.base
        && is_untagged(&image.value)
    {
        checker.report(image.span, message(&image.value)).help(help(&image.value));
    }
    for source in build.steps_of(stage).iter().flat_map(|step| &step.sources) {
        let SourceOrigin::Image(image) = &source.origin else { continue };
        if is_untagged(image) && is_surely_image(image) {
            checker
                .report(source.name.span, message(image))
                .help(help(image))
                // Elsewhere these names mean FROM only.
                .aliases(&[]);
        }
    }
}

fn is_untagged(image: &ImageRef) -> bool {
    image.tag().is_none() && image.digest().is_none()
}

/// Whether a name after `from=` is an image, and not a build context that is given a name on the command line.
fn is_surely_image(image: &ImageRef) -> bool {
    image.normalized().contains('/') || lookup(image.normalized(), None).is_some()
}

fn message(image: &ImageRef) -> String {
    format!("`{image}` names no version: it is `{image}:latest`, another image after every release")
}

fn help(image: &ImageRef) -> String {
    let known = lookup(image.normalized(), None).map(|known| known.family.support);
    match known {
        Some(Support::Calendar(calendar)) => match calendar.newest_supported() {
            Some(cycle) => format!("name the version the image was tested with, such as `{image}:{cycle}`"),
            None => ADVICE.to_owned(),
        },
        Some(Support::Unknown) | None => ADVICE.to_owned(),
    }
}

const ADVICE: &str = "name the version the image was tested with, or pin its digest";

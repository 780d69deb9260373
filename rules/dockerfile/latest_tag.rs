//! Images that follow the tag `latest`.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Base, Build, SourceOrigin, Stage};
use crate::syntax::image_ref::ImageRef;

/// The rule.
pub static RULE: Rule = Rule {
    name: "latest-tag",
    category: Category::Reproducibility,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["DL3007", "CKV_DOCKER_7"],
    options: &[],
    since: "0.1.0",
    page: include_str!("latest_tag.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    if let Base::Image(image) = &stage.base
        && is_latest(&image.value)
    {
        checker.report(image.span, message(&image.value)).help(HELP);
    }
    for source in build.steps_of(stage).iter().flat_map(|step| &step.sources) {
        let SourceOrigin::Image(image) = &source.origin else { continue };
        if is_latest(image) {
            // Elsewhere these names mean FROM only.
            checker.report(source.name.span, message(image)).help(HELP).aliases(&[]);
        }
    }
}

fn is_latest(image: &ImageRef) -> bool {
    image.tag() == Some("latest") && image.digest().is_none()
}

fn message(image: &ImageRef) -> String {
    format!("`{image}` is another image after every release")
}

const HELP: &str = "name the version the image was tested with";

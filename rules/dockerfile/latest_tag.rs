//! Base images that follow the tag `latest`.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Base, Build, Stage};

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

fn check(_build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let Base::Image(image) = &stage.base else { return };
    if image.value.tag() == Some("latest") && image.value.digest().is_none() {
        checker
            .report(image.span, format!("`{}` is another image after every release", image.value))
            .help("name the version the image was tested with");
    }
}

//! Images that follow the tag `latest`.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, ImageUse, NamedImage};
use crate::syntax::expand::Value;

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
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    for named in build.named_images() {
        if named.image.tag() == Some("latest") && named.image.digest().is_none() && named.asks_for_version() {
            report(&named, checker);
        }
    }
}

fn report(named: &NamedImage<'_>, checker: &mut Checker<'_>) {
    let Some((first, others)) = named.uses.split_first() else { return };
    let image = named.image;
    let message = if named.has_no_latest() {
        format!("there is no `latest` of `{}`", image.name())
    } else {
        format!("`{image}` is another image after every release")
    };
    let advice = match named.newest() {
        Some(newest) if named.has_no_latest() => format!("name a version, such as `{newest}`"),
        Some(newest) => format!("name the version the image was tested with, such as `{newest}`, or pin its digest"),
        None => "name the version the image was tested with, or pin its digest".to_owned(),
    };
    let severity = match named.has_no_latest() {
        true => Severity::Error,
        false if named.uses.iter().all(is_overridable) => Severity::Info,
        false => RULE.severity,
    };
    let mut finding = checker.report(first.span, message).severity(severity).help(advice);
    if !named.is_base() {
        // Elsewhere these names mean FROM only.
        finding = finding.aliases(&[]);
    }
    if let Some(default) = first.default {
        finding = finding.label(default.span, "the tag comes from here");
    }
    for other in others {
        finding = finding.label(other.span, "named here too");
    }
}

/// Whether `latest` is no more than the default of an argument that whoever builds may set.
fn is_overridable(place: &ImageUse<'_>) -> bool {
    place.default.is_some_and(|default| matches!(&default.value, Value::Known(tag) if tag == "latest"))
}

//! Images that follow the tag `latest`.

use crate::lint::images::advice_without_versions;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Base, Build, ImageUse, NamedImage};
use crate::syntax::PartKind;
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
        if named.image.tag() != Some("latest") || named.image.digest().is_some() {
            continue;
        }
        // Services that choose the image are told so where they do.
        let is_left =
            |place: &ImageUse<'_>| place.base_of.is_some_and(|stage| build.is_version_left_to_services(stage));
        if named.uses.iter().all(is_left) {
            continue;
        }
        match named.excuse() {
            None => report(&named, checker),
            Some(excuse) if named.has_valid_name() => checker.report_excused_image(&named, excuse, &aliases),
            Some(_) => {}
        }
    }
    // Whatever the name in front of it is.
    for stage in &build.stages {
        let Base::Dynamic(word) = &stage.base else { continue };
        let Some(PartKind::Literal(end)) = word.parts.last().map(|part| &part.kind) else { continue };
        if end.ends_with(":latest") {
            checker
                .report(word.span, format!("`{}` is another image after every release", word.raw))
                .help("name the version the image was tested with, or pin its digest");
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
        None => advice_without_versions(named)
            .unwrap_or_else(|| "name the version the image was tested with, or pin its digest".to_owned()),
    };
    let severity = match named.has_no_latest() {
        true => Severity::Error,
        false if named.uses.iter().all(is_overridable) => Severity::Info,
        false => RULE.severity,
    };
    let mut finding = checker.report(first.span, message).severity(severity).help(advice).aliases(aliases(first));
    if let Some(default) = first.default {
        finding = finding.label(default.span, "the tag comes from here");
    }
    for other in others {
        finding = finding.label(other.span, "named here too");
    }
    checker.report_image_again(named, &format!("`{image}` is named here too"), &aliases);
}

/// Whether `latest` is no more than the default of an argument that whoever builds may set.
fn is_overridable(place: &ImageUse<'_>) -> bool {
    place.default.is_some_and(|default| matches!(&default.value, Value::Known(tag) if tag == "latest"))
}

/// What other tools call it: nothing outside of FROM, and hadolint reads the tag as it is written.
fn aliases(place: &ImageUse<'_>) -> &'static [&'static str] {
    match (place.base_of, place.default) {
        (None, _) => &[],
        (Some(_), Some(_)) => &["CKV_DOCKER_7"],
        (Some(_), None) => RULE.aliases,
    }
}

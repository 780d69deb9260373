//! Images that are named without a tag or a digest.

use crate::lint::images::advice_without_versions;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, ImageUse, NamedImage};

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
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    for named in build.named_images() {
        if named.image.tag().is_some() || named.image.digest().is_some() {
            continue;
        }
        match named.excuse() {
            None => report(build, &named, checker),
            Some(excuse) if named.has_valid_name() => {
                checker.report_excused_image(&named, excuse, &|place| aliases(build, place))
            }
            Some(_) => {}
        }
    }
}

fn report(build: &Build, named: &NamedImage<'_>, checker: &mut Checker<'_>) {
    let Some((first, others)) = named.uses.split_first() else { return };
    let image = named.image;
    let (severity, message) = if named.has_no_latest() {
        (Severity::Error, format!("`{image}` names no version, and there is no `latest` of it"))
    } else {
        let is_lesser = named.uses.iter().all(|place| matters_less(build, place));
        (
            if is_lesser { Severity::Info } else { RULE.severity },
            format!("`{image}` names no version: it is `{image}:latest`, another image after every release"),
        )
    };
    let advice = match named.newest() {
        Some(newest) if named.has_no_latest() => format!("name a version, such as `{newest}`"),
        Some(newest) => format!("name the version the image was tested with, such as `{newest}`, or pin its digest"),
        None => advice_without_versions(named)
            .unwrap_or_else(|| "name the version the image was tested with, or pin its digest".to_owned()),
    };
    let mut finding =
        checker.report(first.span, message).severity(severity).help(advice).aliases(aliases(build, first));
    if let Some(default) = first.default {
        let part = if is_whole_name(build, first) { "the name" } else { "the end of the name" };
        finding = finding.label(default.span, format!("{part} comes from here"));
    }
    for other in others {
        finding = finding.label(other.span, "named here too");
    }
    let again = format!("`{image}` names no version here either");
    checker.report_image_again(named, &again, &|place| aliases(build, place));
}

/// Whether whoever builds may name another image, or the stage is none that is shipped or makes a difference.
fn matters_less(build: &Build, place: &ImageUse<'_>) -> bool {
    is_whole_name(build, place)
        || place.base_of.is_some_and(|stage| {
            build.only_makes_places(stage)
                || build.reaches_target(stage) && build.target_stage().is_some_and(|target| build.is_tool(target))
        })
}

/// Whether the image is no more than the default of an argument.
fn is_whole_name(build: &Build, place: &ImageUse<'_>) -> bool {
    let word = place.base_of.and_then(|stage| build.from_image(stage));
    place.default.is_some() && word.is_some_and(|word| word.parts.len() == 1)
}

/// What other tools call it: nothing outside of FROM, and hadolint looks at nothing that starts with a variable.
fn aliases(build: &Build, place: &ImageUse<'_>) -> &'static [&'static str] {
    match place.base_of {
        None => &[],
        Some(stage) if build.starts_with_variable(stage) => &["DS-0001"],
        Some(_) => RULE.aliases,
    }
}

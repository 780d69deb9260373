//! Images of services that are another one after every release.

use crate::knowledge::moving_tags::Pin;
use crate::lint::images::{advice_without_versions, newest_for_service, service_successor_of};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{PulledImage, Stack};
use crate::syntax::compose::ast::Service;
use crate::syntax::compose::{Located, Provenance, Value};
use crate::syntax::image_ref::ImageRef;

/// The rule.
pub static RULE: Rule = Rule {
    name: "moving-service-image",
    category: Category::Reproducibility,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["CL-0004", "service-image-require-explicit-tag"],
    options: &[],
    since: "0.1.0",
    page: include_str!("moving_service_image.md"),
    check: Check::Stack(check),
};

/// Tags that compose-lint takes for moving; one that is not there, too.
const COMPOSE_LINT: &[&str] = &["dev", "edge", "latest", "nightly", "stable", "test"];
/// Those that dclint refuses beyond these.
const DCLINT: &[&str] = &["beta", "canary", "lts"];

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    for pulled in stack.pulled_images() {
        let image = &pulled.image;
        if image.digest().is_some() || !pulled.named().has_valid_name() {
            continue;
        }
        match Pin::of(image.normalized(), image.tag()) {
            Pin::Missing | Pin::Alias => report(stack, &pulled, checker),
            Pin::Variant => report_variant(&pulled, checker),
            Pin::Major | Pin::Version => {}
        }
    }
}

fn report(stack: &Stack, pulled: &PulledImage<'_>, checker: &mut Checker<'_>) {
    let (image, named) = (&pulled.image, pulled.named());
    let Some(((_, first), others)) = pulled.uses.split_first() else { return };
    let (severity, profile, message) = if named.has_no_latest() && is_latest(image) {
        (Severity::Error, Profile::Recommended, format!("there is no `latest` of `{}`", image.name()))
    } else if is_built_here(pulled) {
        let message = format!("`{image}` is whatever was built last under that name on the same machine");
        (Severity::Info, Profile::Strict, message)
    } else if has_tag_of(image, "dev") && named.known().is_none() {
        (Severity::Info, Profile::Strict, format!("`{image}` is whatever was built last"))
    } else if named.known().is_some_and(|known| known.has_ended()) {
        let message = format!("`{image}` names no version, and nobody looks after any of them");
        (Severity::Info, Profile::Strict, message)
    } else if named.known().is_some_and(|known| known.has_version_in_name()) {
        let message =
            format!("`{image}` has its version in the name, but is another image after every release of that");
        (Severity::Info, Profile::Strict, message)
    } else {
        let is_default = pulled.uses.iter().all(|(service, image)| is_overridable(service, image));
        let (severity, profile) =
            if is_default { (Severity::Info, Profile::Production) } else { (RULE.severity, RULE.profile) };
        let message = match image.tag() {
            Some(_) => format!("`{image}` is another image after every release"),
            None => format!("`{image}` names no version: it is `{image}:latest`, another image after every release"),
        };
        (severity, profile, message)
    };
    let newest = newest_for_service(stack, pulled);
    let help = newest.map(|newest| format!("name the version that it was tested with, such as {newest}"));
    let help = help.or_else(|| service_successor_of(stack, pulled)).or_else(|| advice_without_versions(&named));
    let help = help.unwrap_or_else(|| "name the version that it was tested with, or pin its digest".to_owned());
    let mut finding = checker.report_at(first.place, message).severity(severity).from_profile(profile);
    finding = finding.help(help).aliases(&aliases(image, first));
    for (_, other) in others {
        finding = finding.label_at(other.place, "named here too");
    }
    for (_, other) in others {
        checker
            .report_at(other.place, format!("`{image}` is named here too"))
            .severity(Severity::Info)
            .from_profile(Profile::Strict)
            .aliases(&aliases(image, other));
    }
}

fn report_variant(pulled: &PulledImage<'_>, checker: &mut Checker<'_>) {
    for (_, place) in &pulled.uses {
        checker
            .report_at(place.place, format!("`{}` names no version, only a variant of it", pulled.image))
            .severity(Severity::Info)
            .from_profile(Profile::Strict)
            .aliases(&[])
            .help("put the version in front of the variant");
    }
}

fn is_latest(image: &ImageRef) -> bool {
    image.tag().is_none_or(|tag| tag == "latest")
}

/// Whether it is built on the same machine, by its name or by what the service says of pulling it.
fn is_built_here(pulled: &PulledImage<'_>) -> bool {
    let is_never_pulled = |service: &Service| {
        service.pull_policy.as_ref().is_some_and(|policy| matches!(policy.value.as_str(), "never" | "build"))
    };
    !pulled.named().is_published()
        || has_tag_of(pulled.image, "local")
        || pulled.image.normalized().starts_with("localhost/")
        || pulled.uses.iter().all(|(service, _)| is_never_pulled(service))
}

/// Whether a word of the tag is that one.
fn has_tag_of(image: &ImageRef, word: &str) -> bool {
    image.tag().is_some_and(|tag| tag.split('-').any(|part| part == word))
}

/// Whether the tag is no more than the default of a variable.
fn is_overridable(service: &Service, image: &Located<String>) -> bool {
    let written = service.at(&["image"]).and_then(Value::as_scalar).map(|scalar| scalar.written.ends_with('}'));
    image.provenance == Provenance::Default && written == Some(true)
}

/// What other tools call it: dclint reads the tag as it is written.
fn aliases(image: &ImageRef, written: &Located<String>) -> Vec<&'static str> {
    let is_one = |tags: &[&str]| image.tag().is_none_or(|tag| tags.contains(&tag));
    let mut aliases = Vec::new();
    if is_one(COMPOSE_LINT) {
        aliases.push("CL-0004");
    }
    if (is_one(COMPOSE_LINT) || is_one(DCLINT)) && written.provenance == Provenance::Written {
        aliases.push("service-image-require-explicit-tag");
    }
    aliases
}

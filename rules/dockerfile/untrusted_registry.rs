//! Images from registries that the project does not trust.

use crate::lint::options::TRUSTED_REGISTRIES;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Build;
use crate::syntax::image_ref::ImageRef;

/// The rule.
pub static RULE: Rule = Rule {
    name: "untrusted-registry",
    category: Category::Security,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &["DL3026"],
    options: &[TRUSTED_REGISTRIES],
    since: "0.1.0",
    page: include_str!("untrusted_registry.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let trusted = checker.texts(&TRUSTED_REGISTRIES);
    if trusted.is_empty() {
        return;
    }
    for named in build.named_images() {
        // A short name that is copied from may be a context that the build is given.
        let is_image = named.is_base() || named.is_published();
        if !is_image || trusted.iter().any(|pattern| trusts(pattern, named.image)) {
            continue;
        }
        let qualified = named.image.qualified();
        let registry = qualified.split('/').next().unwrap_or_default();
        for place in &named.uses {
            checker
                .report(
                    place.span,
                    format!("`{}` comes from `{registry}`, which the project does not trust", named.image),
                )
                .help("take the image from a registry in `trusted-registries`, or add this one to the list");
        }
    }
}

/// Whether a pattern covers an image: its host, or its host and the beginning of its path.
fn trusts(pattern: &str, image: &ImageRef) -> bool {
    let pattern = match pattern.split_once('/') {
        Some(("hub.docker.com" | "index.docker.io", path)) => format!("docker.io/{path}"),
        None if matches!(pattern, "hub.docker.com" | "index.docker.io") => "docker.io".to_owned(),
        _ => pattern.to_owned(),
    };
    let qualified = image.qualified();
    let mut pieces = qualified.match_indices('/').map(|(at, _)| at).chain([qualified.len()]);
    pieces.any(|end| qualified.get(..end).is_some_and(|beginning| matches(&pattern, beginning)))
}

/// Whether a text has the form of a pattern in which `*` stands for any text without a slash.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let at = if parts.peek().is_none() {
            rest.len().checked_sub(part.len()).filter(|_| rest.ends_with(part))
        } else {
            rest.find(part)
        };
        let Some((skipped, found)) = at.and_then(|at| rest.split_at_checked(at)) else { return false };
        if skipped.contains('/') {
            return false;
        }
        rest = found.get(part.len()..).unwrap_or_default();
    }
    rest.is_empty()
}

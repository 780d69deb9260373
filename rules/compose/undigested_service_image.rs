//! Images of services that are named by a tag alone.

use crate::knowledge::moving_tags::Pin;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;

/// The rule.
pub static RULE: Rule = Rule {
    name: "undigested-service-image",
    category: Category::Reproducibility,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &["CL-0019"],
    options: &[],
    since: "0.1.0",
    page: include_str!("undigested_service_image.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    for pulled in stack.pulled_images() {
        let image = &pulled.image;
        if image.digest().is_some() || !pulled.named().is_published() || !pulled.named().has_valid_name() {
            continue;
        }
        let message = match Pin::of(image.normalized(), image.tag()) {
            Pin::Missing | Pin::Alias | Pin::Variant => continue,
            Pin::Major => format!("`{image}` becomes another image with every release of that version"),
            Pin::Version => format!("`{image}` can become another image: tags are moved"),
        };
        for (_, place) in &pulled.uses {
            checker
                .report_at(place.place, message.as_str())
                .help(format!("pin it, {image}@sha256:..., and let Renovate or Dependabot keep it up to date"));
        }
    }
}

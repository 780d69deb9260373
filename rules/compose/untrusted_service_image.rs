//! Images of services from registries that the project does not trust.

use crate::lint::options::TRUSTED_REGISTRIES;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::Stack;

/// The rule.
pub static RULE: Rule = Rule {
    name: "untrusted-service-image",
    category: Category::Security,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[TRUSTED_REGISTRIES],
    since: "0.1.0",
    page: include_str!("untrusted_service_image.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    for pulled in stack.pulled_images() {
        if checker.trusts(pulled.image) {
            continue;
        }
        let qualified = pulled.image.qualified();
        let registry = qualified.split('/').next().unwrap_or_default();
        for (_, place) in &pulled.uses {
            checker
                .report_at(
                    place.place,
                    format!("`{}` comes from `{registry}`, which the project does not trust", pulled.image),
                )
                .help("take the image from a registry in `trusted-registries`, or add this one to the list");
        }
    }
}

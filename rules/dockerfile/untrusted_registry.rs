//! Images from registries that the project does not trust.

use crate::lint::options::TRUSTED_REGISTRIES;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Build;

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
    for named in build.named_images() {
        // A short name that is copied from may be a context that the build is given.
        let is_image = named.is_base() || named.is_published();
        if !is_image || checker.trusts(named.image) {
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

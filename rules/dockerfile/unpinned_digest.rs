//! Images that are named by a tag alone.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::Build;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unpinned-digest",
    category: Category::Reproducibility,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("unpinned_digest.md"),
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    for named in build.named_images() {
        let is_tagged = named.image.tag().is_some_and(|tag| tag != "latest");
        let Some(first) = named.uses.first().filter(|_| is_tagged && named.image.digest().is_none()) else { continue };
        if !named.is_published() {
            continue;
        }
        checker
            .report(first.span, format!("`{}` can become another image: tags are moved", named.image))
            .help(format!("pin it, {}@sha256:..., and let Renovate or Dependabot keep it up to date", named.image));
    }
}

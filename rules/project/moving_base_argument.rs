//! Build arguments that choose a base image which moves with every release.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Container, NamedImage};

/// The rule.
pub static RULE: Rule = Rule {
    name: "moving-base-argument",
    category: Category::Reproducibility,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("moving_base_argument.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    for chosen in container.chosen_bases() {
        let named = NamedImage { image: chosen.image, uses: Vec::new() };
        let is_moving = chosen.image.tag() == Some("latest") && chosen.image.digest().is_none();
        if !is_moving || named.excuse().is_some() {
            continue;
        }
        let message = format!(
            "`{}` makes the build start from `{}`, which is another image after every release",
            chosen.argument.name.value, chosen.image
        );
        let mut finding = checker.report_at(chosen.value.place, message);
        if let Some(place) = container.place(chosen.stage.base_span) {
            finding = finding.label_at(place, "starts from it");
        }
        finding.help(match named.newest() {
            Some(newest) => format!("name the version that it was tested with, such as that of `{newest}`"),
            None => "name the version that it was tested with".to_owned(),
        });
    }
}

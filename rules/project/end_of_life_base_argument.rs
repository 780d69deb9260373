//! Build arguments that choose a base image nobody looks after any more.

use crate::lint::images::{reasons_of_end, successor_of};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Container, NamedImage};

/// The rule.
pub static RULE: Rule = Rule {
    name: "end-of-life-base-argument",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("end_of_life_base_argument.md"),
    check: Check::Container(check),
};

fn check(container: &Container<'_>, checker: &mut Checker<'_>) {
    let Some((build, _)) = container.stage() else { return };
    for chosen in container.chosen_bases() {
        let named = NamedImage { image: chosen.image, uses: Vec::new() };
        let Some(known) = named.known().filter(|known| known.has_ended()) else { continue };
        let message = format!(
            "`{}` makes the build start from `{}`, which gets no more fixes: {}",
            chosen.argument.name.value,
            chosen.image,
            reasons_of_end(&known)
        );
        let mut finding = checker.report_at(chosen.value.place, message);
        if let Some(place) = container.place(chosen.stage.base_span) {
            finding = finding.label_at(place, "starts from it");
        }
        if !build.reaches_target(chosen.stage) {
            finding = finding.severity(Severity::Info);
        }
        if let Some(advice) = successor_of(&known) {
            finding.help(advice);
        }
    }
}

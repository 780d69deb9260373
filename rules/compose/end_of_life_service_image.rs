//! Images of services that nobody looks after any more.

use crate::lint::images::{reasons_of_end, service_successor_of};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::stack::{ChosenVersions, Stack};

/// The rule.
pub static RULE: Rule = Rule {
    name: "end-of-life-service-image",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("end_of_life_service_image.md"),
    check: Check::Stack(check),
};

fn check(stack: &Stack, checker: &mut Checker<'_>) {
    let images = stack.pulled_images();
    let chosen = ChosenVersions::of(&images);
    for pulled in &images {
        let named = pulled.named();
        let Some(known) = named.known().filter(|known| known.has_ended()) else { continue };
        let Some(((_, first), others)) = pulled.uses.split_first() else { continue };
        let mut finding = checker
            .report_at(first.place, format!("`{}` gets no more fixes: {}", pulled.image, reasons_of_end(&known)));
        for (_, other) in others {
            finding = finding.label_at(other.place, "named here too");
        }
        if chosen.has(pulled) {
            finding = finding.severity(Severity::Info).from_profile(Profile::Strict);
        }
        if let Some(advice) = service_successor_of(stack, pulled) {
            finding.help(advice);
        }
    }
}

//! `COPY --from=0`: stages called by their number.

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::Build;

/// The rule.
pub static RULE: Rule = Rule {
    name: "numeric-stage-reference",
    category: Category::Style,
    severity: Severity::Info,
    profile: Profile::Strict,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("numeric_stage_reference.md"),
    check: Check::Build(check),
};

/// How many further places are pointed at: a picture of thousands helps nobody.
const MOST_POINTED_AT: usize = 5;

fn check(build: &Build, checker: &mut Checker<'_>) {
    for numbered in build.numbered_stages() {
        let Some((first, others)) = numbered.places.split_first() else { continue };
        let edits = checker.edits();
        let stage = numbered.stage;
        let number = stage.id.0;
        let message = format!("`{number}` means another stage as soon as one is put above it");
        let place = stage.name.as_ref().map_or(stage.base_span, |name| name.span);
        let mut finding = checker.report(*first, message).label(place, "means this one");
        for other in others.iter().take(MOST_POINTED_AT) {
            finding = finding.label(*other, "so it does here");
        }
        let Some(name) = numbered.name else {
            finding.help("give each stage a name of its own, and call it by that");
            continue;
        };
        let calls = numbered.places.iter().map(|place| edits.replace(*place, name.as_str()));
        let (title, naming) = match stage.name {
            Some(_) => (format!("call it `{name}`"), None),
            None => {
                let naming = edits.insert_after(stage.base_span, format!(" AS {name}"));
                (format!("name the stage `{name}`, and call it so"), Some(naming))
            }
        };
        finding.fix(Safety::Safe, title, naming.into_iter().chain(calls));
    }
}

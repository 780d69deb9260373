//! Base images that nobody looks after any more.

use crate::knowledge::images::calendars::EndOfLife;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Base, Build, Stage};

/// The rule.
pub static RULE: Rule = Rule {
    name: "end-of-life-image",
    category: Category::Security,
    severity: Severity::Warning,
    profile: Profile::Recommended,
    fix: FixSupport::Never,
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("end_of_life_image.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let Base::Image(image) = &stage.base else { return };
    // One finding for each image, at the stage that names it first.
    let is_again = build
        .stages
        .iter()
        .take_while(|earlier| earlier.id != stage.id)
        .any(|earlier| matches!(&earlier.base, Base::Image(known) if known.value == image.value));
    let Some(known) = build.base_image(stage).filter(|_| !is_again) else { return };
    // What is only copied from leaves its files in the image, not its system.
    let severity = if build.reaches_target(stage) { Severity::Warning } else { Severity::Info };
    let ended = known.ended_support();
    if let Some(first) = ended.first() {
        let others = ended.iter().skip(1).map(|end| format!(", of {} on {}", name(end), end.date));
        let ends = format!("{} ended on {}{}", name(first), first.date, others.collect::<String>());
        let successors: Vec<String> = ended.iter().filter_map(successor).collect();
        let finding = checker
            .report(image.span, format!("`{}` gets no more fixes: support of {ends}", image.value))
            .severity(severity);
        match (known.family.deprecated, successors.is_empty()) {
            (Some(instead), _) => finding.help(format!("use {instead} instead")),
            (None, false) => finding.help(format!("move on to {}", successors.join(" and "))),
            (None, true) => finding,
        };
    } else if let Some(instead) = known.family.deprecated {
        checker
            .report(image.span, format!("`{}` gets no more fixes: its makers have given it up", image.value))
            .severity(severity)
            .help(format!("use {instead} instead"));
    }
}

fn name(end: &EndOfLife) -> String {
    format!("{} {}", end.product, end.cycle)
}

fn successor(end: &EndOfLife) -> Option<String> {
    end.successor().map(|cycle| format!("{} {cycle}", end.product))
}

//! Base images that nobody looks after any more.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::knowledge::images::AS_OF;
use crate::knowledge::images::calendars::EndOfLife;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Stage, StageId};
use crate::syntax::Word;
use crate::text::Span;

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
    check: Check::Build(check),
};

fn check(build: &Build, checker: &mut Checker<'_>) {
    let copied = build.copied_stages();
    for named in build.named_images() {
        let Some(known) = named.known().filter(|known| known.has_ended()) else { continue };
        let ended = known.ended_support();
        // One finding for each image, at the stage where it matters most.
        let places = named.uses.iter().filter_map(|place| {
            let (severity, label) = weight(build, place.base_of?, &ended, &copied);
            Some((place.span, severity, label))
        });
        let Some((span, severity, label)) = places.min_by_key(|(_, severity, _)| Reverse(*severity)) else { continue };
        let reasons: Vec<String> = known
            .family
            .deprecated
            .map(|_| "its makers have given it up".to_owned())
            .into_iter()
            .chain(ends(&ended))
            .collect();
        let mut finding = checker
            .report(span, format!("`{}` gets no more fixes: {}", named.image, reasons.join(", and ")))
            .severity(severity);
        if let Some((span, text)) = label {
            finding = finding.label(span, text);
        }
        let successors: Vec<String> = ended.iter().filter_map(successor).collect();
        match (known.replacement(), successors.is_empty()) {
            (Some(instead), _) => finding.help(format!("use {instead} instead")),
            (None, false) => finding.help(format!("move on to {}", successors.join(" and "))),
            (None, true) => finding,
        };
    }
}

/// How bad it is that a stage starts from the image, and the other place that makes it so.
fn weight(
    build: &Build,
    stage: &Stage,
    ended: &[EndOfLife],
    copied: &HashMap<StageId, Span>,
) -> (Severity, Option<(Span, &'static str)>) {
    if let Some(archive) = build.package_archive(stage) {
        return (Severity::Info, Some((archive, "packages come from the archive: the age is known")));
    }
    if build.reaches_target(stage) {
        return (Severity::Warning, None);
    }
    // What is only copied from leaves its files in the image, not its system; yet a compiler leaves its library.
    let brings_runtime = |word: &&Word| word.known().is_some_and(|path| ended.iter().any(|end| end.is_runtime(&path)));
    if let Some(word) = build.copied_paths(stage).into_iter().find(brings_runtime) {
        return (Severity::Warning, Some((word.span, "its runtime comes along")));
    }
    match copied.get(&stage.id) {
        Some(copy) if ended.iter().any(EndOfLife::is_compiled_in) => {
            (Severity::Warning, Some((*copy, "the standard library comes along in what was compiled")))
        }
        _ => (Severity::Info, None),
    }
}

/// `support of Python 3.7 ended on 2023-06-27, of Debian 9 on 2022-06-30`
fn ends(ended: &[EndOfLife]) -> Option<String> {
    let (first, rest) = ended.split_first()?;
    let rest = rest.iter().map(|end| format!(", of {} on {}", end.name(), end.date));
    Some(format!("support of {} ended on {}{}", first.name(), first.date, rest.collect::<String>()))
}

fn successor(end: &EndOfLife) -> Option<String> {
    let newest = format!("{} {}", end.product, end.successor()?);
    Some(match end.nearest_successor() {
        Some(nearest) => format!("{newest} (the nearest supported beyond {} is {nearest})", AS_OF.year()),
        None => newest,
    })
}

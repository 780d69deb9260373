//! Base images that nobody looks after any more.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::knowledge::images::calendars::EndOfLife;
use crate::knowledge::images::{Image, PackageArchive};
use crate::lint::images::{reasons_of_end, successor_of};
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Severity};
use crate::model::{Build, Command, NamedImage, Stage, StageId};
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
        if let Some(failure) = failure(build, &named, &known) {
            failure.report(&named, &known, checker);
            continue;
        }
        // One finding for each image, at the stage where it matters most.
        let places = named.uses.iter().filter_map(|place| {
            // Services that choose the image are told so where they do.
            let stage = place.base_of.filter(|stage| !build.is_version_left_to_services(stage))?;
            let (severity, label) = weight(build, stage, &ended, &copied);
            Some((place.span, severity, label))
        });
        let Some((span, severity, label)) = places.min_by_key(|(_, severity, _)| Reverse(*severity)) else { continue };
        let mut finding = checker
            .report(span, format!("`{}` gets no more fixes: {}", named.image, reasons_of_end(&known)))
            .severity(severity);
        if let Some((span, text)) = label {
            finding = finding.label(span, text);
        }
        if let Some(advice) = successor_of(&known) {
            finding.help(advice);
        }
    }
}

/// A command that looks for packages where they are no longer.
struct Failure<'b> {
    place: Span,
    command: &'b Command,
    archive: PackageArchive,
}

fn failure<'b>(build: &'b Build, named: &NamedImage<'_>, known: &Image<'_>) -> Option<Failure<'b>> {
    let archive = known.package_archive()?;
    let mut bases = named.uses.iter().filter_map(|place| Some((place.span, place.base_of?)));
    bases.find_map(|(place, stage)| Some(Failure { place, command: build.first_fetch(stage)?, archive }))
}

impl Failure<'_> {
    fn report(&self, named: &NamedImage<'_>, known: &Image<'_>, checker: &mut Checker<'_>) {
        let Self { place, command, archive } = self;
        let PackageArchive { product, host, .. } = archive;
        let name = command.order().map_or_else(|| command.program.value.clone(), |order| order.name());
        let release = match archive.release {
            Some(release) => format!("{product} {release}"),
            None => format!("the {product} underneath"),
        };
        let message = format!("`{name}` fails on `{}`: the packages of {release} have moved to `{host}`", named.image);
        let finding = checker.report(*place, message).severity(Severity::Error);
        let finding = finding.label(command.span, "asks mirrors that no longer have them");
        let redirect = archive.redirect.map(|line| format!("to stay for now, put this line in front:\n{line}"));
        let advice: Vec<String> = successor_of(known).into_iter().chain(redirect).collect();
        if !advice.is_empty() {
            finding.help(advice.join("; "));
        }
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

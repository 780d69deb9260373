//! Arguments that are used in a stage without being declared in it.

use std::collections::BTreeMap;

use crate::knowledge::images::Facts;
use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::{Build, Stage, Step};
use crate::syntax::Variable;
use crate::syntax::dockerfile::ast::{Instruction, Kind};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    name: "global-argument-in-stage",
    category: Category::Correctness,
    severity: Severity::Error,
    profile: Profile::Recommended,
    fix: FixSupport::Always(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("global_argument_in_stage.md"),
    check: Check::Stage(check),
};

/// Variables that are there in every RUN, whatever the file declares.
const ALWAYS_THERE: [&str; 15] = [
    "PATH",
    "HOME",
    "HOSTNAME",
    "PWD",
    "OLDPWD",
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "FTP_PROXY",
    "ftp_proxy",
    "NO_PROXY",
    "no_proxy",
    "ALL_PROXY",
    "all_proxy",
];

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let mut uses: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for step in build.steps_of(stage) {
        let Some(instruction) = build.instruction(step) else { continue };
        for (variable, span) in reads(step, instruction) {
            if is_lost(build, stage, step, &variable.name) {
                uses.entry(&variable.name).or_default().push(span);
            }
        }
    }
    let Some(from) = build.from_instruction(stage) else { return };
    let lines: Vec<String> = uses.keys().map(|name| format!("ARG {name}")).collect();
    for (name, places) in &uses {
        let Some((first, others)) = places.split_first() else { continue };
        let edit = checker.edits().add_lines_after(from, &lines);
        let global = build.global_binding(name);
        let message = match global {
            Some(_) => format!("`{name}` is not set here: an `ARG` above the first `FROM` does not reach into stages"),
            None => format!("`{name}` is not set here: a stage gets it only through `ARG {name}`"),
        };
        let mut finding = checker.report(*first, message);
        if let Some(global) = global {
            finding = finding.label(global.span, "only `FROM` lines see this");
        }
        for other in others {
            finding = finding.label(*other, "nor is it here");
        }
        if let Some(late) = late_declaration(build, stage, name) {
            finding = finding.label(late, "declared in the stage only here, behind its use");
        }
        finding.fix(
            Safety::Safe,
            format!(
                "declare {} in the stage",
                lines.iter().map(|line| format!("`{line}`")).collect::<Vec<_>>().join(", ")
            ),
            [edit],
        );
    }
}

/// The variables that a step reads while the image is built.
fn reads<'a>(step: &'a Step, instruction: &'a Instruction) -> Vec<(&'a Variable, Span)> {
    let words = instruction.expanded_words().into_iter().flat_map(|word| word.all_variables());
    let mut reads: Vec<_> = words.collect();
    if let Kind::Run(_) = instruction.kind {
        reads.extend(step.free_variables());
    }
    reads
}

/// Whether an argument of that name exists, but not in this stage at this step.
fn is_lost(build: &Build, stage: &Stage, step: &Step, name: &str) -> bool {
    let exists = build.global_binding(name).is_some() || Build::is_platform_argument(name);
    // The base image may set a variable of the same name.
    let sets = |facts: &Facts| facts.environment.contains(&name);
    let is_in_base = match build.base_image(stage) {
        Some(image) => sets(image.facts),
        None => build.base_family(stage).is_some_and(|family| family.of_all_tags(sets) != Some(false)),
    };
    exists && !is_in_base && !ALWAYS_THERE.contains(&name) && build.binding(step, name).is_none()
}

/// The `ARG` of that name further down in the stage.
fn late_declaration(build: &Build, stage: &Stage, name: &str) -> Option<Span> {
    build.steps_of(stage).iter().find_map(|step| match &build.instruction(step)?.kind {
        Kind::Arg(arg) => arg.definitions.iter().find(|found| found.name.value == name).map(|found| found.span),
        _ => None,
    })
}

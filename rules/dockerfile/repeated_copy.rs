//! A COPY that does nothing, or does it twice.

use std::collections::HashMap;

use crate::lint::{Category, Check, Checker, FixSupport, Profile, Rule, Safety, Severity};
use crate::model::directories::{below, joined};
use crate::model::{Build, Copied, Shape, Stage, Step};
use crate::syntax::dockerfile::ast::{Instruction, Kind};

/// The rule.
pub static RULE: Rule = Rule {
    name: "repeated-copy",
    category: Category::Efficiency,
    severity: Severity::Info,
    profile: Profile::Production,
    fix: FixSupport::Sometimes(Safety::Safe),
    aliases: &[],
    options: &[],
    since: "0.1.0",
    page: include_str!("repeated_copy.md"),
    check: Check::Stage(check),
};

fn check(build: &Build, stage: &Stage, checker: &mut Checker<'_>) {
    let mut known: HashMap<String, &Instruction> = HashMap::new();
    // What was copied since the last RUN.
    let mut recent: Vec<Copied<'_>> = Vec::new();
    for step in build.steps_of(stage) {
        let Some(instruction) = build.instruction(step) else { continue };
        if let Kind::Run(_) = instruction.kind {
            recent.clear();
        }
        let Some(copied) = build.copied(step).filter(is_plain) else { continue };
        let key = key(&copied, step, build);
        match known.insert(key, instruction) {
            Some(first) => report_second(&copied, first, &recent, checker),
            None => report_replaced(&mut recent, &copied, checker),
        }
        recent.push(copied);
    }
}

/// Without here-documents, which are short, and flags that leave files out.
fn is_plain(copied: &Copied<'_>) -> bool {
    copied.instruction.heredocs.is_empty()
        && !["exclude", "parents"].iter().any(|flag| copied.instruction.flag(flag).is_some())
}

/// What tells one COPY from another.
fn key(copied: &Copied<'_>, step: &Step, build: &Build) -> String {
    let sources = copied.items.iter().map(|item| item.text.as_deref().unwrap_or(item.source.raw.as_str()));
    let sources: Vec<&str> = sources.map(|source| source.trim_start_matches("./").trim_end_matches('/')).collect();
    let values = copied.transfer.sources.iter().flat_map(|word| word.variables());
    // The same variable may have another value by now.
    let values: Vec<usize> =
        values.filter_map(|(variable, _)| Some(build.binding(step, &variable.name)?.span.start as usize)).collect();
    format!("{:?} {sources:?} {values:?} {} {:?}", copied.instruction.keyword.value, copied.destination, flags(copied))
}

fn flags(copied: &Copied<'_>) -> Vec<String> {
    copied.instruction.flags.iter().filter(|flag| flag.name.value != "link").map(|flag| flag.cooked()).collect()
}

fn report_second(copied: &Copied<'_>, first: &Instruction, recent: &[Copied<'_>], checker: &mut Checker<'_>) {
    let Some(source) = copied.transfer.sources.first() else { return };
    let since: Vec<&Copied<'_>> =
        recent.iter().filter(|other| other.instruction.span.start > first.span.start).collect();
    let is_recent = recent.iter().any(|other| other.instruction.span == first.span);
    let overlaps = |other: &&Copied<'_>| {
        below(&other.destination, &copied.destination).is_some()
            || below(&copied.destination, &other.destination).is_some()
    };
    let is_idle = is_recent && !since.iter().any(overlaps);
    let edits = (is_idle && copied.instruction.comments_above == 0)
        .then(|| checker.edits().remove_instruction(copied.instruction));
    let message = format!("`{}` is copied to `{}` a second time", source.raw, copied.destination);
    let help = match is_idle {
        true => "remove this line: nothing has changed since".to_owned(),
        false => "copy it once: what the RUN between needs, or all of it behind that RUN".to_owned(),
    };
    let finding = checker.report(copied.instruction.span, message).label(first.span, "the first time").help(help);
    finding.fix(Safety::Safe, "remove the second COPY", edits);
}

/// Reports what a COPY of a whole directory copies once more, before anything has used it.
fn report_replaced(recent: &mut Vec<Copied<'_>>, later: &Copied<'_>, checker: &mut Checker<'_>) {
    let whole = match later.items.as_slice() {
        [item] if item.shape == Shape::Directory => item.text.clone(),
        _ => None,
    };
    let Some(whole) = whole.map(|text| joined("/", &text)) else { return };
    recent.retain(|earlier| {
        let is_replaced = flags(earlier) == flags(later)
            && earlier.is_from_context() == later.is_from_context()
            && !earlier.items.is_empty()
            && earlier.instruction.keyword.value == later.instruction.keyword.value
            && brings_again(earlier, later, &whole);
        if is_replaced {
            let edits = (earlier.instruction.comments_above == 0)
                .then(|| checker.edits().remove_instruction(earlier.instruction));
            checker
                .report(earlier.instruction.span, "a later COPY brings the same files to the same place")
                .label(later.instruction.span, "this one, with no RUN between")
                .help("remove this line, or put the RUN that needs these files between the two")
                .fix(Safety::Safe, "remove the first COPY", edits);
        }
        !is_replaced
    });
}

/// Whether each source is below the later one's, and goes to the place that the later one gives it.
fn brings_again(earlier: &Copied<'_>, later: &Copied<'_>, whole: &str) -> bool {
    earlier.items.iter().all(|item| {
        let Some(text) = item.text.as_deref().filter(|text| !text.contains(['*', '?', '['])) else { return false };
        let source = joined("/", text);
        let Some(rest) = below(&source, whole) else { return false };
        let place = joined(&later.destination, rest);
        match &item.path {
            Some(path) => *path == place,
            None => !earlier.is_directory && earlier.destination == place,
        }
    })
}

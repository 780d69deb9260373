//! Proves that edits changed what they touch and nothing else.

use std::collections::{HashMap, HashSet};

use crate::model::{Build, File};
use crate::syntax::dockerfile::ast::Instruction;
use crate::text::{EditSet, Span};

/// Compares a file before and after edits.
///
/// # Errors
/// A clause that says what is broken: a problem the file did not have, an instruction that no edit touched
/// and that is no longer where it was, a script that can no longer be read.
pub(super) fn prove(
    (old, old_build): (&File, Option<&Build>),
    (new, new_build): (&File, Option<&Build>),
    edits: &EditSet,
) -> Result<(), String> {
    if let Some(problem) = new_problem(old, new) {
        return Err(format!("the file would no longer parse: {problem}"));
    }
    untouched_instructions_stay(old, new, edits)?;
    if new_broken_scripts(old, new, new_build) > broken_scripts(old_build).count() {
        return Err("a shell script would no longer parse".to_owned());
    }
    Ok(())
}

/// The instructions of scripts that cannot be read.
fn broken_scripts(build: Option<&Build>) -> impl Iterator<Item = &Instruction> {
    let steps = build.map(|build| build.steps.as_slice()).unwrap_or_default();
    let broken = steps.iter().flat_map(|step| step.scripts.iter().map(move |script| (step, script)));
    let broken = broken.filter(|(_, script)| script.script.error.is_some());
    broken.filter_map(move |(step, _)| build.and_then(|build| build.instruction(step)))
}

/// How many scripts cannot be read in instructions that were not there before. What an edit merely brought
/// into a stage was broken already.
fn new_broken_scripts(old: &File, new: &File, build: Option<&Build>) -> usize {
    let before: HashSet<&str> =
        old.dockerfile().instructions().map(|instruction| old.source.slice(instruction.span)).collect();
    broken_scripts(build).filter(|instruction| !before.contains(new.source.slice(instruction.span))).count()
}

/// The message of a problem that the old file has fewer times than the new one.
fn new_problem<'a>(old: &File, new: &'a File) -> Option<&'a str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for problem in &old.problems {
        *counts.entry(problem.message.as_str()).or_default() += 1;
    }
    new.problems.iter().map(|problem| problem.message.as_str()).find(|message| match counts.get_mut(message) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    })
}

/// Every instruction that no edit touches stands at its shifted place, with the same keyword and text.
fn untouched_instructions_stay(old: &File, new: &File, edits: &EditSet) -> Result<(), String> {
    let places: HashMap<Span, &str> = new
        .dockerfile()
        .instructions()
        .map(|instruction| (instruction.lines, instruction.keyword_text.as_str()))
        .collect();
    let mut shift = Shift::new(edits);
    for instruction in old.dockerfile().instructions() {
        // What is inserted behind a last line without a line end becomes part of that line.
        let is_open = !old.source.slice(instruction.lines).ends_with('\n');
        let Some(place) = shift.place(instruction.lines, is_open) else { continue };
        let is_same = places.get(&place) == Some(&instruction.keyword_text.as_str())
            && old.source.slice(instruction.lines) == new.source.slice(place);
        if !is_same {
            let line = old.source.position(instruction.lines.start).line;
            return Err(format!(
                "`{}` on line {line} would change though no edit touches it",
                instruction.keyword_text
            ));
        }
    }
    Ok(())
}

/// Where things are after edits; asked for places in growing order.
struct Shift<'a> {
    edits: &'a EditSet,
    next: usize,
    moved: i64,
}

impl<'a> Shift<'a> {
    fn new(edits: &'a EditSet) -> Self {
        Self { edits, next: 0, moved: 0 }
    }

    /// The new place of a span; `None` where an edit touches it. Insertions right before and right behind it
    /// do not, the latter unless its end `is_open`.
    fn place(&mut self, span: Span, is_open: bool) -> Option<Span> {
        let mut is_touched = false;
        while let Some(edit) = self.edits.edits().get(self.next) {
            let is_before = edit.span.end <= span.start;
            if !is_before {
                let is_before_end = edit.span.start < span.end || (is_open && edit.span.start == span.end);
                let is_insertion_inside = edit.span.is_empty() && span.start < edit.span.start && is_before_end;
                is_touched = is_insertion_inside || edit.span.overlaps(span);
                let ends_inside = edit.span.end <= span.end && is_touched;
                if !ends_inside {
                    break;
                }
                return self.skip_inside(span);
            }
            self.moved += edit.text.len() as i64 - i64::from(edit.span.len());
            self.next += 1;
        }
        if is_touched {
            return None;
        }
        let moved = |offset: u32| u32::try_from(i64::from(offset) + self.moved).unwrap_or(0);
        Some(Span::new(moved(span.start), moved(span.end)))
    }

    /// Passes the edits that end inside a touched span.
    fn skip_inside(&mut self, span: Span) -> Option<Span> {
        while let Some(edit) = self.edits.edits().get(self.next).filter(|edit| edit.span.end <= span.end) {
            // An insertion at the very end belongs to what follows.
            if edit.span.is_empty() && edit.span.start == span.end {
                break;
            }
            self.moved += edit.text.len() as i64 - i64::from(edit.span.len());
            self.next += 1;
        }
        None
    }
}

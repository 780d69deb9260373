//! Proves that edits changed what they touch and nothing else.

mod ignore_files;
mod yaml;

use std::collections::{HashMap, HashSet};

use crate::model::{Build, File, Project};
use crate::syntax::compose::ComposeProblemKind;
use crate::syntax::dockerfile::ast::Instruction;
use crate::text::{Edit, EditSet, Span};

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
    if let (Some(old_tree), Some(new_tree)) = (old.yaml(), new.yaml()) {
        return yaml::untouched_nodes_stay((&old.source, old_tree), (&new.source, new_tree), edits);
    }
    if let (Some(old_lines), Some(new_lines)) = (old.ignore_file(), new.ignore_file()) {
        return ignore_files::untouched_patterns_stay(old_lines, new_lines, edits);
    }
    untouched_instructions_stay(old, new, edits)?;
    flags_end_where_they_did(old, new, edits)?;
    if new_broken_scripts(old, new, new_build) > broken_scripts(old_build).count() {
        return Err("a shell script would no longer parse".to_owned());
    }
    Ok(())
}

/// Compares a Compose project before and after edits.
///
/// # Errors
/// A clause that says what is broken: other files belong to it, or Docker Compose has more against it.
pub(super) fn prove_stack(old: &Project, new: &Project) -> Result<(), String> {
    let names =
        |project: &Project| -> Vec<String> { project.files.iter().map(|file| file.source.name().to_owned()).collect() };
    if names(old) != names(new) {
        return Err("other files would belong to the project".to_owned());
    }
    let problems = |project: &Project| -> HashMap<ComposeProblemKind, usize> {
        let mut counts = HashMap::new();
        let all = project.stack.iter().flat_map(|stack| &stack.problems);
        all.for_each(|problem| *counts.entry(problem.kind).or_default() += 1);
        counts
    };
    let before = problems(old);
    let is_new = |(kind, count): (ComposeProblemKind, usize)| before.get(&kind).copied().unwrap_or_default() < count;
    if !problems(new).into_iter().any(is_new) {
        return Ok(());
    }
    let known = |message: &str| {
        let mut all = old.stack.iter().flat_map(|stack| &stack.problems);
        all.any(|problem| problem.message == message)
    };
    let mut problems = new.stack.iter().flat_map(|stack| &stack.problems);
    let problem = problems.find(|problem| !known(&problem.message)).map_or("", |problem| problem.message.as_str());
    Err(format!("the project would no longer load: {problem}"))
}

/// The instructions of a Dockerfile.
fn instructions(file: &File) -> impl Iterator<Item = &Instruction> {
    file.dockerfile().into_iter().flat_map(|tree| tree.instructions())
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
    let before: HashSet<&str> = instructions(old).map(|instruction| old.source.slice(instruction.span)).collect();
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
    let places: HashMap<Span, &str> =
        instructions(new).map(|instruction| (instruction.lines, instruction.keyword_text.as_str())).collect();
    let mut shift = Shift::new(edits);
    for instruction in instructions(old) {
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

/// Every flag that edits do not replace begins and ends where it did, but for what they put into it: none takes up
/// what follows.
fn flags_end_where_they_did(old: &File, new: &File, edits: &EditSet) -> Result<(), String> {
    let flags = |file: &'_ File| -> Vec<Span> {
        instructions(file).flat_map(|known| &known.flags).map(|flag| flag.span).collect()
    };
    let ends: HashMap<u32, u32> = flags(new).into_iter().map(|span| (span.start, span.end)).collect();
    let growth = |edit: &Edit| edit.text.len() as i64 - i64::from(edit.span.len());
    let mut rest = edits.edits();
    let mut moved = 0;
    for flag in flags(old) {
        while let Some((edit, others)) = rest.split_first().filter(|(edit, _)| edit.span.end <= flag.start) {
            moved += growth(edit);
            rest = others;
        }
        let touching = || rest.iter().take_while(|edit| edit.span.start <= flag.end);
        let is_inside = |edit: &Edit| flag.start < edit.span.start && edit.span.end <= flag.end;
        // What is put behind a flag may be a part of it or not.
        let is_behind = |edit: &Edit| edit.span.start == flag.end;
        if !touching().all(|edit| is_inside(edit) || is_behind(edit)) {
            continue;
        }
        let inside: i64 = touching().filter(|edit| !is_behind(edit)).map(growth).sum();
        let behind: i64 = touching().filter(|edit| is_behind(edit)).map(|edit| edit.text.len() as i64).sum();
        let end = i64::from(flag.end) + moved + inside;
        let start = u32::try_from(i64::from(flag.start) + moved).unwrap_or_default();
        if !ends.get(&start).is_some_and(|found| (end..=end + behind).contains(&i64::from(*found))) {
            let line = old.source.position(flag.start).line;
            return Err(format!(
                "the flag `{}` on line {line} would no longer be read as it is",
                old.source.slice(flag)
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

#[cfg(test)]
mod tests {
    use super::prove;
    use crate::model::{NoContext, Project};
    use crate::text::{Edit, EditSet, Source, Span};

    /// Whether replacing the first occurrence of a text is refused.
    fn is_refused(file: &str, from: &str, to: &str) -> bool {
        let at = file.find(from).unwrap() as u32;
        let edit = Edit::replace(Span::new(at, at + from.len() as u32), to);
        let edits = EditSet::new(file, vec![edit]).unwrap();
        let project = |text: Vec<u8>| Project::of_dockerfiles(vec![Source::new("Dockerfile", text)], &NoContext);
        let old = project(file.as_bytes().to_vec());
        let new = project(edits.apply(&old.files[0].source));
        prove((&old.files[0], old.builds.first()), (&new.files[0], new.builds.first()), &edits).is_err()
    }

    #[test]
    fn a_flag_takes_up_nothing_behind_it() {
        let file = "FROM a\nRUN --mount='type=cache,target=/b' --network=none make\n";
        assert!(is_refused(file, "/b'", "/b"));
        assert!(is_refused(file, "'type", "type"));
        assert!(is_refused(file, " --network", ""));
        assert!(is_refused(file, "'type", "\" 'type"));
        assert!(!is_refused(file, "/b", "/b,sharing=locked"));
        assert!(!is_refused(file, " --network=none", ""));
        assert!(!is_refused(file, " --network", " --mount=type=ssh --network"));
        assert!(!is_refused(file, "--network=none", "--network=host --security=sandbox"));
        assert!(!is_refused(file, "make", "true"));
        assert!(!is_refused(file, "RUN --mount='type=cache,target=/b' --network=none make", "RUN make"));
    }
}

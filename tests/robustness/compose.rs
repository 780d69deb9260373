//! The same promises for Compose files: every kind of cut and thousands of mutations of all examples.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use plimsoll::lint::{Checked, Fix, Rule, Safety, engine, fix};
use plimsoll::model::Project;
use plimsoll::model::stack::names;
use plimsoll::text::Place;

use super::support::random::{Random, mutated};
use super::support::{Texts, compose_project, cuts, load_options, seeds, settings};
use super::{complain, mutations};

const PATH: &str = "compose.yaml";

fn texts(bytes: &[u8]) -> Texts {
    Texts([(PATH.to_owned(), String::from_utf8_lossy(bytes).into_owned())].into())
}

/// Every promise that the pipeline breaks on a text. With a level also those of fixes, and of a second run.
fn broken(bytes: &[u8], rules: &[&'static Rule], level: Option<Safety>) -> Vec<String> {
    let run = || {
        let texts = texts(bytes);
        let project = || compose_project(PATH, &texts);
        let checked = engine::run(project(), &settings(rules.to_vec()));
        let mut broken = broken_places(&checked);
        broken.extend(checked.failures.iter().map(|failure| format!("the rule `{}` panics", failure.rule)));
        if let Some(level) = level {
            if engine::run(project(), &settings(rules.to_vec())).diagnostics != checked.diagnostics {
                broken.push("a second run finds something else".to_owned());
            }
            let paths = names::merged_with(PATH.as_ref(), &texts);
            let fixed =
                fix::fix_compose(project(), &settings(rules.to_vec()), level, (&paths, &texts, &load_options()));
            broken.extend(fixed.checked.failures.iter().map(|failure| format!("the rule `{}` panics", failure.rule)));
        }
        broken
    };
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| vec!["it panics".to_owned()])
}

/// Every place is one of its file.
pub fn broken_places(checked: &Checked) -> Vec<String> {
    let project: &Project = &checked.project;
    let fits = |place: Place| {
        let text = project.file(place.file).map(|file| file.source.text());
        text.is_some_and(|text| text.get(place.span.start as usize..place.span.end as usize).is_some())
    };
    let mut broken = Vec::new();
    for diagnostic in &checked.diagnostics {
        let own = |span| Place::new(diagnostic.file, span);
        let edits = diagnostic.fix.iter().flat_map(Fix::edits).map(|edit| own(edit.span));
        let labels = diagnostic.labels.iter().map(|label| Place::new(label.file, label.span));
        if !edits.chain(labels).chain([own(diagnostic.span)]).all(fits) {
            broken.push(format!("`{}` points outside of a file or into a character", diagnostic.rule.name));
        }
    }
    for problem in project.stack.iter().flat_map(|stack| &stack.problems) {
        if !fits(problem.place) || !problem.labels.iter().all(|(place, _)| fits(*place)) {
            broken.push(format!("a problem points outside of a file: {}", problem.message));
        }
    }
    broken
}

#[test]
fn truncations_of_compose_files_keep_every_promise() {
    let rules = plimsoll::rules::all();
    let mut complaints = Vec::new();
    let seeds = seeds::compose_blocks();
    let mut tried = HashSet::new();
    let mut outlines = HashSet::new();
    for seed in &seeds {
        let text = std::str::from_utf8(&seed.bytes).unwrap();
        for end in cuts::cuts(text) {
            let (cut, rest) = text.split_at(end);
            // Whole lines count with all that is above them, a broken one with what it stands in.
            let is_new = match rest.is_empty() || rest.starts_with('\n') {
                true => tried.insert(cut),
                false => outlines.insert(cuts::outline(cut)),
            };
            if !is_new {
                continue;
            }
            let level = ((tried.len() + outlines.len()) % 16 == 0).then_some(Safety::Unsafe);
            let broken = broken(cut.as_bytes(), &rules, level);
            if !broken.is_empty() {
                complaints.push(complain(&seed.name, cut.as_bytes(), &broken));
            }
        }
    }
    assert!(tried.len() + outlines.len() > 5_000, "only {} texts were cut", tried.len() + outlines.len());
    assert!(complaints.is_empty(), "{} texts break a promise:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn random_mutations_of_compose_files_keep_every_promise() {
    let rules = plimsoll::rules::all();
    let seeds = seeds::compose_blocks();
    let mut random = Random::new(20_260_102);
    let mut complaints = Vec::new();
    for number in 0..mutations() {
        let seed = &seeds[random.below(seeds.len())];
        let other = &seeds[random.below(seeds.len())];
        let text = mutated(&mut random, &seed.bytes, &other.bytes);
        let level = (number % 8 == 0).then_some(Safety::Unsafe);
        let broken = broken(&text, &rules, level);
        if !broken.is_empty() {
            complaints.push(complain(&format!("mutation {number} of {}", seed.name), &text, &broken));
        }
    }
    assert!(complaints.is_empty(), "{} texts break a promise:\n{}", complaints.len(), complaints.join("\n"));
}

/// A Compose file in which a text is a Dockerfile, in one of the ways to write it there.
fn embedded(dockerfile: &str, way: usize) -> String {
    let lines = |end: &str| dockerfile.lines().map(|line| format!("        {line}{end}")).collect::<String>();
    let text = match way {
        0 => format!("|\n{}", lines("\n")),
        1 => format!("|+\n{}\n", lines("\n").replace('$', "$$")),
        2 => format!("|1-\r\n{}", lines("\r\n").replace('$', "$$")),
        3 => format!(">\n{}", lines("\n\n").replace('$', "$$")),
        4 => format!("'{}'\n", lines("\n\n").replace('\'', "''").replace('$', "$$")),
        _ => format!("{dockerfile:?}\n").replace('$', "$$"),
    };
    format!("services:\n  web:\n    build:\n      context: .\n      dockerfile_inline: {text}  api:\n    image: a\n")
}

#[test]
fn mutations_of_embedded_dockerfiles_keep_every_promise() {
    let rules = plimsoll::rules::all();
    let seeds = seeds::all();
    let mut random = Random::new(20_260_503);
    let (mut complaints, mut found) = (Vec::new(), 0);
    for number in 0..mutations() / 4 {
        let (seed, other) = (&seeds[random.below(seeds.len())], &seeds[random.below(seeds.len())]);
        let whole = embedded(&seed.text(), number % 6).into_bytes();
        let text = if number % 4 == 0 { whole } else { mutated(&mut random, &whole, &other.bytes) };
        let project = compose_project(PATH, &texts(&text));
        found += usize::from(project.files.iter().any(|file| file.embedding.is_some()));
        let broken = broken(&text, &rules, (number % 8 == 0).then_some(Safety::Unsafe));
        if !broken.is_empty() {
            complaints.push(complain(&format!("mutation {number} of {}", seed.name), &text, &broken));
        }
    }
    assert!(found > mutations() / 16, "only {found} texts had a Dockerfile in them");
    assert!(complaints.is_empty(), "{} texts break a promise:\n{}", complaints.len(), complaints.join("\n"));
}

//! Whatever the text, nothing panics, nothing is lost, every place is a place of the file, and time grows
//! with length alone.
//!
//! Runs the whole pipeline on every kind of cut and on thousands of random mutations of all fixtures and page
//! examples. `MUTATIONS=1000000` asks for more of them; a text that breaks a promise is printed whole.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

#[path = "robustness/compose.rs"]
mod compose;
#[path = "robustness/drill.rs"]
mod drill;
#[path = "robustness/limits.rs"]
mod limits;
#[path = "robustness/projects.rs"]
mod projects;

use std::panic::{AssertUnwindSafe, catch_unwind};

use plimsoll::lint::{Diagnostic, Rule, Safety, engine, fix};
use plimsoll::model::{NoContext, Project};
use plimsoll::text::{Source, Span};
use support::random::{Random, mutated};
use support::tree::{broken_model, broken_promises};
use support::{cuts, seeds, settings};

/// Every promise that one run of the pipeline breaks on a text.
fn broken(bytes: &[u8], rules: &[&'static Rule]) -> Vec<String> {
    let run = || {
        let project = support::project(bytes, &NoContext);
        let file = &project.files[0];
        let mut broken = broken_promises(file.source.text(), file.dockerfile().unwrap(), &file.problems);
        broken.extend(broken_model(&project));
        if rules.is_empty() {
            return broken;
        }
        let checked = engine::run(project, &settings(rules.to_vec()));
        broken.extend(checked.failures.iter().map(|failure| format!("the rule `{}` panics", failure.rule)));
        broken.extend(broken_findings(&checked.project, &checked.diagnostics));
        broken
    };
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| vec!["it panics".to_owned()])
}

/// What is wrong where two runs do not find the same.
fn broken_memory(bytes: &[u8], rules: &[&'static Rule]) -> Option<String> {
    let run = || engine::run(support::project(bytes, &NoContext), &settings(rules.to_vec())).diagnostics;
    (run() != run()).then(|| "a second run finds something else".to_owned())
}

/// Findings are in order, and their places and edits fit the file.
fn broken_findings(project: &Project, diagnostics: &[Diagnostic]) -> Vec<String> {
    let mut broken = Vec::new();
    let text = project.files[0].source.text();
    let fits = |span: Span| text.get(span.start as usize..span.end as usize).is_some();
    for diagnostic in diagnostics {
        let edits = diagnostic.fix.iter().flat_map(plimsoll::lint::Fix::edits).map(|edit| edit.span);
        let labels = diagnostic.labels.iter().map(|label| label.span);
        if !edits.chain(labels).chain([diagnostic.span]).all(fits) {
            broken.push(format!("`{}` points outside of the file or into a character", diagnostic.rule.name));
        }
    }
    if !diagnostics.is_sorted_by_key(|diagnostic| (diagnostic.file, diagnostic.span, diagnostic.rule.name)) {
        broken.push("the findings are not in order".to_owned());
    }
    broken
}

/// Every promise that the fix loop breaks on a text. A refused fix is the rule's bug, not the loop's.
fn broken_fixes(bytes: &[u8], rules: &[&'static Rule], level: Safety) -> Vec<String> {
    let run = || {
        let fixed = fix::fix(support::project(bytes, &NoContext), &settings(rules.to_vec()), level, &NoContext);
        let mut broken: Vec<String> =
            fixed.checked.failures.iter().map(|failure| format!("the rule `{}` panics", failure.rule)).collect();
        if let Some(file) = fixed.files.first() {
            let count = |bytes: &[u8]| support::project(bytes, &NoContext).files[0].problems.len();
            if count(&file.after) > count(bytes) {
                broken.push("a fix brings a problem".to_owned());
            }
        }
        broken
    };
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| vec!["the fix loop panics".to_owned()])
}

/// Says which text broke what, so that it can become a test of its own.
fn complain(name: &str, bytes: &[u8], broken: &[String]) -> String {
    format!("{name}: {}\n{:?}", broken.join("; "), String::from_utf8_lossy(bytes))
}

/// How many mutations are tried.
fn mutations() -> usize {
    std::env::var("MUTATIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(5_000)
}

#[test]
fn fixtures_and_examples_keep_every_promise() {
    let rules = plimsoll::rules::all();
    let mut complaints = Vec::new();
    for seed in seeds::all() {
        let mut broken = broken(&seed.bytes, &rules);
        broken.extend(broken_memory(&seed.bytes, &rules));
        for level in [Safety::Safe, Safety::Unsafe] {
            broken.extend(broken_fixes(&seed.bytes, &rules, level));
        }
        if !broken.is_empty() {
            complaints.push(complain(&seed.name, &seed.bytes, &broken));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// Cuts each text where its structure can break. Trees and model are looked at for each cut, rules for a sample.
#[test]
fn truncations_keep_every_promise() {
    let rules = plimsoll::rules::all();
    let mut complaints = Vec::new();
    let mut count = 0;
    let mut tried = std::collections::HashSet::new();
    for seed in seeds::all() {
        let source = Source::new("Dockerfile", seed.bytes.clone());
        for end in cuts::cuts(source.text()) {
            let cut = &seed.bytes[..end];
            // Examples of one page begin alike.
            if !tried.insert(cut.to_vec()) {
                continue;
            }
            count += 1;
            let broken = if count % 8 == 0 { broken(cut, &rules) } else { broken(cut, &[]) };
            if !broken.is_empty() {
                complaints.push(complain(&seed.name, cut, &broken));
            }
        }
    }
    assert!(count > 1_000, "only {count} texts were cut");
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn random_mutations_keep_every_promise() {
    let rules = plimsoll::rules::all();
    let seeds = seeds::all();
    let mut random = Random::new(20_260_101);
    let mut complaints = Vec::new();
    for number in 0..mutations() {
        let seed = &seeds[random.below(seeds.len())];
        let other = &seeds[random.below(seeds.len())];
        let text = mutated(&mut random, &seed.bytes, &other.bytes);
        let mut broken = broken(&text, &rules);
        if number % 8 == 0 {
            broken.extend(broken_memory(&text, &rules));
            let level = if number % 16 == 0 { Safety::Safe } else { Safety::Unsafe };
            broken.extend(broken_fixes(&text, &rules, level));
        }
        if !broken.is_empty() {
            complaints.push(complain(&format!("mutation {number} of {}", seed.name), &text, &broken));
        }
    }
    assert!(complaints.is_empty(), "{} texts break a promise:\n{}", complaints.len(), complaints.join("\n"));
}

/// The harness sees a rule that panics, one that points outside of the file, and one that is moody.
#[test]
fn the_harness_sees_planted_mistakes() {
    let text = b"FROM a\nRUN x\n";
    assert_eq!(broken(text, &[]), Vec::<String>::new());
    let clauses = broken(text, &[&drill::PANICS]);
    assert!(clauses.iter().any(|clause| clause.contains("`panics` panics")), "{clauses:?}");
    let clauses = broken(text, &[&drill::POINTS_OUTSIDE]);
    assert!(clauses.iter().any(|clause| clause.contains("points outside")), "{clauses:?}");
    assert_eq!(broken_memory(text, &[]), None);
    assert!(broken_memory(text, &[&drill::MOODY]).is_some());
}

/// The same seed gives the same texts, and most differ from what they were made of.
#[test]
fn mutations_are_the_same_in_every_run() {
    let make = || {
        let mut random = Random::new(7);
        (0..200).map(|_| mutated(&mut random, b"FROM a\nRUN b\n", b"COPY c d\n")).collect::<Vec<_>>()
    };
    let texts = make();
    assert_eq!(texts, make());
    let changed = texts.iter().filter(|text| text.as_slice() != b"FROM a\nRUN b\n").count();
    assert!(changed > 150, "{changed} of 200 texts were changed");
}

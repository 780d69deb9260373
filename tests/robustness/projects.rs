//! The same promises for files that are read together: examples of several files, one of which is mutated.

use std::panic::{AssertUnwindSafe, catch_unwind};

use plimsoll::lint::{Rule, engine};

use super::compose::broken_places;
use super::support::page::{Block, Page, project_of};
use super::support::random::{Random, mutated};
use super::support::{Texts, files_below, settings};
use super::{complain, mutations};

/// Every example that has files beside it, and those of ignore files.
fn examples() -> Vec<(String, Block, Texts)> {
    let mut found = Vec::new();
    for path in files_below("rules", ".md") {
        let page = Page::parse(&std::fs::read_to_string(&path).unwrap());
        for block in page.blocks.iter().filter(|block| block.is("bad") || block.is("good")) {
            let beside = page.context_of(block);
            if block.is_ignore_file() || !beside.0.is_empty() {
                found.push((format!("{}:{}", path.display(), block.first_line + 1), block.clone(), beside));
            }
        }
    }
    found
}

fn broken(block: &Block, beside: &Texts, rules: &[&'static Rule]) -> Vec<String> {
    let run = || {
        let run = || engine::run(project_of(block, beside), &settings(rules.to_vec()));
        let checked = run();
        let mut broken = broken_places(&checked);
        broken.extend(checked.failures.iter().map(|failure| format!("the rule `{}` panics", failure.rule)));
        if run().diagnostics != checked.diagnostics {
            broken.push("a second run finds something else".to_owned());
        }
        broken
    };
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| vec!["it panics".to_owned()])
}

#[test]
fn random_mutations_of_projects_keep_every_promise() {
    let rules = plimsoll::rules::all();
    let examples = examples();
    assert!(examples.len() > 50, "only {} examples have several files", examples.len());
    let mut random = Random::new(20_261_122);
    let mut complaints = Vec::new();
    for number in 0..mutations() / 2 {
        let (name, block, beside) = &examples[random.below(examples.len())];
        let (_, other, _) = &examples[random.below(examples.len())];
        let (mut block, mut beside) = (block.clone(), beside.clone());
        // The example itself, or one of the files beside it.
        let names: Vec<String> = beside.0.keys().cloned().collect();
        let text = match names.get(random.below(names.len() + 1)) {
            Some(name) => beside.0.get_mut(name).unwrap(),
            None => &mut block.body,
        };
        let bytes = mutated(&mut random, text.as_bytes(), other.body.as_bytes());
        *text = String::from_utf8_lossy(&bytes).into_owned();
        let broken = broken(&block, &beside, &rules);
        if !broken.is_empty() {
            complaints.push(complain(&format!("mutation {number} of {name}"), &bytes, &broken));
        }
    }
    assert!(complaints.is_empty(), "{} texts break a promise:\n{}", complaints.len(), complaints.join("\n"));
}

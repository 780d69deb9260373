//! Real Dockerfiles, where there are some: nothing panics, nothing is lost, nothing that BuildKit accepts is
//! refused, and a second run finds the same.
//!
//! The corpus is the folder that `PLIMSOLL_CORPUS` names, else `../shared/corpus`. Its
//! `oracle/refused.tsv` lists what BuildKit refuses: rows that start with `tally`, the file second. Without
//! a corpus the tests say so and pass.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]
#![allow(clippy::print_stdout, reason = "says what was compared and what was skipped")]

mod support;

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use plimsoll::lint::{Safety, engine};
use plimsoll::model::NoContext;
use plimsoll::syntax::{ProblemKind, dockerfile};
use plimsoll::text::Source;
use support::seeds::{Seed, corpus, corpus_files};
use support::tree::{broken_model, broken_promises};

/// The files of the corpus and what BuildKit refuses of them; says what is skipped where there is none.
fn files() -> Option<(Vec<Seed>, HashSet<String>)> {
    let Some(folder) = corpus() else {
        println!("skipped: no corpus at PLIMSOLL_CORPUS or ../shared/corpus");
        return None;
    };
    Some((corpus_files(&folder), refused(&folder)))
}

fn refused(folder: &Path) -> HashSet<String> {
    let table = fs::read_to_string(folder.join("oracle/refused.tsv")).unwrap_or_default();
    let rows = table.lines().filter_map(|row| row.strip_prefix("tally\t"));
    rows.filter_map(|row| row.split('\t').next()).map(str::to_owned).collect()
}

/// Whether the parser refuses a text: a template that says so counts too.
fn first_problem(bytes: &[u8]) -> Option<(ProblemKind, String)> {
    let source = Source::new("Dockerfile", bytes.to_vec());
    dockerfile::parse(source.text()).problems.into_iter().map(|problem| (problem.kind, problem.message)).next()
}

/// What we refuse and BuildKit accepts, and the other way round.
fn disagreements(files: &[Seed], refused: &HashSet<String>) -> (Vec<String>, Vec<String>) {
    let (mut too_strict, mut too_lax) = (Vec::new(), Vec::new());
    for file in files {
        match (first_problem(&file.bytes), refused.contains(&file.name)) {
            (Some((_, message)), false) => too_strict.push(format!("{}: {message}", file.name)),
            (None, true) => too_lax.push(file.name.clone()),
            (Some(_), true) | (None, false) => {}
        }
    }
    (too_strict, too_lax)
}

#[test]
fn what_buildkit_accepts_is_not_refused() {
    let Some((files, refused)) = files() else { return };
    let (too_strict, too_lax) = disagreements(&files, &refused);
    println!("{} files, {} refused by BuildKit and not by us: {too_lax:?}", files.len(), too_lax.len());
    assert!(too_strict.is_empty(), "{}", too_strict.join("\n"));
}

#[test]
fn a_planted_disagreement_is_seen() {
    let seed = |name: &str, text: &str| Seed { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
    let files = [seed("good", "FROM a\n"), seed("bad", "RUNN\n"), seed("listed", "RUNN\n"), seed("lax", "FROM a\n")];
    let refused = HashSet::from(["listed".to_owned(), "lax".to_owned()]);
    let (too_strict, too_lax) = disagreements(&files, &refused);
    assert_eq!((too_strict.len(), too_lax), (1, vec!["lax".to_owned()]));
    assert!(too_strict[0].starts_with("bad: "));
}

#[test]
fn nothing_is_lost_and_every_place_is_in_its_file() {
    let Some((files, _)) = files() else { return };
    let mut broken = Vec::new();
    for file in &files {
        let project = support::project(&file.bytes, &NoContext);
        let parsed = &project.files[0];
        let text = parsed.source.text();
        let clauses = broken_promises(text, parsed.dockerfile().unwrap(), &parsed.problems).into_iter();
        broken.extend(clauses.chain(broken_model(&project)).map(|clause| format!("{}: {clause}", file.name)));
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn no_rule_panics_and_a_second_run_finds_the_same() {
    let Some((files, _)) = files() else { return };
    let run = |file: &Seed| {
        let settings = support::settings(plimsoll::rules::all());
        engine::run(support::project(&file.bytes, &NoContext), &settings)
    };
    for file in &files {
        let (first, second) = (run(file), run(file));
        assert!(first.failures.is_empty(), "{}: {:?}", file.name, first.failures);
        assert_eq!(first.diagnostics, second.diagnostics, "{}", file.name);
    }
}

/// Fixes break no file, a second run changes nothing, and none is refused.
#[test]
fn fixes_of_real_files_keep_the_laws() {
    let Some((files, _)) = files() else { return };
    let fix = |bytes: &[u8]| support::apply_fixes(bytes, plimsoll::rules::all(), Safety::Unsafe, &NoContext);
    let (mut changed, mut broken) = (0, Vec::new());
    for file in &files {
        let (after, fixed) = fix(&file.bytes);
        let refused = fixed.refused.iter().map(|one| format!("{}: `{}`: {}", file.name, one.rule, one.reason));
        broken.extend(refused);
        if after == file.bytes {
            continue;
        }
        changed += 1;
        if fix(&after).0 != after {
            broken.push(format!("{}: a second run changes it again", file.name));
        }
        if first_problem(&file.bytes).is_none() && first_problem(&after).is_some() {
            broken.push(format!("{}: it no longer parses", file.name));
        }
    }
    println!("{changed} of {} files changed", files.len());
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

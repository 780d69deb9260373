//! `dockerfile-parser`, another parser, as an oracle on the texts where it is right: no heredoc, no byte order
//! mark, no escape directive, no flag without a value, no unknown instruction. There, keywords and the places they start at must be
//! ours too.
//!
//! Runs over fixtures and page examples, and over a corpus where there is one. Says how many it compared.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]
#![allow(clippy::print_stdout, reason = "says what was compared and what was skipped")]

mod support;

use plimsoll::syntax::{ProblemKind, dockerfile};
use support::other_parser;
use support::seeds::{self, Seed, corpus, corpus_files};

/// Keywords in capitals with the offset of their instruction.
type Outline = Vec<(String, usize)>;

fn ours(text: &str) -> Outline {
    let parsed = dockerfile::parse(text);
    // To the other parser a keyword ends at the first character that is no letter.
    let name = |text: &str| text.to_uppercase().chars().take_while(char::is_ascii_alphabetic).collect();
    let outline = |one: &dockerfile::ast::Instruction| (name(&one.keyword_text), one.span.start as usize);
    parsed.tree.instructions().map(outline).collect()
}

/// What the other parser makes of a text; `None` where it gives up.
fn theirs(text: &str) -> Option<Outline> {
    let outline = other_parser::outline(text)?;
    Some(outline.into_iter().map(|(keyword, start)| (keyword.to_uppercase(), start)).collect())
}

/// Why the other parser is not asked about a text.
fn reason_to_skip(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let is_directive =
        |line: &str| line.trim_start().strip_prefix('#').is_some_and(|rest| rest.trim_start().starts_with("escape"));
    let has_bare_flag = text.split_whitespace().any(|word| {
        word.starts_with("--")
            && !word.contains('=')
            && ["--link", "--parents", "--unpack", "--keep-git-dir"].contains(&word)
    });
    if text.contains("<<") {
        Some("heredoc")
    } else if text.starts_with('\u{feff}') {
        Some("byte order mark")
    } else if lower.lines().any(is_directive) {
        Some("escape directive")
    } else if has_bare_flag {
        Some("flag without a value")
    } else if dockerfile::parse(text).problems.iter().any(|problem| problem.kind == ProblemKind::UnknownInstruction) {
        // It takes any letters for an instruction, and sees none in a line without arguments.
        Some("unknown instruction")
    } else {
        None
    }
}

#[derive(Default)]
struct Comparison {
    compared: usize,
    given_up: usize,
    skipped: usize,
    differences: Vec<String>,
}

fn compare(seeds: &[Seed]) -> Comparison {
    let mut result = Comparison::default();
    for seed in seeds {
        let text = seed.text();
        if reason_to_skip(&text).is_some() {
            result.skipped += 1;
            continue;
        }
        let Some(theirs) = theirs(&text) else {
            result.given_up += 1;
            continue;
        };
        result.compared += 1;
        let ours = ours(&text);
        if let Some(at) = (0..ours.len().max(theirs.len())).find(|at| ours.get(*at) != theirs.get(*at)) {
            let difference = format!("{}: we see {:?}, they see {:?}", seed.name, ours.get(at), theirs.get(at));
            result.differences.push(difference);
        }
    }
    let Comparison { compared, given_up, skipped, .. } = &result;
    println!("compared {compared}, skipped {skipped}, the other parser gave up on {given_up}");
    result
}

#[test]
fn fixtures_and_examples_have_the_same_outline() {
    let result = compare(&seeds::all());
    assert!(result.compared >= 5, "only {} texts were compared", result.compared);
    assert!(result.differences.is_empty(), "{}", result.differences.join("\n"));
}

#[test]
fn a_corpus_has_the_same_outline() {
    let Some(folder) = corpus() else {
        println!("skipped: no corpus at PLIMSOLL_CORPUS or ../shared/corpus");
        return;
    };
    let result = compare(&corpus_files(&folder));
    assert!(result.differences.is_empty(), "{}", result.differences.join("\n"));
}

/// Where the other parser is known to be wrong, the comparison sees a difference.
#[test]
fn a_difference_is_seen() {
    let text = "FROM a\nRUN a `\n b\n";
    assert_eq!(ours(text), [("FROM".to_owned(), 0), ("RUN".to_owned(), 7), ("B".to_owned(), 16)]);
    let windows = "# escape=`\nFROM a\nRUN dir `\n  c:\\\nUSER x\n";
    assert!(reason_to_skip(windows).is_some());
    assert_ne!(theirs(windows), Some(ours(windows)));
}

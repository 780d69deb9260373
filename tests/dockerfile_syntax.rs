//! The Dockerfile parser on texts written by hand, by theme: what it reads, what it refuses, and that it
//! refuses nothing that BuildKit accepts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

#[path = "dockerfile_syntax/accepted.rs"]
mod accepted;
#[path = "dockerfile_syntax/directives.rs"]
mod directives;
#[path = "dockerfile_syntax/heredocs.rs"]
mod heredocs;
#[path = "dockerfile_syntax/instructions.rs"]
mod instructions;
#[path = "dockerfile_syntax/lines.rs"]
mod lines;
#[path = "dockerfile_syntax/other_parser.rs"]
mod other_parser;
#[path = "dockerfile_syntax/refused.rs"]
mod refused;

use plimsoll::syntax::Parsed;
use plimsoll::syntax::dockerfile::ast::{Dockerfile, Instruction};
use plimsoll::syntax::dockerfile::{self};

/// Parses a text and holds the tree to what holds for every tree.
fn parse(text: &str) -> Parsed<Dockerfile> {
    let parsed = dockerfile::parse(text);
    let broken = support::tree::broken_promises(text, &parsed.tree, &parsed.problems);
    assert!(broken.is_empty(), "{text:?}: {broken:?}");
    parsed
}

/// The tree of a text without problems.
fn tree(text: &str) -> Dockerfile {
    let parsed = parse(text);
    assert!(parsed.problems.is_empty(), "{text:?}: {:?}", parsed.problems);
    parsed.tree
}

/// The instruction of a text behind a `FROM`, without problems.
fn instruction(text: &str) -> (String, Instruction) {
    let file = format!("FROM a\n{text}\n");
    let found = tree(&file).instructions().nth(1).cloned();
    (file, found.expect("an instruction"))
}

/// Keywords as written, in order.
fn keywords(tree: &Dockerfile) -> Vec<&str> {
    tree.instructions().map(|instruction| instruction.keyword_text.as_str()).collect()
}

/// Each problem as `line: message`, and the text it points at.
fn problems(text: &str) -> Vec<(u32, String, String)> {
    let source = plimsoll::text::Source::new("Dockerfile", text.as_bytes().to_vec());
    let place = |problem: &plimsoll::syntax::Problem| {
        let line = source.position(problem.span.start).line;
        (line, problem.message.clone(), source.slice(problem.span).to_owned())
    };
    parse(text).problems.iter().map(place).collect()
}

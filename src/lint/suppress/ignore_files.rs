//! Comments of ignore files, each of which has a line of its own and holds for the pattern below it; only comments may
//! stand between the two, and no blank line.

use super::Reach;
use super::comment;
use super::places::Place;
use super::scopes::Level;
use crate::syntax::dockerignore::{Dockerignore, Item};
use crate::text::Span;

/// Every comment of a file that suppresses, in the order of their lines.
pub(super) fn find(text: &str, lines: &Dockerignore) -> Vec<Place> {
    let mut found = Vec::new();
    let mut held: Option<Span> = None;
    for item in lines.items.iter().rev() {
        let line = match item {
            Item::Pattern(pattern) => {
                held = Some(pattern.span);
                continue;
            }
            Item::Blank(_) => {
                held = None;
                continue;
            }
            Item::Comment(line) => *line,
        };
        let body = line.of(text).strip_prefix('#').unwrap_or_default();
        let Some(read) = comment::read_in_yaml(body, line.start + 1) else { continue };
        let scope = match (read.reach, held) {
            (Reach::File, _) => Span::new(0, u32::MAX),
            (Reach::Instruction, Some(held)) => held,
            (Reach::Instruction | Reach::Stage, _) => Span::at(line.end),
        };
        let level = if read.reach == Reach::File { Level::File } else { Level::Instruction };
        found.push(Place { level, scope, span: line, line, stays: false, is_judged: true, read });
    }
    found.reverse();
    found
}

//! Comments that suppress findings.
//!
//! `# plimsoll ignore=NAME,NAME: reason` and `# hadolint ignore=NAME # reason` above an instruction, or
//! between its continued lines, suppress findings in that instruction; stacked comments add up. With
//! `global ignore=` they hold for the whole file.

use std::collections::HashSet;

use super::diagnostic::Diagnostic;
use crate::model::File;
use crate::syntax::dockerfile::ast::{Instruction, Item, PieceKind};
use crate::text::Span;

/// The suppressions of one file.
#[derive(Clone, Debug, Default)]
pub struct Suppressions {
    /// What is suppressed everywhere.
    global: Names,
    /// What is suppressed in the lines of an instruction; in the order of their places.
    scoped: Vec<(Span, Names)>,
}

/// Names that comments suppress.
#[derive(Clone, Debug, Default)]
struct Names {
    exact: HashSet<String>,
    lower: HashSet<String>,
}

impl Suppressions {
    /// Reads the comments of a file.
    pub fn read(file: &File) -> Self {
        let text = file.source.text();
        let mut found = Self::default();
        let mut above = Names::default();
        for item in &file.dockerfile().items {
            match item {
                Item::Comment(comment) => match read_comment(&comment.text.value) {
                    Some((names, true)) => found.global.extend(names),
                    Some((names, false)) => above.extend(names),
                    None => {}
                },
                Item::Blank(_) => above = Names::default(),
                Item::Instruction(instruction) => {
                    above.extend(inner_comments(text, instruction).into_iter().flatten());
                    let names = std::mem::take(&mut above);
                    if !names.exact.is_empty() {
                        found.scoped.push((instruction.lines, names));
                    }
                }
                Item::ByteOrderMark(_) | Item::Directive(_) => {}
            }
        }
        found
    }

    /// Whether some comment suppresses a finding.
    pub fn suppress(&self, diagnostic: &Diagnostic) -> bool {
        let place = diagnostic.span.start;
        let after = self.scoped.partition_point(|(scope, _)| scope.start <= place);
        let nearest = after.checked_sub(1).and_then(|at| self.scoped.get(at));
        let is_in_scope = nearest.filter(|(scope, _)| scope.contains_offset(place));
        self.global.stand_for(diagnostic) || is_in_scope.is_some_and(|(_, names)| names.stand_for(diagnostic))
    }
}

impl Names {
    fn extend(&mut self, names: impl IntoIterator<Item = String>) {
        for name in names {
            self.lower.insert(name.to_ascii_lowercase());
            self.exact.insert(name);
        }
    }

    /// Whether one of them is a finding's rule, or an alias that applies to it; aliases in any case.
    fn stand_for(&self, diagnostic: &Diagnostic) -> bool {
        !self.exact.is_empty()
            && (self.exact.contains(diagnostic.rule.name)
                || diagnostic.aliases.iter().any(|alias| self.lower.contains(&alias.to_ascii_lowercase())))
    }
}

/// The suppressions between the continued lines of an instruction.
fn inner_comments(text: &str, instruction: &Instruction) -> Vec<Vec<String>> {
    let comments = instruction.pieces.iter().filter(|piece| piece.kind == PieceKind::Comment);
    comments
        .filter_map(|piece| {
            let comment = piece.span.of(text).trim().strip_prefix('#')?;
            read_comment(comment).filter(|(_, is_global)| !is_global).map(|(names, _)| names)
        })
        .collect()
}

/// The names a comment suppresses, and whether for the whole file; the text starts behind the `#`.
fn read_comment(text: &str) -> Option<(Vec<String>, bool)> {
    let text = text.trim_start();
    let rest = text.strip_prefix("plimsoll").or_else(|| text.strip_prefix("hadolint"))?;
    let rest = rest.strip_prefix(char::is_whitespace)?.trim_start();
    let (rest, is_global) = match rest.strip_prefix("global") {
        Some(rest) => (rest.trim_start(), true),
        None => (rest, false),
    };
    let list = rest.strip_prefix("ignore")?.trim_start().strip_prefix('=')?;
    let end = list.find([':', '#', ';']).unwrap_or(list.len());
    let names: Vec<String> =
        list.get(..end)?.split(',').filter_map(|name| name.split_whitespace().next()).map(str::to_owned).collect();
    (!names.is_empty()).then_some((names, is_global))
}

#[cfg(test)]
mod tests {
    use super::read_comment;

    fn names(text: &str) -> Option<(Vec<String>, bool)> {
        read_comment(text)
    }

    #[test]
    fn both_spellings_are_read() {
        let some = |list: &[&str], global| Some((list.iter().map(|name| (*name).to_owned()).collect(), global));
        assert_eq!(names(" plimsoll ignore=latest-tag: the base is ours"), some(&["latest-tag"], false));
        assert_eq!(names("hadolint ignore=DL3008, SC2086 # why"), some(&["DL3008", "SC2086"], false));
        assert_eq!(names(" hadolint global ignore = dl3008"), some(&["dl3008"], true));
        assert_eq!(names(" hadolint shell=bash"), None);
        assert_eq!(names(" plimsollignore=x"), None);
        assert_eq!(names(" plimsoll ignore="), None);
        assert_eq!(names(" we let plimsoll ignore=x"), None);
    }
}

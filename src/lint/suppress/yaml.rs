//! Comments of Compose files, and the stretch that each of them holds for.
//!
//! One at the end of a line holds for that line and for whatever begins on it: a whole service, where it stands behind
//! the service's name. One on a line of its own holds so for the line below it; only comments may stand between the
//! two, and no blank line.

use std::collections::HashMap;

use super::Reach;
use super::comment::{self, Read};
use super::places::Place;
use super::scopes::Level;
use crate::syntax::yaml::{Comment, Node, NodeKind, Yaml};
use crate::text::Span;

/// Every comment of a file that suppresses, in the order of the stretches they hold for.
pub(super) fn find(text: &str, yaml: &Yaml) -> Vec<Place> {
    if !yaml.comments.iter().any(|comment| read_in_yaml(comment).is_some()) {
        return Vec::new();
    }
    let ends = ends(text, yaml);
    let mut found: Vec<Place> = Vec::new();
    // The comment line below the one that is looked at, with the line that it is for.
    let mut below: (u32, Option<Span>) = (u32::MAX, None);
    for comment in yaml.comments.iter().rev() {
        let span = comment.span;
        let line = line_around(text, span.start);
        let before = Span::new(line.start, span.start).of(text);
        let stands_alone = before.trim_start_matches('\u{feff}').trim().is_empty();
        let held = match stands_alone {
            true if below.0 == line.end => below.1,
            true => Some(line_around(text, line.end)).filter(|next| !next.of(text).trim().is_empty()),
            false => Some(line),
        };
        if stands_alone {
            below = (line.start, held);
        }
        let Some(read) = read_in_yaml(comment) else { continue };
        let scope = match (read.reach, held) {
            (Reach::File, _) => Span::new(0, u32::MAX),
            (Reach::Instruction, Some(held)) => {
                Span::new(held.start, ends.get(&held.start).map_or(held.end, |end| held.end.max(*end)))
            }
            (Reach::Instruction | Reach::Stage, _) => Span::at(span.end),
        };
        found.push(Place {
            level: if read.reach == Reach::File { Level::File } else { Level::Instruction },
            scope,
            span,
            line: if stands_alone { line } else { Span::new(line.start + before.trim_end().len() as u32, span.end) },
            stays: false,
            is_judged: true,
            read,
        });
    }
    // Of those that begin together, the widest is around the others.
    found.sort_by_key(|place| (place.scope.start, std::cmp::Reverse(place.scope.end), place.span.start));
    found
}

fn read_in_yaml(comment: &Comment) -> Option<Read> {
    comment::read_in_yaml(&comment.text, comment.span.start + 1)
}

/// Where the longest node ends that begins on a line, by the start of the line: entries and items, not documents.
fn ends(text: &str, yaml: &Yaml) -> HashMap<u32, u32> {
    let starts: Vec<u32> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at as u32 + 1)).collect();
    let line_of = |offset: u32| {
        let after = starts.partition_point(|start| *start <= offset);
        after.checked_sub(1).and_then(|at| starts.get(at)).copied().unwrap_or_default()
    };
    let mut ends: HashMap<u32, u32> = HashMap::new();
    let mut add = |start: u32, end: u32| {
        let known = ends.entry(line_of(start)).or_default();
        *known = (*known).max(end);
    };
    let mut rest: Vec<&Node> = yaml.documents.iter().collect();
    while let Some(node) = rest.pop() {
        match &node.kind {
            NodeKind::Scalar { .. } | NodeKind::Alias { .. } => {}
            NodeKind::Sequence { items, .. } => {
                items.iter().for_each(|item| add(item.span.start, item.span.end));
                rest.extend(items);
            }
            NodeKind::Mapping { entries, .. } => {
                entries.iter().for_each(|entry| add(entry.key.span.start, entry.value.span.end));
                rest.extend(entries.iter().map(|entry| &entry.value));
            }
        }
    }
    ends
}

/// The line with its end that a byte is on.
fn line_around(text: &str, offset: u32) -> Span {
    let (before, behind) = text.split_at_checked(offset as usize).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = behind.find('\n').map_or(text.len(), |at| before.len() + at + 1);
    Span::new(start as u32, end as u32)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::syntax::yaml;

    /// The lines, from 1, of the stretch that each comment holds for.
    fn stretches(text: &str) -> Vec<(usize, usize)> {
        let tree = yaml::parse(text).tree;
        let line = |offset: u32| text[..(offset as usize).min(text.len())].matches('\n').count() + 1;
        find(text, &tree)
            .iter()
            .map(|place| (line(place.scope.start), line(place.scope.end.saturating_sub(1))))
            .collect()
    }

    #[test]
    fn a_comment_holds_for_what_begins_on_its_line() {
        let file = "services:\n  web: # plimsoll ignore=a\n    image: x\n    ports:\n      - 80 # plimsoll ignore=b\n      - 81\n  db:\n    image: y\n";
        assert_eq!(stretches(file), [(2, 6), (5, 5)]);
    }

    #[test]
    fn a_comment_above_holds_for_the_line_below() {
        let file = "# plimsoll ignore=a\n# more\nservices:\n  web:\n    # plimsoll ignore=b\n    image: x\n";
        assert_eq!(stretches(file), [(3, 6), (6, 6)]);
        let items = "a:\r\n  # plimsoll ignore=b\r\n  - x: 1\r\n    y: 2\r\n  - z\r\n";
        assert_eq!(stretches(items), [(3, 4)]);
    }

    #[test]
    fn a_blank_line_ends_its_reach() {
        let tree = |text: &str| find(text, &yaml::parse(text).tree).iter().all(|place| place.scope.is_empty());
        assert!(tree("# plimsoll ignore=a\n\nservices: {}\n"));
        assert!(tree("services: {}\n# plimsoll ignore=a\n"));
        assert!(!tree("# plimsoll ignore=a\nservices: {}\n"));
    }

    #[test]
    fn texts_that_look_like_comments_are_none() {
        assert_eq!(stretches("a: |\n  # plimsoll ignore=a\nb: 'x # plimsoll ignore=a'\n"), []);
    }
}

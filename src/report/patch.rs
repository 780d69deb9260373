//! A fix as a few lines of diff.
//!
//! Looks only at the lines that change, so that a fix in a long file costs no more than in a short one.

use similar::{ChangeTag, TextDiff};

use super::plain::escaped;
use crate::text::{Edit, Source, Span};

/// More lines than this are counted, not shown.
const MOST_LINES: usize = 16;
/// Lines longer than this are not compared: the edits are shown as they are.
const MOST_BYTES: u32 = 1 << 14;

/// The changed lines of a fix, each `- text` or `+ text`, at most `width` columns wide.
pub fn lines(source: &Source, edits: &[Edit], width: usize, ellipsis: &str) -> Vec<String> {
    let mut changes = Vec::new();
    for group in grouped(source, edits) {
        changes.extend(changed(source, &group));
    }
    let more = changes.len().saturating_sub(MOST_LINES);
    let mut shown = Vec::new();
    for (index, change) in changes.iter().enumerate().take(MOST_LINES) {
        // A changed line is cut where it begins to differ from the one it stands for.
        let neighbour = if change.sign == '-' { index.checked_add(1) } else { index.checked_sub(1) };
        let other = neighbour.and_then(|index| changes.get(index)).filter(|other| other.sign != change.sign);
        let same = other
            .map_or(0, |other| other.text.chars().zip(change.text.chars()).take_while(|(old, new)| old == new).count());
        let from = if same > width * 2 / 3 { same - width / 3 } else { 0 };
        shown.push(format!("{} {}", change.sign, cut(&change.text, from, width.saturating_sub(2), ellipsis)));
    }
    if more > 0 {
        shown.push(format!("{ellipsis} {more} more changed line{}", if more == 1 { "" } else { "s" }));
    }
    shown
}

/// A line that goes or comes.
struct Change {
    sign: char,
    text: String,
}

/// Edits whose lines touch, with the lines they are on.
struct Group<'a> {
    lines: (u32, u32),
    edits: Vec<&'a Edit>,
}

/// Puts edits on the same or neighbouring lines together.
fn grouped<'a>(source: &Source, edits: &'a [Edit]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for edit in edits {
        let first = source.lines().line_of(edit.span.start);
        let last = source.lines().line_of(edit.span.end.saturating_sub(1).max(edit.span.start));
        match groups.last_mut().filter(|group| first <= group.lines.1 + 1) {
            Some(group) => {
                group.lines.1 = group.lines.1.max(last);
                group.edits.push(edit);
            }
            None => groups.push(Group { lines: (first, last), edits: vec![edit] }),
        }
    }
    groups
}

/// What changes on the lines of a group.
fn changed(source: &Source, group: &Group<'_>) -> Vec<Change> {
    let span = source.lines().line_span(group.lines.0).to(source.lines().line_span(group.lines.1));
    if span.len() > MOST_BYTES {
        return group.edits.iter().flat_map(|edit| raw(source, edit)).collect();
    }
    let before = source.slice(span);
    let mut after = String::with_capacity(before.len());
    let mut done = span.start;
    for edit in &group.edits {
        after.push_str(source.slice(Span::new(done, edit.span.start)));
        after.push_str(&edit.text);
        done = edit.span.end.max(done);
    }
    after.push_str(source.slice(Span::new(done, span.end)));
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let diff = TextDiff::from_slices(&before, &after);
    diff.iter_all_changes()
        .filter_map(|change| {
            let sign = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => return None,
            };
            Some(Change { sign, text: change.value().to_owned() })
        })
        .collect()
}

/// An edit of a line too long to be compared.
fn raw(source: &Source, edit: &Edit) -> Vec<Change> {
    let change = |sign: char, text: &str| Change { sign, text: text.chars().take(500).collect() };
    let removed = Some(source.slice(edit.span)).filter(|text| !text.is_empty()).map(|text| change('-', text));
    let added = Some(edit.text.as_str()).filter(|text| !text.is_empty()).map(|text| change('+', text));
    removed.into_iter().chain(added).collect()
}

/// The characters from `from` on that fit, made safe to show.
fn cut(text: &str, from: usize, width: usize, ellipsis: &str) -> String {
    let mut shown = if from > 0 { ellipsis.to_owned() } else { String::new() };
    let mut column = textwrap::core::display_width(&shown);
    let limit = width.saturating_sub(textwrap::core::display_width(ellipsis));
    for c in text.chars().skip(from) {
        let piece = match c {
            '\t' => "    ".to_owned(),
            c => escaped(c).map_or_else(|| c.to_string(), std::borrow::Cow::into_owned),
        };
        column += textwrap::core::display_width(&piece);
        if column > limit {
            shown.push_str(ellipsis);
            break;
        }
        shown.push_str(&piece);
    }
    shown.truncate(shown.trim_end().len());
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_changed_lines_are_shown() {
        let source = Source::new("f", b"FROM a\r\nRUN x\\\r\n  y\r\nCMD z".to_vec());
        let edits = [
            Edit::replace(Span::new(12, 13), "xx"),
            Edit::insert(21, "USER app\r\n"),
            Edit::insert(26, "\r\nEXPOSE 80"),
        ];
        assert_eq!(lines(&source, &edits, 40, "..."), ["- RUN x\\", "+ RUN xx\\", "+ USER app", "+ EXPOSE 80"]);
    }

    #[test]
    fn long_changes_are_cut_where_they_differ() {
        let text = format!("RUN {}needle {}", "x ".repeat(100), "y".repeat(100));
        let source = Source::new("f", text.clone().into_bytes());
        let at = text.find("needle").unwrap() as u32;
        insta::assert_snapshot!(lines(&source, &[Edit::replace(Span::new(at, at + 6), "thread\u{1b}")], 40, "...").join("\n"), @r#"
        - ... x x x x x x needle yyyyyyyyyyyy...
        + ... x x x x x x thread\x1b yyyyyyyy...
        "#);
        let source = Source::new("f", "x".repeat(1 << 20).into_bytes());
        assert_eq!(lines(&source, &[Edit::replace(Span::new(7, 8), "y")], 40, "..."), ["- x", "+ y"]);
    }
}

//! Edits of Compose files: a rule names a key, an item or a value, this module knows indents, quotes and line ends.
//!
//! Nothing is written anew that does not change: every edit is one stretch of the file. Each is `None` where it cannot
//! be made without a guess, so that a finding has no fix there. Start with [`YamlEdits`]; `find` finds nodes by their
//! places, `quotes` writes scalars.

mod find;
mod quotes;
#[cfg(test)]
mod tests;

use std::ops::Range;

use find::{Around, Found};

use crate::model::File;
use crate::syntax::yaml::{Layout, Node, NodeKind, ScalarStyle, Yaml};
use crate::text::{Edit, Place, Span};

/// Makes edits of one Compose file; of any other file it makes none.
#[derive(Clone, Copy)]
pub struct YamlEdits<'a> {
    file: &'a File,
}

impl<'a> YamlEdits<'a> {
    pub(super) fn new(file: &'a File) -> Self {
        Self { file }
    }

    fn text(&self) -> &'a str {
        self.file.source.text()
    }

    fn tree(&self) -> Option<&'a Yaml> {
        self.file.yaml().map(AsRef::as_ref)
    }

    /// What stands at a place of this file.
    fn find(&self, place: Place) -> Option<Found<'a>> {
        let is_here = place.file == self.file.id;
        find::find(self.tree().filter(|_| is_here)?, place.span)
    }

    /// Puts a text in the place of a scalar or of a part of one. It is quoted as the scalar was, or as it has to be to
    /// be read as that text; what was a number or a boolean may become another one, and what was a text stays one.
    pub fn replace_scalar(&self, place: Place, text: &str) -> Option<Edit> {
        let found = self.find(place)?;
        let NodeKind::Scalar { value, style } = &found.node.kind else { return None };
        let (value, style) = (&**value, *style);
        let place_in = part(found.node.span, place.span, value, style)?;
        let mut whole = value.to_owned();
        whole.replace_range(place_in.clone(), text);
        let was_text = style != ScalarStyle::Plain || !quotes::is_typed(value);
        let raw = quotes::written(&whole, style, found.is_key, found.is_in_flow, was_text)?;
        // Nothing but the part is touched where the rest stays as it is written.
        let is_bare = |text: &str| !text.contains(['\\', '\'', '"']);
        let keeps_quotes = found.node.span.of(self.text()).chars().next().filter(|c| matches!(c, '"' | '\''))
            == raw.chars().next().filter(|c| matches!(c, '"' | '\''));
        if place.span != found.node.span && keeps_quotes && is_bare(text) && is_bare(value) {
            return Some(Edit::replace(place.span, text));
        }
        Some(Edit::replace(found.node.span, raw))
    }

    /// Puts a plain scalar between quotes, so that it is read as the text it shows. `None` where it has quotes already.
    pub fn quote(&self, place: Place) -> Option<Edit> {
        let found = self.find(place)?;
        let NodeKind::Scalar { value, style: ScalarStyle::Plain } = &found.node.kind else { return None };
        if found.node.span != place.span || found.node.span.is_empty() {
            return None;
        }
        Some(Edit::replace(found.node.span, quotes::quoted(value)?))
    }

    /// Removes a key with its value: all its lines with the comment behind it, or in braces what stands between the
    /// commas. Comments above it stay. `None` for the only key of a mapping that would then be nothing.
    pub fn remove_member(&self, key: Place) -> Option<Edit> {
        let found = self.find(key).filter(|found| found.is_key)?;
        let Around::Mapping { entries, at, layout, is_root } = found.around else { return None };
        let entry = entries.get(at)?;
        let whole = Span::new(entry.key.span.start, self.end_of(&entry.key, &entry.value));
        let next = entries.get(at + 1).map(|next| next.key.span.start);
        let before = at.checked_sub(1).and_then(|at| entries.get(at));
        let before = before.map(|before| self.end_of(&before.key, &before.value));
        if self.holds_anchor_in_use(&[&entry.key, &entry.value]) {
            return None;
        }
        if layout == Layout::Flow {
            return self.remove_between_commas(whole, before, next);
        }
        if next.is_none() && before.is_none() && !is_root {
            return None;
        }
        match self.text_before(whole.start).trim_start_matches('\u{feff}') {
            blank if blank.trim_start_matches(' ').is_empty() => self.remove_lines(whole),
            // The first key of an item stands behind its dash, where the next one takes its place.
            dash if dash.ends_with("- ") && at == 0 => self.remove_up_to(whole, next?),
            _ => None,
        }
    }

    /// Removes an item of a list: all its lines with the comment behind it, or in brackets what stands between the
    /// commas. `None` for the only item of a list that would then be nothing.
    pub fn remove_item(&self, item: Place) -> Option<Edit> {
        let Around::Sequence { items, at, layout } = self.find_item(item)?.around else { return None };
        let node = items.get(at)?;
        let next = items.get(at + 1).map(|next| next.span.start);
        let before = at.checked_sub(1).and_then(|at| items.get(at)).map(|before| before.span.end);
        if self.holds_anchor_in_use(&[node]) {
            return None;
        }
        if layout == Layout::Flow {
            return self.remove_between_commas(node.span, before, next);
        }
        let is_alone = next.is_none() && before.is_none();
        let lead = self.text_before(node.span.start).trim_start();
        let has_one_dash = lead.strip_prefix('-').is_some_and(|rest| !rest.trim_start().starts_with('-'));
        if is_alone || !has_one_dash { None } else { self.remove_lines(node.span) }
    }

    /// Adds a key behind another one of the same mapping. The value is YAML: on one line it stands behind the key,
    /// several lines stand below it, further in.
    pub fn add_member_after(&self, key: Place, name: &str, value: &str) -> Option<Edit> {
        let found = self.find(key).filter(|found| found.is_key)?;
        let Around::Mapping { entries, at, layout, .. } = found.around else { return None };
        let entry = entries.get(at)?;
        let end = self.end_of(&entry.key, &entry.value);
        if layout == Layout::Flow {
            return (!value.contains('\n')).then(|| Edit::insert(end, format!(", {name}: {value}")));
        }
        let indent = self.column(entry.key.span.start)?;
        let lines = self.lines_of_member(name, value, indent);
        Some(self.insert_lines_behind(Span::new(entry.key.span.start, end), &lines))
    }

    /// Adds a key at the end of a mapping; to `{}` too, but not to what is nothing yet.
    pub fn add_member(&self, mapping: Place, name: &str, value: &str) -> Option<Edit> {
        let node = find::mapping(self.tree().filter(|_| mapping.file == self.file.id)?, mapping.span)?;
        let NodeKind::Mapping { entries, layout } = &node.kind else { return None };
        match (entries.last(), layout) {
            (Some(last), _) => self.add_member_after(Place::new(mapping.file, last.key.span), name, value),
            (None, Layout::Flow) if node.span.of(self.text()) == "{}" && !value.contains('\n') => {
                Some(Edit::replace(node.span, format!("{{{name}: {value}}}")))
            }
            (None, _) => None,
        }
    }

    /// Adds an item behind another one of the same list; the item is YAML on one line.
    pub fn add_item_after(&self, item: Place, value: &str) -> Option<Edit> {
        let Around::Sequence { items, at, layout } = self.find_item(item)?.around else { return None };
        let node = items.get(at)?;
        if value.contains('\n') {
            return None;
        }
        if layout == Layout::Flow {
            return Some(Edit::insert(node.span.end, format!(", {value}")));
        }
        let lead = self.text_before(node.span.start);
        let dash = lead.find('-')?;
        let blanks = lead.get(..dash).filter(|blanks| blanks.trim_start().is_empty())?;
        Some(self.insert_lines_behind(node.span, &[format!("{blanks}- {value}")]))
    }

    fn find_item(&self, place: Place) -> Option<Found<'a>> {
        find::item(self.tree().filter(|_| place.file == self.file.id)?, place.span)
    }

    /// Where an entry ends: behind its value, or behind the colon where there is none.
    fn end_of(&self, key: &Node, value: &Node) -> u32 {
        if !value.span.is_empty() {
            return value.span.end;
        }
        let tag = value.tag.as_ref().map(|tag| tag.span.end);
        let anchor = value.anchor.as_deref().map(|(_, name)| name.span.end);
        let rest = self.text().get(key.span.end as usize..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let colon =
            rest.get(blanks..).is_some_and(|rest| rest.starts_with(':')).then_some(key.span.end + blanks as u32 + 1);
        [tag, anchor, colon].into_iter().flatten().fold(key.span.end, u32::max)
    }

    /// Removes whole lines, and the blank line below them that would double the one above.
    fn remove_lines(&self, span: Span) -> Option<Edit> {
        let start = self.line_start(span.start);
        let last = self.last_byte(span);
        let line_end = self.line_end_of(last);
        let behind = Span::new(last, line_end).of(self.text()).trim_start();
        if !behind.is_empty() && !behind.starts_with('#') {
            return None;
        }
        let mut end = self.next_line(line_end);
        let above = self.text().get(..start as usize).unwrap_or_default();
        let is_top = above.trim_start_matches('\u{feff}').is_empty();
        let blank_above = above.len() - above.trim_end_matches(['\n', '\r', ' ', '\t']).len();
        let blank_above = above.get(above.len() - blank_above..).unwrap_or_default();
        let below = self.text().get(end as usize..).unwrap_or_default();
        if below.trim().is_empty() && !is_top {
            // At the end of the file the blank lines above would be its last.
            let kept = blank_above.find('\n').map_or(0, |at| at as u32 + 1);
            return Some(Edit::remove(Span::new(start - blank_above.len() as u32 + kept, end)));
        }
        if is_top || blank_above.matches('\n').count() > 1 {
            let mut rest = below;
            while let Some((line, others)) = rest.split_once('\n').filter(|(line, _)| line.trim().is_empty()) {
                end += line.len() as u32 + 1;
                rest = others;
            }
        }
        let has_mark = start == 0 && self.text().starts_with('\u{feff}');
        let start = if has_mark { '\u{feff}'.len_utf8() as u32 } else { start };
        Some(Edit::remove(Span::new(start, end)))
    }

    /// Removes what stands in braces or brackets, with one of the commas beside it.
    fn remove_between_commas(&self, whole: Span, before: Option<u32>, next: Option<u32>) -> Option<Edit> {
        let span = match (before, next) {
            (_, Some(next)) => Span::new(whole.start, next),
            (Some(before), None) => Span::new(before, whole.end),
            (None, None) => whole,
        };
        (!self.has_comment(span)).then(|| Edit::remove(span))
    }

    /// Removes what stands before another node, unless there are comments between the two.
    fn remove_up_to(&self, whole: Span, next: u32) -> Option<Edit> {
        let span = Span::new(whole.start, next);
        (!self.has_comment(Span::new(whole.end, next))).then(|| Edit::remove(span))
    }

    fn has_comment(&self, span: Span) -> bool {
        let comments = self.tree().map(|tree| tree.comments.as_slice()).unwrap_or_default();
        let first = comments.partition_point(|comment| comment.span.start < span.start);
        comments.get(first).is_some_and(|comment| comment.span.start < span.end)
    }

    /// Whether an anchor in these nodes is used anywhere: then they cannot go alone.
    fn holds_anchor_in_use(&self, nodes: &[&Node]) -> bool {
        let anchors = find::anchors(nodes);
        !anchors.is_empty() && self.tree().is_some_and(|tree| find::uses_any(tree, &anchors))
    }

    /// The lines of a key with its value, in the file's indentation.
    fn lines_of_member(&self, name: &str, value: &str, indent: usize) -> Vec<String> {
        let lead = " ".repeat(indent);
        if !value.contains('\n') {
            let gap = if value.is_empty() { "" } else { " " };
            return vec![format!("{lead}{name}:{gap}{value}")];
        }
        let step = " ".repeat(self.step().unwrap_or(2));
        let below = value.lines().map(|line| format!("{lead}{step}{line}"));
        std::iter::once(format!("{lead}{name}:")).chain(below).collect()
    }

    /// How much further in the first mapping stands that stands in another one.
    fn step(&self) -> Option<usize> {
        let entries = self.tree()?.root()?.entries()?;
        entries.iter().find_map(|entry| match &entry.value.kind {
            NodeKind::Mapping { entries: inner, layout: Layout::Block } => self.column(inner.first()?.key.span.start),
            NodeKind::Mapping { .. } | NodeKind::Scalar { .. } | NodeKind::Sequence { .. } | NodeKind::Alias { .. } => {
                None
            }
        })
    }

    /// Adds lines below the line that a node ends on.
    fn insert_lines_behind(&self, span: Span, lines: &[String]) -> Edit {
        let end = self.line_end_of(self.last_byte(span));
        let line_end = self.line_end();
        let text = lines.iter().fold(String::new(), |text, line| text + line_end + line);
        Edit::insert(end, text)
    }

    /// The line end that the file uses.
    fn line_end(&self) -> &'static str {
        match self.text().split_once('\n') {
            Some((first, _)) if first.ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }

    /// A byte on the last line of a node: the text of a block scalar may end with its line end.
    fn last_byte(&self, span: Span) -> u32 {
        let trimmed = span.of(self.text()).trim_end_matches(['\n', '\r']);
        if span.is_empty() { span.end } else { span.start + trimmed.len() as u32 }
    }

    /// How many characters stand before a byte on its line.
    fn column(&self, offset: u32) -> Option<usize> {
        let before = self.text_before(offset).trim_start_matches('\u{feff}');
        before.chars().all(|c| c == ' ' || c == '-').then_some(before.len())
    }

    fn text_before(&self, offset: u32) -> &'a str {
        Span::new(self.line_start(offset), offset).of(self.text())
    }

    fn line_start(&self, offset: u32) -> u32 {
        let before = self.text().get(..offset as usize).unwrap_or_default();
        before.rfind('\n').map_or(0, |at| at as u32 + 1)
    }

    /// Where the line of a byte ends, before its line end.
    fn line_end_of(&self, offset: u32) -> u32 {
        let rest = self.text().get(offset as usize..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        offset + line.strip_suffix('\r').unwrap_or(line).len() as u32
    }

    fn next_line(&self, line_end: u32) -> u32 {
        let rest = self.text().get(line_end as usize..).unwrap_or_default();
        line_end + rest.find('\n').map_or(rest.len(), |at| at + 1) as u32
    }
}

/// Which bytes of a scalar's value a place in it stands for, where that can be told.
fn part(node: Span, place: Span, value: &str, style: ScalarStyle) -> Option<Range<usize>> {
    match style {
        ScalarStyle::Literal | ScalarStyle::Folded => None,
        ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted if place == node => {
            Some(0..value.len())
        }
        ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            let quotes = if style == ScalarStyle::Plain { 0 } else { 1 };
            let is_bare = node.len() == value.len() as u32 + 2 * quotes;
            let start = place.start.checked_sub(node.start + quotes)? as usize;
            let end = start + place.len() as usize;
            (is_bare && value.get(start..end).is_some()).then_some(start..end)
        }
    }
}

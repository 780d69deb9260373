//! Lines of a text that could not be read as YAML, and what seems to belong to them.

use std::ops::Range;

/// The line at an offset, without its end and without a byte order mark.
pub fn line_at(text: &str, offset: usize) -> Range<usize> {
    let offset = text.floor_char_boundary(offset);
    let start = text.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let rest = text.get(start..).unwrap_or_default();
    let mark = rest.len() - rest.trim_start_matches('\u{feff}').len();
    let line = rest.split('\n').next().unwrap_or_default();
    let end = start + line.strip_suffix('\r').unwrap_or(line).len();
    (start + mark).min(end)..end
}

/// What stands in a line.
pub fn content(text: &str, line: &Range<usize>) -> Range<usize> {
    let whole = text.get(line.clone()).unwrap_or_default();
    let start = line.start + (whole.len() - whole.trim_start().len());
    start..start + whole.trim().len()
}

/// How deep a line is indented.
pub fn indentation(text: &str, line: &Range<usize>) -> usize {
    content(text, line).start - line.start
}

/// The line before that holds more than a comment.
pub fn before(text: &str, line: &Range<usize>) -> Option<Range<usize>> {
    let mut end = line.start;
    while end > 0 {
        let above = line_at(text, text.floor_char_boundary(end - 1));
        let content = text.get(content(text, &above)).unwrap_or_default();
        if !content.is_empty() && !content.starts_with('#') {
            return Some(above);
        }
        end = text.get(..above.start)?.rfind('\n').map_or(0, |at| at + 1);
    }
    None
}

/// A line with the lines that are indented deeper, and the items of its list.
pub fn block(text: &str, line: &Range<usize>) -> Range<usize> {
    let depth = indentation(text, line);
    let is_item = |line: &Range<usize>| {
        let content = text.get(content(text, line)).unwrap_or_default();
        content == "-" || content.starts_with("- ")
    };
    let has_value = text.get(content(text, line)).is_some_and(|line| line.contains(": "));
    let takes_items = !is_item(line) && !has_value;
    let mut end = line.end;
    while let Some(at) = text.get(end..).and_then(|rest| rest.find('\n')).map(|at| end + at + 1) {
        let next = line_at(text, at);
        let own = indentation(text, &next);
        let is_blank = content(text, &next).is_empty();
        if next.is_empty() && next.end >= text.len() {
            break;
        }
        if !is_blank && own <= depth && !(own == depth && takes_items && is_item(&next)) {
            break;
        }
        end = next.end;
    }
    line.start..end
}

/// The rest of the line at an offset; at the end of the text, what stands last.
pub fn rest_of_line(text: &str, offset: usize) -> Range<usize> {
    let offset = text.floor_char_boundary(offset);
    let rest = text.get(offset..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default().trim_end();
    if !line.is_empty() {
        return offset..offset + line.len();
    }
    let before = text.get(..offset).unwrap_or_default().trim_end();
    let last = before.char_indices().next_back().map_or(0, |(at, _)| at);
    last..before.len()
}

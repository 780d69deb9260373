//! Where the text of a scalar stands in its file.
//!
//! Block scalars lose their indentation, quoted ones their escapes, and lines are folded. What is left stands in the file
//! byte by byte, stretch by stretch: [`stretches`] lays the text beside the file again. What does not fit is no guess:
//! then there are none. Linear in the text.

use std::ops::Range;

use super::ScalarStyle;
use crate::text::Span;

/// What stands between words where lines are folded.
const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// Some bytes of a text with the place where they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Where they are written.
    pub span: Span,
    /// Whether they stand there byte by byte.
    pub is_exact: bool,
}

impl Stretch {
    /// Bytes that stand in the file as they are.
    pub fn exact(range: Range<usize>, start: u32) -> Self {
        let span = Span::new(start, start + range.len() as u32);
        Self { range, span, is_exact: true }
    }
}

/// Where the text of a scalar stands, in order; `None` where that cannot be told. `span` is the place of its node.
pub fn stretches(file: &str, span: Span, style: ScalarStyle, text: &str) -> Option<Vec<Stretch>> {
    match style {
        ScalarStyle::Literal => literal(file, span, text),
        ScalarStyle::Folded | ScalarStyle::Plain => folded(file, span, style, text),
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            let inner = Span::new(span.start + 1, span.end.saturating_sub(1));
            folded(file, inner, style, text)
        }
    }
}

/// Line by line: each stands at the end of a line of the file, behind its indentation.
fn literal(file: &str, span: Span, text: &str) -> Option<Vec<Stretch>> {
    let rest = file.get(span.start as usize..)?;
    let first = span.start as usize + rest.len() - rest.trim_start().len();
    let mut at = file.get(..first)?.rfind('\n').map_or(0, |end| end + 1);
    // Lines without anything may stand above the first; nobody points at them.
    let mut start = text.len() - text.trim_start_matches('\n').len();
    let mut found = Vec::new();
    for line in text.get(start..)?.split_inclusive('\n') {
        let written = file.get(at..)?.split_inclusive('\n').next().unwrap_or_default();
        let bare = written.strip_suffix('\n').unwrap_or(written);
        let content = bare.strip_suffix('\r').unwrap_or(bare);
        let wanted = line.strip_suffix('\n').unwrap_or(line);
        let indentation = content.strip_suffix(wanted).filter(|before| before.bytes().all(|byte| byte == b' '))?;
        let has_same_end = bare.len() == content.len() && bare.len() < written.len();
        let length = if has_same_end { line.len() } else { wanted.len() };
        if length > 0 {
            found.push(Stretch::exact(start..start + length, (at + indentation.len()) as u32));
        }
        start += line.len();
        at += written.len();
    }
    Some(found)
}

/// Byte by byte; where a line ends, the text has blanks or nothing.
fn folded(file: &str, span: Span, style: ScalarStyle, text: &str) -> Option<Vec<Stretch>> {
    let written = span.of(file);
    let (mut read, mut made) = (0, 0);
    let mut found: Vec<Stretch> = Vec::new();
    while let Some(rest) = written.get(read..).filter(|rest| !rest.is_empty()) {
        let after = text.get(made..)?;
        let (taken, given) = match rest.len() - rest.trim_start_matches(BLANKS).len() {
            0 => unit(rest, style)?,
            blanks if read == 0 || rest.get(..blanks)?.contains('\n') => {
                (blanks, after.get(..after.len() - after.trim_start_matches(BLANKS).len())?)
            }
            blanks => (blanks, rest.get(..blanks)?),
        };
        if !after.starts_with(given) {
            return None;
        }
        let range = made..made + given.len();
        let place = Span::new(span.start + read as u32, span.start + (read + taken) as u32);
        let is_exact = place.of(file) == given;
        match found.last_mut().filter(|last| is_exact && last.is_exact && last.span.end == place.start) {
            Some(last) => (last.range.end, last.span.end) = (range.end, place.end),
            None if given.is_empty() => {}
            None => found.push(Stretch { range, span: place, is_exact }),
        }
        (read, made) = (read + taken, made + given.len());
    }
    text.get(made..)?.trim_start_matches(BLANKS).is_empty().then_some(found)
}

/// The next bytes of what is written that stand for something together, and what that is.
fn unit(rest: &str, style: ScalarStyle) -> Option<(usize, &str)> {
    let escape = match style {
        ScalarStyle::DoubleQuoted if rest.starts_with('\\') => match rest.as_bytes().get(1)? {
            b'n' => "\n",
            b't' => "\t",
            b'"' | b'\\' | b'/' => rest.get(1..2)?,
            _ => return None,
        },
        ScalarStyle::SingleQuoted if rest.starts_with("''") => rest.get(..1)?,
        ScalarStyle::Plain
        | ScalarStyle::SingleQuoted
        | ScalarStyle::DoubleQuoted
        | ScalarStyle::Literal
        | ScalarStyle::Folded => {
            let length = rest.chars().next()?.len_utf8();
            return Some((length, rest.get(..length)?));
        }
    };
    Some((2, escape))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml;

    /// What stands where the text of the key `a` says that it does: exact stretches bare, others in brackets.
    fn told(file: &str) -> Vec<String> {
        let tree = yaml::parse(file).tree;
        let node = tree.root().unwrap().get("a").unwrap();
        let yaml::NodeKind::Scalar { value, style } = &node.kind else { panic!("{node:?}") };
        let Some(found) = stretches(file, node.span, *style, value) else { return vec!["unknown".to_owned()] };
        let mut end = 0;
        let told = found.iter().map(|stretch| {
            assert!(stretch.range.start >= end && stretch.range.end > stretch.range.start, "{found:?}");
            end = stretch.range.end;
            let (meant, written) = (&value[stretch.range.clone()], stretch.span.of(file));
            assert_eq!(stretch.is_exact, meant == written, "{file:?}");
            if stretch.is_exact { written.to_owned() } else { format!("[{written}={meant}]") }
        });
        told.collect()
    }

    #[test]
    fn literal_blocks_lose_their_indentation() {
        assert_eq!(told("a: |\n  x\n    y\n\n  z\n"), ["x\n", "  y\n", "\n", "z\n"]);
        assert_eq!(told("a: |\n  x\n   \n  z \nb: 1\n"), ["x\n", " \n", "z \n"]);
        assert_eq!(told("a: |2\n    x\n  y\n"), ["  x\n", "y\n"]);
        assert_eq!(told("a: |-\n  x\n  y\n\n\nb: 1\n"), ["x\n", "y"]);
        assert_eq!(told("a: |+\n  x\n\n\nb: 1\n"), ["x\n", "\n", "\n"]);
        assert_eq!(told("a: | # why\n\n\n  x\n  y"), ["x\n", "y"]);
        assert_eq!(told("a: |\n  \tx\ty\n  \u{e9}\n"), ["\tx\ty\n", "\u{e9}\n"]);
        assert_eq!(told("a: |\r\n  x\r\n\r\n  y\r\n"), ["x", "y"]);
    }

    #[test]
    fn folded_lines_stand_where_they_are() {
        assert_eq!(told("a: >\n  x y\n  z\n\n  u\n"), ["x y", "[\n  = ]", "z", "[\n\n  =\n]", "u"]);
        assert_eq!(told("a: >-\n  x\n    y\n  z\n"), ["x", "[\n    =\n  ]", "y", "[\n  =\n]", "z"]);
        assert_eq!(told("a: x\n  y\n"), ["x", "[\n  = ]", "y"]);
        assert_eq!(told("a: >\r\n  x\r\n  y\r\n"), ["x", "[\r\n  = ]", "y"]);
    }

    #[test]
    fn escapes_are_two_bytes_for_one() {
        assert_eq!(told(r#"a: "x\ny \"z\"""#), ["x", "[\\n=\n]", "y ", "[\\\"=\"]", "z", "[\\\"=\"]"]);
        assert_eq!(told("a: 'it''s'"), ["it", "[''=']", "s"]);
        assert_eq!(told(r#"a: "x\u0041""#), ["unknown"]);
        assert_eq!(told("a: \"x\\\n  y\""), ["unknown"]);
        assert_eq!(told("a: \"x\n  y\""), ["x", "[\n  = ]", "y"]);
    }
}

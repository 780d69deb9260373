//! The JSON form of arguments: an array of strings.

use std::ops::Range;

use crate::syntax::Joined;
use crate::text::{Span, Spanned};

/// What a text that may be a JSON array is.
pub(super) enum Array {
    /// An array of strings.
    Strings(Vec<Element>, Span),
    /// An array that holds something else; the place of the first such element's array. BuildKit refuses it.
    Mixed(Span),
    /// No array. Where it looks like one: what is wrong with it.
    No(Option<Spanned<String>>),
}

/// A string of an array.
pub(super) struct Element {
    /// Cooked.
    pub value: String,
    /// Where it stands in the joined text, quotes included.
    pub range: Range<usize>,
}

/// Reads arguments that may be a JSON array, the way BuildKit does: only a whole, valid array counts.
pub(super) fn read(joined: &Joined) -> Array {
    let text = joined.text();
    let trimmed = text.trim();
    if !trimmed.starts_with('[') {
        return Array::No(None);
    }
    let start = text.len() - text.trim_start().len();
    let span = joined.span(start, start + trimmed.len());
    match serde_json::from_str::<Vec<serde_json::Value>>(trimmed) {
        Ok(values) if values.iter().all(serde_json::Value::is_string) => Array::Strings(elements(start, trimmed), span),
        Ok(_) => Array::Mixed(span),
        Err(_) => Array::No(looks_like_array(trimmed).then(|| Spanned::new(complaint(trimmed), span))),
    }
}

/// The strings of an array that is known to be valid.
fn elements(start: usize, array: &str) -> Vec<Element> {
    let mut elements = Vec::new();
    let mut open: Option<usize> = None;
    let mut escaped = false;
    for (offset, byte) in array.bytes().enumerate() {
        match open {
            None if byte == b'"' => open = Some(offset),
            None => {}
            Some(_) if escaped => escaped = false,
            Some(_) if byte == b'\\' => escaped = true,
            Some(from) if byte == b'"' => {
                let value = array.get(from..=offset).and_then(|raw| serde_json::from_str(raw).ok()).unwrap_or_default();
                elements.push(Element { value, range: start + from..start + offset + 1 });
                open = None;
            }
            Some(_) => {}
        }
    }
    elements
}

/// Whether a text that is no JSON was surely meant to be: `['a']`, `["a",]`, `["a" "b"]`; not `[ -f x ]`.
fn looks_like_array(text: &str) -> bool {
    let inside = text.get(1..).unwrap_or_default().trim_start();
    inside.starts_with(['"', '\'', '\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}'])
}

/// What is wrong with an array, as one clause.
fn complaint(text: &str) -> String {
    let inside = text.get(1..).unwrap_or_default().trim_start();
    let clause = if inside.starts_with(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}']) {
        "typographic quotes are not JSON"
    } else if inside.starts_with('\'') {
        "JSON strings take double quotes"
    } else if !text.contains(']') {
        "the bracket is never closed"
    } else if text.replace([' ', '\t'], "").contains(",]") {
        "JSON takes no comma before the closing bracket"
    } else if !text.ends_with(']') {
        "something follows the closing bracket"
    } else if text.contains('\\') {
        "a backslash is written twice in JSON"
    } else {
        "the array is not valid JSON"
    };
    clause.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> Joined {
        Joined::from_span(text, Span::new(0, text.len() as u32))
    }

    #[test]
    fn elements_are_cooked_and_placed() {
        let text = r#" ["a", "b\"c\u00e9"] "#;
        let Array::Strings(elements, span) = read(&joined(text)) else { panic!("no array") };
        assert_eq!(span.of(text), text.trim());
        assert_eq!(elements[1].value, "b\"cé");
        assert_eq!(&text[elements[1].range.clone()], r#""b\"c\u00e9""#);
    }

    #[test]
    fn what_is_no_array_goes_to_the_shell() {
        for text in ["[ -f x ] && y", "echo [\"a\"]", ""] {
            assert!(matches!(read(&joined(text)), Array::No(None)), "{text}");
        }
        for text in ["['a']", "[\"a\",]", "[\"a\"", "[\"a\"] b", "[“a”]"] {
            assert!(matches!(read(&joined(text)), Array::No(Some(_))), "{text}");
        }
        assert!(matches!(read(&joined("[1]")), Array::Mixed(_)));
        assert!(matches!(read(&joined("[]")), Array::Strings(elements, _) if elements.is_empty()));
    }
}

//! Writes scalars so that they are read as what is meant: every text that is given back was read again to see.

use crate::syntax::yaml::{self, NodeKind, ScalarStyle};

/// A text as a scalar in the style that another one has; with quotes where it would be read as something else without.
pub fn written(text: &str, style: ScalarStyle, is_key: bool, is_in_flow: bool, is_text: bool) -> Option<String> {
    let fits = |raw: &String| reads_back(raw, text, is_key, is_in_flow);
    match style {
        ScalarStyle::Plain => {
            let plain = Some(text.to_owned()).filter(|raw| !(is_text && is_typed(text)) && fits(raw));
            plain.or_else(|| quoted(text).filter(fits))
        }
        ScalarStyle::SingleQuoted => {
            let single = Some(single(text)).filter(|_| is_visible(text)).filter(fits);
            single.or_else(|| Some(double(text)).filter(fits))
        }
        ScalarStyle::DoubleQuoted => Some(double(text)).filter(fits),
        ScalarStyle::Literal | ScalarStyle::Folded => None,
    }
}

/// A text between the quotes that need the fewest escapes.
pub fn quoted(text: &str) -> Option<String> {
    let raw = if text.contains(['"', '\\']) && is_visible(text) { single(text) } else { double(text) };
    Some(raw).filter(|raw| reads_back(raw, text, false, true))
}

/// Whether a plain scalar of that text is a number, a boolean, a time or nothing.
pub fn is_typed(text: &str) -> bool {
    let is_word =
        matches!(text, "" | "~" | "null" | "Null" | "NULL" | "true" | "True" | "TRUE" | "false" | "False" | "FALSE")
            || matches!(text.trim_start_matches(['-', '+']), ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN");
    // Anything that begins like a number may be one to some reader: octal, sexagesimal, a date.
    let number = text.trim_start_matches(['-', '+', '.']);
    let looks_like_number = number.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_hexdigit() || "+-._:xXoOTtZz ".contains(c));
    is_word || looks_like_number
}

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn double(text: &str) -> String {
    let mut raw = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => raw.extend(['\\', c]),
            '\n' => raw.push_str("\\n"),
            '\t' => raw.push_str("\\t"),
            '\r' => raw.push_str("\\r"),
            c if c.is_control() => raw.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => raw.push(c),
        }
    }
    raw.push('"');
    raw
}

/// Whether everything in a text can stand in a scalar without escapes.
fn is_visible(text: &str) -> bool {
    !text.chars().any(char::is_control)
}

/// Whether a scalar is read as that text where it is to stand.
fn reads_back(raw: &str, text: &str, is_key: bool, is_in_flow: bool) -> bool {
    let around = match (is_key, is_in_flow) {
        (true, true) => format!("{{{raw}: x}}"),
        (true, false) => format!("{raw}: x\n"),
        (false, true) => format!("{{x: {raw}}}"),
        (false, false) => format!("x: {raw}\n"),
    };
    let parsed = yaml::parse(&around);
    let entries = parsed.tree.root().and_then(|root| root.entries()).unwrap_or_default();
    let [entry] = entries else { return false };
    let node = if is_key { &entry.key } else { &entry.value };
    let is_scalar = matches!(&node.kind, NodeKind::Scalar { value, .. } if **value == *text);
    let is_all = parsed.problems.is_empty() && parsed.tree.documents.len() == 1 && parsed.tree.comments.is_empty();
    is_all && is_scalar && node.tag.is_none() && node.anchor.is_none() && node.span.len() as usize == raw.len()
}

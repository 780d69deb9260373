//! Quoted values of environment files and the escapes in them.

/// What stands in quotes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Quoted {
    /// The text, with quotes unescaped and all other escapes as they are written.
    pub(super) text: String,
    /// How many bytes it has as it is written.
    pub(super) length: usize,
    /// Whether nothing in it is escaped.
    pub(super) is_exact: bool,
}

/// Reads to the closing quote; `None` where there is none.
pub(super) fn quoted(text: &str, quote: u8) -> Option<Quoted> {
    let mut quoted = Quoted { text: String::new(), length: 0, is_exact: true };
    let mut copied = 0;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        let was_escaped = std::mem::take(&mut is_escaped);
        if byte == quote {
            let end = if was_escaped { at - 1 } else { at };
            quoted.text.push_str(text.get(copied..end)?);
            copied = at;
            if !was_escaped {
                quoted.length = at;
                return Some(quoted);
            }
        } else if byte == b'\\' {
            is_escaped = !was_escaped;
            quoted.is_exact = false;
        }
    }
    None
}

/// Replaces the escapes of a double-quoted value; `\$` becomes the `$$` of a text with variables.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let length = escape(after, &mut out);
        rest = after.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Writes what a backslash before a text stands for; gives back how much of the text belongs to it.
fn escape(text: &str, out: &mut String) -> usize {
    let replacement = match text.bytes().next() {
        Some(b'a') => "\u{7}",
        Some(b'b') => "\u{8}",
        Some(b'f') => "\u{c}",
        Some(b'n') => "\n",
        Some(b'r') => "\r",
        Some(b't') => "\t",
        Some(b'v') => "\u{b}",
        Some(b'\\') => "\\",
        Some(b'"') => "\"",
        Some(b'$') => "$$",
        Some(b'0') => return octal(text, out),
        _ => {
            out.push('\\');
            return 0;
        }
    };
    out.push_str(replacement);
    1
}

/// `0123`: a character by its number. What is none keeps its backslash and loses its `0`.
fn octal(text: &str, out: &mut String) -> usize {
    let digits = text.bytes().skip(1).take(3).take_while(u8::is_ascii_digit).count();
    let number = text.get(1..1 + digits).unwrap_or_default();
    let code = u8::from_str_radix(number, 8).ok().filter(|_| digits == 3);
    match code {
        Some(code) => out.push(char::from(code)),
        None => {
            out.push('\\');
            out.push_str(number);
        }
    }
    1 + digits
}

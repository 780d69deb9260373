//! Text of users made safe to show.
//!
//! A file, a path or a message may hold escape sequences, or marks that turn the reading order round; none
//! of them may reach a terminal raw.

use std::borrow::Cow;

/// What an invalid byte stands as in [`crate::text::Source::text`].
const SUBSTITUTE: char = '\u{1a}';

/// The text on one line, with everything invisible written out: `\n`, `\x1b`, `\u{202e}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| escaped(c).is_none()) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match escaped(c) {
            Some(escape) => shown.push_str(&escape),
            None => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// Like [`visible`], with line ends and tabs kept.
pub fn visible_lines(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match escaped(c) {
            Some(escape) if c != '\n' && c != '\t' => shown.push_str(&escape),
            _ => shown.push(c),
        }
    }
    shown
}

/// What is shown in place of a character that cannot be shown as it is.
pub fn escaped(c: char) -> Option<Cow<'static, str>> {
    match c {
        ' '..='~' => None,
        '\n' => Some(Cow::Borrowed("\\n")),
        '\r' => Some(Cow::Borrowed("\\r")),
        '\t' => Some(Cow::Borrowed("\\t")),
        SUBSTITUTE => Some(Cow::Borrowed("\u{fffd}")),
        c if c.is_control() => Some(Cow::Owned(format!("\\x{:02x}", u32::from(c)))),
        c if is_hidden(c) => Some(Cow::Owned(format!("\\u{{{:x}}}", u32::from(c)))),
        _ => None,
    }
}

/// Whether a character shows nothing or turns the reading order round. The joiners of scripts and of emoji
/// are left alone.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_the_terminal_raw() {
        assert_eq!(visible("plain ñ 日本"), "plain ñ 日本");
        assert_eq!(
            visible("\u{1b}[31m\r\n\t\u{9b}\u{7f}\u{202e}\u{1a}"),
            "\\x1b[31m\\r\\n\\t\\x9b\\x7f\\u{202e}\u{fffd}"
        );
        assert_eq!(visible_lines("a\n\tb\u{1b}"), "a\n\tb\\x1b");
    }
}

//! Takes the backslashes out of text.
//!
//! Knows what a backslash means outside and inside of quotes. Knows nothing of words. Start with [`cooked`].

use std::ops::Range;

/// Where a text stands, which says what its backslashes mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// Not quoted: any character can be escaped.
    Plain,
    /// Between double quotes.
    DoubleQuotes,
    /// In a heredoc whose delimiter is not quoted.
    Heredoc,
    /// Single quotes, heredocs with a quoted delimiter: backslashes stand for themselves.
    Verbatim,
}

impl Setting {
    /// Whether a backslash before this character is taken away.
    fn escapes(self, next: char) -> bool {
        match self {
            Self::Plain => true,
            Self::DoubleQuotes => matches!(next, '$' | '`' | '"' | '\\' | '\n'),
            Self::Heredoc => matches!(next, '$' | '`' | '\\' | '\n'),
            Self::Verbatim => false,
        }
    }
}

/// The text without its escapes.
pub(super) fn cooked(raw: &str, setting: Setting) -> String {
    if setting == Setting::Verbatim || !raw.contains('\\') {
        return raw.to_owned();
    }
    let mut text = String::with_capacity(raw.len());
    let mut characters = raw.chars().peekable();
    while let Some(character) = characters.next() {
        match characters.peek() {
            Some(next) if character == '\\' && setting.escapes(*next) => {
                text.extend(characters.next().filter(|next| *next != '\n'));
            }
            _ => text.push(character),
        }
    }
    text
}

/// The parts of what stands between backquotes that are left when its escapes are gone.
pub(super) fn backquoted(raw: &str, in_double_quotes: bool) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut characters = raw.char_indices().peekable();
    while let Some((offset, character)) = characters.next() {
        if character != '\\' {
            continue;
        }
        let Some((next_offset, next)) = characters.next() else { break };
        if matches!(next, '$' | '`' | '\\') || (in_double_quotes && next == '"') {
            parts.push(start..offset);
            start = next_offset;
        }
    }
    parts.push(start..raw.len());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backslashes_mean_what_their_setting_says() {
        assert_eq!(cooked(r"a\ \$\\b\", Setting::Plain), r"a $\b\");
        assert_eq!(cooked(r#"\"\n\$"#, Setting::DoubleQuotes), r#""\n$"#);
        assert_eq!(cooked("a\\\nb", Setting::DoubleQuotes), "ab");
        assert_eq!(cooked(r#"\"\$"#, Setting::Heredoc), r#"\"$"#);
        assert_eq!(cooked(r"\$", Setting::Verbatim), r"\$");
    }

    #[test]
    fn backquotes_lose_one_level_of_escapes() {
        let raw = r"echo \`date\` \n";
        let text: String = backquoted(raw, false).into_iter().filter_map(|part| raw.get(part)).collect();
        assert_eq!(text, r"echo `date` \n");
    }
}

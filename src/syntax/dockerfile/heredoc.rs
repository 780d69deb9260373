//! Recognising here-documents.
//!
//! Follows BuildKit: any word of the line that is `<<NAME`, a descriptor before and a `-` after the arrows
//! allowed, opens one; quotes round the name keep variables from being expanded.

use super::ast::Heredoc;
use super::words::{open_quote, split_quoted};
use crate::syntax::Joined;
use crate::text::{Span, Spanned};

/// The here-documents that a line opens, in order; their bodies are not read yet.
pub(super) fn openers(line: &Joined) -> Vec<Heredoc> {
    let text = line.text();
    if !text.contains("<<") || open_quote(text, '\\').is_some() {
        return Vec::new();
    }
    split_quoted(text, '\\')
        .into_iter()
        .filter_map(|range| opener(line, text.get(range.clone()).unwrap_or_default(), range.start))
        .collect()
}

/// Reads one word as an opener.
fn opener(line: &Joined, word: &str, start: usize) -> Option<Heredoc> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let descriptor = word.get(..digits)?.parse().ok();
    let after = word.get(digits..)?.strip_prefix("<<")?;
    let (strip_tabs, quoted) = match after.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, after),
    };
    if quoted.is_empty() || quoted.contains('<') {
        return None;
    }
    let name = unquoted(quoted);
    let name_start = start + word.len() - quoted.len();
    Some(Heredoc {
        expand: name == quoted,
        name: Spanned::new(name, line.span(name_start, start + word.len())),
        opener: line.span(start, start + word.len()),
        descriptor,
        strip_tabs,
        body: Span::default(),
        end: None,
    })
}

/// A delimiter without its quotes and escapes.
fn unquoted(word: &str) -> String {
    let mut name = String::new();
    let mut quote: Option<char> = None;
    let mut characters = word.chars();
    while let Some(character) = characters.next() {
        match quote {
            Some(open) if character == open => quote = None,
            None if character == '\'' || character == '"' => quote = Some(character),
            _ if character == '\\' && quote != Some('\'') => name.extend(characters.next()),
            _ => name.push(character),
        }
    }
    name
}

impl Heredoc {
    /// Whether a line, its end cut off, is the delimiter.
    pub(super) fn is_ended_by(&self, line: &str) -> bool {
        let line = if self.strip_tabs { line.trim_start_matches('\t') } else { line };
        line == self.name.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<(String, bool, bool, Option<u32>)> {
        openers(&Joined::from_span(text, Span::new(0, text.len() as u32)))
            .into_iter()
            .map(|heredoc| (heredoc.name.value, heredoc.expand, heredoc.strip_tabs, heredoc.descriptor))
            .collect()
    }

    #[test]
    fn openers_are_found_wherever_they_stand() {
        assert_eq!(names("<<EOF"), [("EOF".into(), true, false, None)]);
        assert_eq!(names("python3 <<-'E F' && x"), [("E F".into(), false, true, None)]);
        assert_eq!(names("cat 3<<A <<\"B\" >c").len(), 2);
        assert_eq!(names("cat 3<<A")[0].3, Some(3));
    }

    #[test]
    fn other_arrows_are_left_alone() {
        for text in ["cat <<<x", "echo $((1<<2))", "echo '<<EOF'", "x <<", "it's <<EOF", "a<<EOF"] {
            assert!(names(text).is_empty(), "{text}");
        }
    }
}

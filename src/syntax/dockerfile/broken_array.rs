//! Arguments that are meant to be a JSON array and are none.
//!
//! BuildKit takes them for text without a word. Knows what people write in the place of JSON: other quotes, a
//! comma too many or too few, a bracket that is missing, a comment behind it. Start with
//! [`Instruction::broken_array`].

use super::ast::{CommandLine, Healthcheck, Instruction, Kind};
use super::json::{self, Array};
use crate::syntax::Joined;
use crate::text::{Span, Spanned};

/// An array that is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenArray {
    /// What is wrong with it, as one clause.
    pub complaint: String,
    /// From the bracket to the end of the arguments.
    pub span: Span,
    /// What it surely was meant to hold; `None` where that would be a guess.
    pub elements: Option<Vec<String>>,
    /// A comment behind the bracket, with its `#`.
    pub comment: Option<String>,
    /// Whether it stands on a single line.
    pub is_on_one_line: bool,
}

impl Instruction {
    /// The array that the arguments of an instruction were meant to be, where they are none. What a shell takes
    /// for a test, `[ "$A" = b ]`, is not meant so.
    pub fn broken_array(&self) -> Option<BrokenArray> {
        match &self.kind {
            Kind::Run(run) => of_line(&run.command),
            Kind::Cmd(line) | Kind::Entrypoint(line) | Kind::Healthcheck(Healthcheck::Command(_, line)) => {
                of_line(line)
            }
            Kind::Copy(transfer) | Kind::Add(transfer) if !transfer.json => of_text(&self.arguments, false),
            Kind::Volume(volume) if !volume.json => of_text(&self.arguments, false),
            Kind::From(_)
            | Kind::Arg(_)
            | Kind::Env(_)
            | Kind::Label(_)
            | Kind::Copy(_)
            | Kind::Add(_)
            | Kind::Expose(_)
            | Kind::User(_)
            | Kind::Workdir(_)
            | Kind::Volume(_)
            | Kind::StopSignal(_)
            | Kind::Healthcheck(_)
            | Kind::Shell(_)
            | Kind::OnBuild(_)
            | Kind::Maintainer(_)
            | Kind::Unknown => None,
        }
    }
}

fn of_line(line: &CommandLine) -> Option<BrokenArray> {
    match line {
        CommandLine::Shell(shell) => of_text(&shell.script, true),
        CommandLine::Exec(_) | CommandLine::Empty => None,
    }
}

/// The array that a text was meant to be; `is_script` where a shell reads it, whose tests start with a bracket too.
fn of_text(arguments: &Joined, is_script: bool) -> Option<BrokenArray> {
    let text = arguments.text().trim();
    if !text.starts_with('[') {
        return None;
    }
    let Array::No(complaint) = json::read(arguments) else { return None };
    let complaint = match complaint {
        Some(complaint) => complaint,
        None if is_bare(text) => Spanned::new("JSON strings take double quotes".to_owned(), arguments.full_span()),
        None => return None,
    };
    let meant = meant(text);
    if meant.is_none() && is_script && !has_first_of_several(text) {
        return None;
    }
    let (elements, comment) = meant.map_or((None, None), |meant| (Some(meant.elements), meant.comment));
    let is_on_one_line = arguments.unbroken(0, arguments.text().len()).is_some();
    Some(BrokenArray { complaint: complaint.value, span: complaint.span, elements, comment, is_on_one_line })
}

/// What closes a string, by what opens it.
fn closing(open: char) -> Option<&'static [char]> {
    match open {
        '"' => Some(&['"']),
        '\'' => Some(&['\'']),
        '\u{201c}' | '\u{201d}' | '\u{201e}' => Some(&['\u{201c}', '\u{201d}']),
        '\u{2018}' | '\u{2019}' => Some(&['\u{2018}', '\u{2019}']),
        _ => None,
    }
}

/// The string at the start of a text, without its quotes, and what follows it.
fn first_string(text: &str) -> Option<(&str, &str)> {
    let open = text.chars().next()?;
    let inside = text.get(open.len_utf8()..)?;
    let ends = closing(open)?;
    let mut is_escaped = false;
    let end = inside.char_indices().find(|(_, letter)| {
        let is_end = !is_escaped && ends.contains(letter);
        is_escaped = !is_escaped && open == '"' && *letter == '\\';
        is_end
    });
    let (at, letter) = end?;
    Some((inside.get(..at)?, inside.get(at + letter.len_utf8()..)?))
}

/// Whether a comma follows the first string: no test of a shell looks so.
fn has_first_of_several(text: &str) -> bool {
    let inside = text.get(1..).unwrap_or_default().trim_start();
    first_string(inside).is_some_and(|(_, rest)| rest.trim_start().starts_with(','))
}

/// Whether a text is words with commas between them in brackets: `[node, server.js]`, but not the pattern `[ab].txt`.
fn is_bare(text: &str) -> bool {
    let Some(inside) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else { return false };
    let is_word = |word: &str| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=@%+".contains(c);
        !word.is_empty() && word.chars().all(is_plain)
    };
    let is_path = inside.starts_with('/');
    !inside.starts_with(char::is_whitespace)
        && (inside.contains(',') || is_path)
        && inside.split(',').all(|word| is_word(word.trim()))
}

struct Meant {
    elements: Vec<String>,
    comment: Option<String>,
}

/// Reads strings in any quotes with commas between them, up to a bracket or the end.
fn meant(text: &str) -> Option<Meant> {
    let mut rest = text.strip_prefix('[')?.trim_start();
    if is_bare(text) {
        let words = rest.strip_suffix(']')?.split(',');
        return Some(Meant { elements: words.map(|word| word.trim().to_owned()).collect(), comment: None });
    }
    let mut raw = Vec::new();
    while let Some((string, behind)) = first_string(rest) {
        raw.push(string);
        rest = behind.trim_start();
        rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    }
    let behind = rest.strip_prefix(']').unwrap_or(rest).trim();
    let comment = behind.starts_with('#').then(|| behind.to_owned());
    if raw.is_empty() || !behind.is_empty() && comment.is_none() {
        return None;
    }
    Some(Meant { elements: cooked(&raw)?, comment })
}

/// The strings as JSON means them or, where one of them is no JSON, with each backslash for itself: `C:\app`.
fn cooked(raw: &[&str]) -> Option<Vec<String>> {
    if !raw.iter().any(|text| text.contains(['\\', '"'])) {
        return Some(raw.iter().map(|text| (*text).to_owned()).collect());
    }
    let as_json: Result<Vec<String>, _> = raw.iter().map(|text| serde_json::from_str(&format!("\"{text}\""))).collect();
    if let Ok(strings) = as_json {
        // `C:\temp` has no tab in it.
        let is_text = !strings.iter().any(|text| text.contains(char::is_control));
        return is_text.then_some(strings);
    }
    let is_plain = !raw.iter().any(|text| text.contains("\\\\") || text.contains('"'));
    is_plain.then(|| raw.iter().map(|text| (*text).to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::meant;

    fn elements(text: &str) -> Option<String> {
        meant(text).map(|meant| meant.elements.join("|"))
    }

    #[test]
    fn what_was_meant_is_read() {
        for text in [
            "['a', 'b']",
            r#"["a", "b",]"#,
            r#"["a" "b"]"#,
            r#"["a", "b""#,
            "[“a”, “b”]",
            r#"["a", 'b'] # c"#,
            "[a, b]",
        ] {
            assert_eq!(elements(text).as_deref(), Some("a|b"), "{text}");
        }
        assert_eq!(elements(r#"["C:\tools\app.exe"]"#).as_deref(), Some(r"C:\tools\app.exe"));
    }

    #[test]
    fn guesses_are_not_made() {
        for text in [
            r#"["a"] && b"#,
            r#"[ "$A" = "b" ]"#,
            "[ab].txt",
            "[ a, b ]",
            r#"["a", b]"#,
            r#"["C:\\a\d"]"#,
            r#"["C:\temp",]"#,
            "[]",
        ] {
            assert_eq!(elements(text), None, "{text}");
        }
    }
}

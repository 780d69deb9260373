//! Command strings, split into words as Compose does: no shell ever sees them.
//!
//! The grammar is that of mattn/go-shellwords: quotes and backslashes work, `$(...)` and backticks stay as they are
//! written, and the first operator cuts the string: what follows it is lost without a message. Start with [`split`].

use super::parts::{Flaw, Part};

/// What a command string comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Its words, without quotes, each with its bytes in the string.
    pub words: Vec<Part<String>>,
    /// The operator that cuts the string: `&&`, `|`, `2>`; it and all that follows are lost.
    pub cut: Option<Part<String>>,
}

/// Splits a command string; a flaw where Compose refuses it.
pub fn split(text: &str) -> Result<Words, Flaw> {
    let mut splitter =
        Splitter { text, words: Words::default(), word: String::new(), start: None, has_word: false, open: None };
    splitter.run()?;
    Ok(splitter.words)
}

/// What is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Single,
    Double,
    Backtick,
    Dollar,
}

struct Splitter<'t> {
    text: &'t str,
    words: Words,
    word: String,
    /// Where the word starts.
    start: Option<usize>,
    /// Whether there is a word, though it may be empty.
    has_word: bool,
    /// What is open, and where it was opened.
    open: Option<(Open, usize)>,
}

impl Splitter<'_> {
    fn run(&mut self) -> Result<(), Flaw> {
        let text = self.text;
        let mut rest = text.char_indices();
        while let Some((at, next)) = rest.next() {
            let is_space = matches!(next, ' ' | '\t' | '\r' | '\n');
            match (self.open.map(|(open, _)| open), next) {
                (open, '\\') if open != Some(Open::Single) => {
                    let Some((_, escaped)) = rest.next() else { return Err(lonely_backslash(at)) };
                    self.escape(at, escaped, matches!(open, Some(Open::Backtick | Open::Dollar)));
                }
                (None, _) if is_space => self.finish(at),
                (None, ';' | '&' | '|' | '<' | '>') => {
                    self.cut(at, next);
                    return Ok(());
                }
                (open, '"') => self.quote(at, next, open, Open::Double),
                (open, '\'') => self.quote(at, next, open, Open::Single),
                (None, '`') => self.begin(at, next, Open::Backtick),
                (Some(Open::Backtick), '`') => self.end(at, next),
                (None, '(') if self.word.ends_with('$') => self.begin(at, next, Open::Dollar),
                (Some(Open::Dollar), ')') => self.end(at, next),
                (None | Some(Open::Dollar), '(' | ')') => return Err(bracket(at, next)),
                _ => self.push(at, next),
            }
        }
        match self.open {
            Some((open, at)) => Err(unclosed(open, at)),
            None => {
                self.finish(text.len());
                Ok(())
            }
        }
    }

    fn push(&mut self, at: usize, next: char) {
        self.start.get_or_insert(at);
        self.has_word = true;
        self.word.push(next);
    }

    fn escape(&mut self, at: usize, escaped: char, stays: bool) {
        if stays {
            self.push(at, '\\');
            return self.push(at, escaped);
        }
        let meant = match escaped {
            't' => '\t',
            'n' => '\n',
            other => other,
        };
        self.push(at, meant);
    }

    fn begin(&mut self, at: usize, next: char, open: Open) {
        self.push(at, next);
        self.open = Some((open, at));
    }

    fn end(&mut self, at: usize, next: char) {
        self.push(at, next);
        self.open = None;
    }

    /// A quote opens or closes, or is a character like others inside of something else.
    fn quote(&mut self, at: usize, next: char, open: Option<Open>, kind: Open) {
        match open {
            None => {
                self.start.get_or_insert(at);
                self.open = Some((kind, at));
            }
            Some(open) if open == kind => {
                self.has_word = true;
                self.open = None;
            }
            Some(_) => self.push(at, next),
        }
    }

    fn finish(&mut self, end: usize) {
        let start = self.start.take().unwrap_or(end);
        let word = std::mem::take(&mut self.word);
        if std::mem::take(&mut self.has_word) {
            self.words.words.push(Part::new(word, start..end));
        }
    }

    /// An operator ends it all; a number in front of `>` belongs to it.
    fn cut(&mut self, at: usize, next: char) {
        let mut start = at;
        let is_number = !self.word.is_empty() && self.word.bytes().all(|byte| byte.is_ascii_digit());
        if next == '>' && is_number {
            start = self.start.unwrap_or(at);
            self.has_word = false;
        }
        self.finish(at);
        let rest = self.text.get(at..).unwrap_or_default();
        let end = at + rest.len() - rest.trim_start_matches(next).len();
        let operator = self.text.get(start..end).unwrap_or_default().to_owned();
        self.words.cut = Some(Part::new(operator, start..end));
    }
}

const HELP: &str = "write it as a list of words, or let a shell read it: `[\"sh\", \"-c\", \"...\"]`";

fn lonely_backslash(at: usize) -> Flaw {
    Flaw::new(at..at + 1, "the `\\` at the end of the command has nothing to escape", HELP)
}

fn bracket(at: usize, bracket: char) -> Flaw {
    Flaw::new(at..at + 1, format!("Compose cannot read a `{bracket}` without quotes in a command"), HELP)
}

fn unclosed(open: Open, at: usize) -> Flaw {
    let (range, what) = match open {
        Open::Single => (at..at + 1, "'"),
        Open::Double => (at..at + 1, "\""),
        Open::Backtick => (at..at + 1, "`"),
        Open::Dollar => (at..at + 1, "("),
    };
    let message = if open == Open::Backtick {
        "a backtick in the command is never closed".to_owned()
    } else {
        format!("the `{what}` in the command is never closed")
    };
    Flaw::new(range, message, "close it, or put a `\\` in front of it")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        split(text).unwrap().words.into_iter().map(|word| word.value).collect()
    }

    #[test]
    fn words_are_those_of_compose() {
        let cases: &[(&str, &[&str])] = &[
            ("npm start", &["npm", "start"]),
            ("a \"b c\" d", &["a", "b c", "d"]),
            ("a 'b c' d", &["a", "b c", "d"]),
            ("a b\\ c", &["a", "b c"]),
            ("a $(b c)", &["a", "$(b c)"]),
            ("a `b c` d", &["a", "`b c`", "d"]),
            ("a \"\" b ''", &["a", "", "b", ""]),
            ("a \\n \\t b", &["a", "\n", "\t", "b"]),
            ("a#b # c", &["a#b", "#", "c"]),
            ("a \"b\"c", &["a", "bc"]),
            ("a\tb\nc", &["a", "b", "c"]),
            ("\"a;b\"", &["a;b"]),
            ("a\\;b", &["a;b"]),
            ("a \"$(b)\" \"(c)\"", &["a", "$(b)", "(c)"]),
            ("é \"ü\"", &["é", "ü"]),
            ("a 'it''s'", &["a", "its"]),
            ("a \"\\\"\" '\\'", &["a", "\"", "\\"]),
            ("a `b\"c` d", &["a", "`b\"c`", "d"]),
            ("", &[]),
            ("   ", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), *expected, "{text}");
            assert_eq!(split(text).unwrap().cut, None, "{text}");
        }
    }

    #[test]
    fn an_operator_cuts_the_rest() {
        let cases: &[(&str, &[&str], &str)] = &[
            ("a && b", &["a"], "&&"),
            ("a;b", &["a"], ";"),
            ("a | b", &["a"], "|"),
            ("a 2>f", &["a"], "2>"),
            ("x 2>&1", &["x"], "2>"),
            ("x12>f", &["x12"], ">"),
            ("x 12 >f", &["x", "12"], ">"),
            ("; a", &[], ";"),
            ("a \"1\">x", &["a"], "\"1\">"),
            ("a >> f", &["a"], ">>"),
        ];
        for (text, expected, operator) in cases {
            let split = split(text).unwrap();
            let cut = split.cut.unwrap();
            assert_eq!(
                (words(text), cut.value.as_str()),
                (expected.iter().map(|word| (*word).to_owned()).collect(), *operator)
            );
            assert_eq!(text.get(cut.range), Some(*operator));
        }
    }

    #[test]
    fn words_know_their_bytes() {
        let split = split("a 'b c' d\\ e").unwrap();
        let ranges: Vec<_> = split.words.iter().map(|word| word.range.clone()).collect();
        assert_eq!(ranges, [0..1, 2..7, 8..12]);
    }

    #[test]
    fn what_compose_refuses_is_a_flaw() {
        for (text, range) in
            [("a (b)", 2..3), ("a)", 1..2), ("a \"b", 2..3), ("a b\\", 3..4), ("a $(b (c))", 6..7), ("a `b", 2..3)]
        {
            assert_eq!(split(text).unwrap_err().range, range, "{text}");
        }
    }
}

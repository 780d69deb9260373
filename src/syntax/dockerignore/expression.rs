//! The expression that BuildKit makes of a pattern with wildcards, taken apart into steps.
//!
//! BuildKit writes a regular expression of each such pattern and lets Go's RE2 read it, and what users meet is what
//! comes out: `[*]` and `\d` mean what RE2 makes of them, `^` before a wildcard is an anchor. So the same text is
//! written here and its few constructs are read. Knows nothing of paths. Start with [`translated`] and [`steps`].
//! Source: <https://github.com/moby/patternmatcher>, <https://github.com/google/re2/wiki/Syntax>

use super::mistake::{Mistake, MistakeKind};
use super::sets::Set;

/// How a pattern is compared with paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// The path is the pattern.
    Exact,
    /// The path starts with the pattern, `**` at its end left out.
    Prefix,
    /// The path ends with the pattern, `**` at its start left out.
    Suffix,
    /// The path matches this expression.
    Expression(String),
}

/// One thing that an expression asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// One character.
    One(Letter),
    /// Any number of them.
    Many(Letter),
    /// `(.*/)?`, where it may be left out or entered.
    Folders,
    /// The same, entered: goes on to a `/`. Always follows the former.
    InFolders,
    /// Something that holds between two characters.
    Between(Border),
}

/// Which characters are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Letter {
    /// This one.
    Is(char),
    /// All but `/`.
    InName,
    /// All but a line end.
    Any,
    /// Those of a set.
    Of(Set),
}

/// What may hold between two characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Border {
    /// The start of the text.
    Start,
    /// Its end.
    End,
    /// A word starts or ends: `\b`.
    Word,
    /// None does: `\B`.
    NoWord,
}

/// What `**` becomes where something follows.
const FOLDERS: &str = "(.*/)?";

/// How a cleaned pattern is compared.
pub(super) fn translated(pattern: &str) -> Form {
    let mut form = Form::Exact;
    // A further byte order mark is skipped where an expression is made, and only there.
    let mut letters = pattern.strip_prefix('\u{feff}').unwrap_or(pattern).chars().peekable();
    let mut text = String::with_capacity(pattern.len() + 8);
    let expression = || Form::Expression(String::new());
    let mut is_first = true;
    while let Some(letter) = letters.next() {
        match letter {
            '*' if letters.next_if_eq(&'*').is_some() => {
                letters.next_if_eq(&'/');
                form = match (letters.peek().is_some(), form) {
                    (true, _) => {
                        text.push_str(FOLDERS);
                        expression()
                    }
                    (false, Form::Exact) => Form::Prefix,
                    (false, _) => {
                        text.push_str(".*");
                        expression()
                    }
                };
                if is_first {
                    form = Form::Suffix;
                }
            }
            '*' | '?' => {
                text.push_str(if letter == '*' { "[^/]*" } else { "[^/]" });
                form = expression();
            }
            '.' | '+' | '(' | ')' | '|' | '{' | '}' | '$' => text.extend(['\\', letter]),
            '\\' => {
                text.push('\\');
                if let Some(next) = letters.next() {
                    text.push(next);
                    form = expression();
                }
            }
            '[' | ']' => {
                text.push(letter);
                form = expression();
            }
            other => text.push(other),
        }
        is_first = false;
    }
    text.push('$');
    match form {
        Form::Expression(_) => Form::Expression(text),
        other => other,
    }
}

/// The steps of an expression, which starts where the path does.
pub(super) fn steps(expression: &str) -> Result<Vec<Step>, Mistake> {
    let mut reader = Reader { rest: expression };
    let mut steps = Vec::new();
    while let Some(letter) = reader.rest.chars().next() {
        if reader.takes(FOLDERS) {
            steps.extend([Step::Folders, Step::InFolders]);
        } else if reader.takes(".*") {
            steps.push(Step::Many(Letter::Any));
        } else if reader.takes("\\Q") {
            let (literal, rest) = reader.rest.split_once("\\E").unwrap_or((reader.rest, ""));
            steps.extend(literal.chars().map(|letter| Step::One(Letter::Is(letter))));
            reader.rest = rest;
        } else {
            steps.push(match letter {
                '[' => reader.class()?,
                '^' => reader.border(Border::Start, 1),
                '$' => reader.border(Border::End, 1),
                '\\' => reader.escape_outside()?,
                _ => Step::One(Letter::Is(reader.letter().unwrap_or(letter))),
            });
        }
    }
    Ok(steps)
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    /// Takes a text if it is next.
    fn takes(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn letter(&mut self) -> Option<char> {
        let mut letters = self.rest.chars();
        let letter = letters.next();
        self.rest = letters.as_str();
        letter
    }

    fn border(&mut self, border: Border, length: usize) -> Step {
        self.rest = self.rest.get(length..).unwrap_or_default();
        Step::Between(border)
    }

    fn escape_outside(&mut self) -> Result<Step, Mistake> {
        match self.rest.chars().nth(1) {
            Some('A') => return Ok(self.border(Border::Start, 2)),
            Some('z') => return Ok(self.border(Border::End, 2)),
            Some('b') => return Ok(self.border(Border::Word, 2)),
            Some('B') => return Ok(self.border(Border::NoWord, 2)),
            _ => {}
        }
        let mut set = Set::default();
        if self.set_escape(&mut set)? {
            return Ok(Step::One(Letter::Of(set)));
        }
        Ok(Step::One(Letter::Is(self.escaped()?)))
    }

    /// `\d`, `\pL` and their like.
    fn set_escape(&mut self, set: &mut Set) -> Result<bool, Mistake> {
        let mut letters = self.rest.chars().skip(1);
        let Some(name) = letters.next().filter(|_| self.rest.starts_with('\\')) else { return Ok(false) };
        if matches!(name, 'p' | 'P') {
            let Some(category) = letters.next().filter(|letter| set.add_category(*letter, name == 'P')) else {
                return Err(Mistake::of(MistakeKind::Escape, format!("\\{name}")));
            };
            self.rest = self.rest.get(2 + category.len_utf8()..).unwrap_or_default();
            return Ok(true);
        }
        let is_set = set.add_escape(name);
        if is_set {
            self.rest = self.rest.get(2..).unwrap_or_default();
        }
        Ok(is_set)
    }

    /// The one character that an escape stands for.
    fn escaped(&mut self) -> Result<char, Mistake> {
        self.takes("\\");
        let Some(letter) = self.letter() else { return Err(Mistake::of(MistakeKind::LastBackslash, "\\")) };
        let refused = || Mistake::of(MistakeKind::Escape, format!("\\{letter}"));
        let is_octal = |letter: Option<char>| letter.is_some_and(|letter| ('0'..='7').contains(&letter));
        Ok(match letter {
            'a' => '\u{7}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\u{b}',
            'x' => self.number(16, 2, 0).ok_or_else(refused)?,
            '0' => self.octal(0),
            '1'..='7' if is_octal(self.rest.chars().next()) => self.octal(letter as u32 - '0' as u32),
            other if other.is_ascii() && !other.is_ascii_alphanumeric() => other,
            _ => return Err(refused()),
        })
    }

    fn octal(&mut self, first: u32) -> char {
        let more = self.rest.chars().take(2).take_while(|letter| letter.is_digit(8)).count();
        self.number(8, more, first).unwrap_or('\0')
    }

    fn number(&mut self, radix: u32, length: usize, first: u32) -> Option<char> {
        let digits = self.rest.get(..length)?;
        let add = |sum: u32, digit: char| Some(sum * radix + digit.to_digit(radix)?);
        let sum = digits.chars().try_fold(first, add)?;
        self.rest = self.rest.get(length..)?;
        char::from_u32(sum)
    }

    /// `[a-z]`, and the `*` that may follow where a wildcard stands in a class.
    fn class(&mut self) -> Result<Step, Mistake> {
        self.takes("[");
        let mut set = Set::new(self.takes("^"));
        let mut is_first = true;
        while is_first || !self.rest.starts_with(']') {
            is_first = false;
            if self.takes_named(&mut set)? || self.set_escape(&mut set)? {
                continue;
            }
            let start = self.rest;
            let low = self.member()?;
            let is_range = self.rest.starts_with('-') && !matches!(self.rest.as_bytes().get(1), None | Some(b']'));
            let high = if is_range && self.takes("-") { self.member()? } else { low };
            if high < low {
                let culprit = start.get(..start.len() - self.rest.len()).unwrap_or_default();
                return Err(Mistake::of(MistakeKind::Reversed, culprit));
            }
            set.add(low, high);
        }
        self.takes("]");
        let letter = if set.is_name() { Letter::InName } else { Letter::Of(set) };
        Ok(if self.takes("*") { Step::Many(letter) } else { Step::One(letter) })
    }

    fn takes_named(&mut self, set: &mut Set) -> Result<bool, Mistake> {
        let Some((name, rest)) = self.rest.strip_prefix("[:").and_then(|rest| rest.split_once(":]")) else {
            return Ok(false);
        };
        if !set.add_named(name) {
            return Err(Mistake::of(MistakeKind::Name, format!("[:{name}:]")));
        }
        self.rest = rest;
        Ok(true)
    }

    /// One character of a class.
    fn member(&mut self) -> Result<char, Mistake> {
        if self.rest.starts_with('\\') {
            return self.escaped();
        }
        self.letter().ok_or_else(|| Mistake::of(MistakeKind::Unclosed, "["))
    }
}

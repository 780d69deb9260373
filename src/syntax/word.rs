//! A word of a Dockerfile or of a shell command: literals, quotes, variables, with spans.
//!
//! The same type serves both, so that a rule reads `COPY $X /y` and `cp $X /y` alike.

use std::borrow::Cow;

use super::shell::Script;
use crate::text::Span;

/// A word as written and taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As written, quotes and all, with continued lines joined.
    pub raw: String,
    /// Its pieces in order; quotes and escapes are cooked away.
    pub parts: Vec<Part>,
    /// Where it stands.
    pub span: Span,
}

/// A piece of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Whether and how it is quoted.
    pub quoting: Quoting,
    /// Where it stands, without the quotes around it.
    pub span: Span,
}

/// What a piece of a word is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// Text that stands for itself; escapes are resolved.
    Literal(String),
    /// `$NAME`, `${NAME}` and their kin.
    Variable(Variable),
    /// `$(...)`, backquotes or process substitution of a shell, as the commands inside.
    Substitution(Box<Script>),
    /// Anything else whose value is not known before it runs: arithmetic, globs with braces, and so on.
    Opaque,
}

/// Whether and how a piece is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
    /// Not at all.
    None,
    /// `'...'`
    Single,
    /// `"..."`
    Double,
}

/// A reference to a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// What is done with its value, as in `${NAME:-default}`.
    pub operation: Option<(Operator, Box<Word>)>,
}

/// What follows the name inside the braces.
///
/// Source: <https://docs.docker.com/reference/dockerfile/#environment-replacement>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `:-` the word where the variable is unset or empty.
    DefaultIfEmpty,
    /// `-` the word where the variable is unset.
    DefaultIfUnset,
    /// `:+` the word where the variable is set and not empty.
    AlternativeIfNotEmpty,
    /// `+` the word where the variable is set.
    AlternativeIfSet,
    /// `:?` the word is an error where the variable is unset or empty.
    ErrorIfEmpty,
    /// `?` the word is an error where the variable is unset.
    ErrorIfUnset,
    /// `#` the shortest match of the pattern is cut off the front.
    TrimShortestPrefix,
    /// `##` the longest match of the pattern is cut off the front.
    TrimLongestPrefix,
    /// `%` the shortest match of the pattern is cut off the end.
    TrimShortestSuffix,
    /// `%%` the longest match of the pattern is cut off the end.
    TrimLongestSuffix,
    /// `/` the first match is replaced; the word is `pattern/replacement`.
    ReplaceFirst,
    /// `//` every match is replaced.
    ReplaceAll,
}

impl Variable {
    /// Whether the word says what to take where the variable is unset or empty; nothing, for `${NAME:+...}`.
    pub fn has_fallback(&self) -> bool {
        match self.operation {
            Some((
                Operator::DefaultIfEmpty
                | Operator::DefaultIfUnset
                | Operator::AlternativeIfNotEmpty
                | Operator::AlternativeIfSet,
                _,
            )) => true,
            Some(_) | None => false,
        }
    }
}

impl Word {
    /// A word that is one plain literal.
    pub fn literal(text: impl Into<String>, span: Span) -> Self {
        let text = text.into();
        let part = Part { kind: PartKind::Literal(text.clone()), quoting: Quoting::None, span };
        Self { raw: text, parts: vec![part], span }
    }

    /// The value, where it does not depend on variables or commands.
    pub fn known(&self) -> Option<String> {
        let mut text = String::new();
        for part in &self.parts {
            match &part.kind {
                PartKind::Literal(literal) => text.push_str(literal),
                PartKind::Variable(_) | PartKind::Substitution(_) | PartKind::Opaque => return None,
            }
        }
        Some(text)
    }

    /// Whether the value is known and equals `text`.
    pub fn is(&self, text: &str) -> bool {
        match self.parts.as_slice() {
            [Part { kind: PartKind::Literal(literal), .. }] => literal == text,
            _ => self.known().as_deref() == Some(text),
        }
    }

    /// The literal text in front of the first variable or command.
    pub fn known_prefix(&self) -> Cow<'_, str> {
        let is_literal = |part: &&Part| matches!(part.kind, PartKind::Literal(_));
        // Most words are one literal, or a literal and a variable: nothing has to be put together.
        let texts = self.parts.iter().take_while(is_literal).filter_map(|part| match &part.kind {
            PartKind::Literal(text) => Some(text.as_str()),
            PartKind::Variable(_) | PartKind::Substitution(_) | PartKind::Opaque => None,
        });
        let mut prefix = Cow::Borrowed("");
        for text in texts {
            prefix += text;
        }
        prefix
    }

    /// The variables it refers to, those inside operators and substitutions left out.
    pub fn variables(&self) -> impl Iterator<Item = (&Variable, Span)> {
        self.parts.iter().filter_map(|part| match &part.kind {
            PartKind::Variable(variable) => Some((variable, part.span)),
            PartKind::Literal(_) | PartKind::Substitution(_) | PartKind::Opaque => None,
        })
    }

    /// The variables it refers to, those inside operators too, in order; substitutions are left out.
    pub fn all_variables(&self) -> Vec<(&Variable, Span)> {
        let mut found = Vec::new();
        self.collect_variables(&mut found);
        found
    }

    fn collect_variables<'a>(&'a self, found: &mut Vec<(&'a Variable, Span)>) {
        for (variable, span) in self.variables() {
            found.push((variable, span));
            if let Some((_, operand)) = &variable.operation {
                operand.collect_variables(found);
            }
        }
    }

    /// Whether one of its literal pieces contains `text`.
    pub fn says(&self, text: &str) -> bool {
        self.parts.iter().any(|part| matches!(&part.kind, PartKind::Literal(literal) if literal.contains(text)))
    }

    /// Whether its text would be read as one word where blanks outside of quotes end words; `None` where a
    /// quote is never closed.
    pub fn is_one_word(&self, escape: char) -> Option<bool> {
        let mut quote: Option<char> = None;
        let mut is_one = !self.raw.is_empty();
        let mut characters = self.raw.chars();
        while let Some(character) = characters.next() {
            match quote {
                None if character.is_whitespace() => is_one = false,
                None if character == '\'' || character == '"' => quote = Some(character),
                Some(open) if character == open => quote = None,
                _ => {}
            }
            if character == escape && quote != Some('\'') {
                characters.next();
            }
        }
        quote.is_none().then_some(is_one)
    }

    /// Whether any piece is quoted.
    pub fn is_quoted(&self) -> bool {
        self.parts.iter().any(|part| part.quoting != Quoting::None)
    }
}

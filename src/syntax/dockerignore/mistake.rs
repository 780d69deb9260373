//! What is wrong in a pattern, and where.
//!
//! Two readers of BuildKit look at a pattern: Go's `filepath.Match` checks each when the build starts; what only its
//! regular expressions refuse stops the build when the first path reaches the pattern. Start with [`first`], which is
//! the former; `expression` finds the latter.

use std::ops::Range;

/// A mistake in the text of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    /// The culprit, in bytes of the cleaned pattern, where it is known by its place.
    pub(super) place: Option<Range<usize>>,
    /// The culprit as it is written.
    pub(super) culprit: String,
    /// What it is.
    pub(super) kind: MistakeKind,
}

/// What kind of mistake it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MistakeKind {
    /// A `[` without its `]`.
    Unclosed,
    /// `[]`, or `[^]`.
    Empty,
    /// `[-a]`
    NoStart,
    /// `[a-]`
    NoEnd,
    /// `[z-a]`
    Reversed,
    /// A `\` as the last character.
    LastBackslash,
    /// `\p`: nothing that may be escaped.
    Escape,
    /// `[[:nothing:]]`
    Name,
}

impl Mistake {
    /// One by its text alone.
    pub(super) fn of(kind: MistakeKind, culprit: impl Into<String>) -> Self {
        Self { place: None, culprit: culprit.into(), kind }
    }

    fn at(kind: MistakeKind, pattern: &str, place: Range<usize>) -> Self {
        let culprit = pattern.get(place.clone()).unwrap_or_default().to_owned();
        Self { place: Some(place), culprit, kind }
    }

    /// What is wrong, in one clause.
    pub(super) fn message(&self) -> String {
        let culprit = &self.culprit;
        match self.kind {
            MistakeKind::Unclosed => "no `]` closes this `[`".to_owned(),
            MistakeKind::Empty => format!("`{culprit}` names no character"),
            MistakeKind::NoStart => "the range has no start: no character stands before `-`".to_owned(),
            MistakeKind::NoEnd => "the range has no end: no character follows `-`".to_owned(),
            MistakeKind::Reversed => format!("the range `{culprit}` ends before it starts"),
            MistakeKind::LastBackslash => "the `\\` escapes nothing: the pattern ends".to_owned(),
            MistakeKind::Escape => format!("`{culprit}` is no escape that BuildKit knows"),
            MistakeKind::Name => format!("`{culprit}` is no class of characters"),
        }
    }

    /// What to do about it.
    pub(super) fn help(&self) -> Option<&'static str> {
        match self.kind {
            MistakeKind::Unclosed | MistakeKind::Empty => Some("write `\\[` for a bracket that is part of the name"),
            MistakeKind::NoStart | MistakeKind::NoEnd => Some("write `\\-` for a dash that is part of the name"),
            MistakeKind::LastBackslash | MistakeKind::Escape => {
                Some("write `/` between directories, on Windows too; `\\` takes the meaning off a wildcard")
            }
            MistakeKind::Reversed | MistakeKind::Name => None,
        }
    }
}

/// The first mistake that Go's `filepath.Match` finds.
///
/// Source: <https://pkg.go.dev/path/filepath#Match>
pub(super) fn first(pattern: &str) -> Option<Mistake> {
    let mut at = 0;
    while let Some(letter) = letter(pattern, at) {
        at = match letter {
            '[' => match class_end(pattern, at) {
                Ok(end) => end,
                Err(mistake) => return Some(mistake),
            },
            '\\' => match self::letter(pattern, at + 1) {
                Some(escaped) => at + 1 + escaped.len_utf8(),
                None => return Some(Mistake::at(MistakeKind::LastBackslash, pattern, at..at + 1)),
            },
            other => at + other.len_utf8(),
        };
    }
    None
}

fn letter(pattern: &str, at: usize) -> Option<char> {
    pattern.get(at..)?.chars().next()
}

/// The offset after the `]` of the class whose `[` is at `start`.
fn class_end(pattern: &str, start: usize) -> Result<usize, Mistake> {
    let is_negated = letter(pattern, start + 1) == Some('^');
    let first = start + 1 + usize::from(is_negated);
    let mut at = first;
    loop {
        match letter(pattern, at) {
            Some(']') if at > first => return Ok(at + 1),
            Some(']') => return Err(Mistake::at(MistakeKind::Empty, pattern, start..at + 1)),
            Some('-') => return Err(Mistake::at(MistakeKind::NoStart, pattern, at..at + 1)),
            _ => {}
        }
        let low = at;
        at = member_end(pattern, at, start)?;
        if letter(pattern, at) == Some('-') {
            if matches!(letter(pattern, at + 1), Some(']' | '-')) {
                return Err(Mistake::at(MistakeKind::NoEnd, pattern, low..at + 1));
            }
            at = member_end(pattern, at + 1, start)?;
        }
    }
}

/// The offset after one character of a class, which something must follow.
fn member_end(pattern: &str, at: usize, start: usize) -> Result<usize, Mistake> {
    let unclosed = || Mistake::at(MistakeKind::Unclosed, pattern, start..start + 1);
    let mut at = at;
    if letter(pattern, at) == Some('\\') {
        at += 1;
    }
    let end = at + letter(pattern, at).ok_or_else(unclosed)?.len_utf8();
    if end < pattern.len() { Ok(end) } else { Err(unclosed()) }
}

//! Reading on after an error.
//!
//! What is wrong is blanked out or replaced by as many bytes, so that every place stays what it is, and the text is
//! read again; a bounded number of times, so that a file full of errors takes no longer than a few readings. Of
//! several suspects the one without whom reading gets farthest is told.

use std::borrow::Cow;
use std::ops::Range;

use super::node::Yaml;
use super::read::{Attempt, Failure, Reader};
use super::suspect::{Mend, Suspect, suspects};
use crate::syntax::{Parsed, Problem};
use crate::text::Span;

/// How many errors a text is mended for.
const MOST_PROBLEMS: usize = 8;

/// An attempt that gets this many lines past an error is taken without looking at others.
const FAR: usize = 10;

/// Reads a text as far as it can be mended.
pub fn read(written: &str) -> Parsed<Yaml> {
    let mut problems = Vec::new();
    let mut text = without_control_characters(written, &mut problems);
    let mut attempt = Reader::new(&text, written).read();
    let mut mended: Vec<Range<usize>> = Vec::new();
    while let Some(failure) = attempt.failure.take() {
        let Some(chosen) = (mended.len() < MOST_PROBLEMS).then(|| choose(&text, written, &failure)).flatten() else {
            break;
        };
        let is_follow_up = mended.last().is_some_and(|last| follows(written, last, chosen.suspect.problem.span));
        if !is_follow_up {
            problems.push(chosen.suspect.problem);
        }
        mended.push(chosen.suspect.mend.range());
        (text, attempt) = (Cow::Owned(chosen.text), chosen.attempt);
    }
    problems.extend(attempt.problems.into_iter().filter(|problem| !lost_its_anchor(written, problem.span, &mended)));
    problems.sort_by_key(|problem| problem.span);
    problems.dedup_by_key(|problem| problem.span);
    Parsed { tree: attempt.yaml, problems }
}

/// A way to read on.
struct Choice {
    suspect: Suspect,
    text: String,
    attempt: Attempt,
}

/// The suspect without whom reading gets farthest.
fn choose(text: &str, written: &str, failure: &Failure) -> Option<Choice> {
    let mut best: Option<(usize, Choice)> = None;
    for suspect in suspects(text, failure) {
        let mended = suspect.mend.apply(text);
        if mended == text {
            continue;
        }
        let attempt = Reader::new(&mended, written).read();
        let reached = attempt.failure.as_ref().map_or(usize::MAX, |failure| failure.offset);
        let gained = text.get(failure.offset..reached).map_or(0, |gained| gained.lines().count());
        if best.as_ref().is_none_or(|(farthest, _)| reached > *farthest) {
            best = Some((reached, Choice { suspect, text: mended, attempt }));
        }
        if reached == usize::MAX || gained > FAR {
            break;
        }
    }
    best.map(|(_, choice)| choice)
}

/// Whether an error stands where or right behind where one was blanked out: its cause is the same more often than not.
fn follows(text: &str, mended: &Range<usize>, place: Span) -> bool {
    let start = place.start as usize;
    let between = text.get(mended.end..start.max(mended.end)).unwrap_or_default();
    start >= mended.start && between.matches('\n').count() <= 1
}

/// Whether an alias misses an anchor that an error took away.
fn lost_its_anchor(text: &str, alias: Span, mended: &[Range<usize>]) -> bool {
    let Some(name) = alias.of(text).strip_prefix('*') else { return false };
    let anchor = format!("&{name}");
    mended.iter().any(|range| text.get(range.clone()).is_some_and(|text| text.contains(&anchor)))
}

/// The text without characters that no YAML may have; the first of them is told.
fn without_control_characters<'a>(text: &'a str, problems: &mut Vec<Problem>) -> Cow<'a, str> {
    let is_refused = |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r');
    // They are bytes of their own, so bytes are looked at: many at a time.
    let Some(at) = text.bytes().position(|byte| is_refused(char::from(byte))) else { return Cow::Borrowed(text) };
    let first = text.as_bytes().get(at).copied().unwrap_or_default();
    let message = format!("a control character (`\\x{first:02x}`) stands here");
    let span = Span::new(at as u32, at as u32 + 1);
    problems.push(Problem::syntax(span, message).help("delete it, or write it as an escape in double quotes"));
    Cow::Owned(text.replace(is_refused, " "))
}

impl Mend {
    /// The text without what is wrong with it; as long as before.
    fn apply(&self, text: &str) -> String {
        let mut bytes = text.as_bytes().to_vec();
        match self {
            Self::Blank(range) => {
                let part = bytes.get_mut(range.clone()).unwrap_or_default();
                part.iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = b' ');
            }
            Self::Untab(range) => {
                let part = bytes.get_mut(range.clone()).unwrap_or_default();
                for line in part.split_mut(|byte| *byte == b'\n').filter(|line| line.first() == Some(&b'\t')) {
                    let indentation = line.iter_mut().take_while(|byte| matches!(byte, b'\t' | b' '));
                    indentation.for_each(|byte| *byte = b' ');
                }
            }
            Self::Replace { places, by } => {
                for place in places {
                    bytes.get_mut(*place).into_iter().filter(|byte| byte.is_ascii()).for_each(|byte| *byte = *by);
                }
            }
        }
        String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
    }

    /// What it takes away; empty where the line around keeps its meaning.
    fn range(&self) -> Range<usize> {
        match self {
            Self::Blank(range) => range.clone(),
            Self::Untab(range) => range.start..range.start,
            Self::Replace { places, .. } => places.first().map_or(0..0, |place| *place..*place),
        }
    }
}

//! Lines to patterns, with what is wrong in them.
//!
//! Follows two functions of BuildKit in turn: the reader of the file, which trims and cleans, and the maker of the
//! matcher, which trims and cleans again and takes `!` off. Knows no paths. Start with [`read`].
//! Sources: <https://pkg.go.dev/github.com/moby/patternmatcher/ignorefile#ReadAll>,
//! <https://pkg.go.dev/github.com/moby/patternmatcher#New>

use super::compiled::Compiled;
use super::mistake::{self, Mistake};
use super::{Dockerignore, Item, Pattern};
use crate::syntax::{Parsed, Problem};
use crate::text::{Span, clean_path};

/// A line of so many bytes, its line end left out, is too long for the reader.
const TOO_LONG: usize = 64 << 10;
const BYTE_ORDER_MARK: char = '\u{feff}';

/// What paths may be when a pattern is reached, by the patterns above it.
struct Reached {
    may_be_included: bool,
    may_be_excluded: bool,
}

pub(super) fn read(text: &str) -> Parsed<Dockerignore> {
    let mut tree = Dockerignore::default();
    let mut problems = Vec::new();
    let mut reached = Reached { may_be_included: true, may_be_excluded: false };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let mark = if start == 0 && line.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
        let line = line.strip_suffix('\n').unwrap_or(line);
        if line.len() >= TOO_LONG {
            let message = format!("the line is longer than {} KiB", TOO_LONG >> 10);
            problems.push(Problem::syntax(span(start, start + line.len()), message));
        }
        let item = item(line.get(mark..).unwrap_or_default(), start + mark);
        if let Item::Pattern(pattern) = &item {
            problems.extend(problem(text, pattern, &mut reached));
        }
        tree.items.push(item);
        start = end;
    }
    Parsed { tree, problems }
}

fn span(start: usize, end: usize) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(offset(start), offset(end))
}

fn item(line: &str, start: usize) -> Item {
    let line = line.strip_suffix('\r').unwrap_or(line);
    if line.starts_with('#') {
        return Item::Comment(span(start, start + line.len()));
    }
    let written = line.trim();
    if written.is_empty() {
        return Item::Blank(span(start, start + line.len()));
    }
    let at = start + line.len() - line.trim_start().len();
    let end = at + written.len();
    let text = written.strip_prefix('!').unwrap_or(written).trim();
    let (is_exception, cleaned) = cleaned(written, text);
    Item::Pattern(Pattern { span: span(at, end), text: span(end - text.len(), end), is_exception, cleaned })
}

/// Whether a line is an exception, and what paths are compared with.
fn cleaned(written: &str, text: &str) -> (bool, String) {
    // The reader of the file:
    let mut pattern = if text.is_empty() { String::new() } else { clean_path(text) };
    if pattern.len() > 1 && pattern.starts_with('/') {
        pattern.remove(0);
    }
    if written.starts_with('!') {
        pattern.insert(0, '!');
    }
    // The maker of the matcher:
    let pattern = pattern.trim();
    if pattern.is_empty() {
        return (false, String::new());
    }
    let pattern = clean_path(pattern);
    match pattern.strip_prefix('!') {
        Some(excepted) => (true, excepted.to_owned()),
        None => (false, pattern),
    }
}

/// What BuildKit refuses in a pattern.
fn problem(text: &str, pattern: &Pattern, reached: &mut Reached) -> Option<Problem> {
    if pattern.is_exception && pattern.cleaned.is_empty() {
        let problem = Problem::syntax(pattern.span, format!("`{}` excepts nothing", pattern.span.of(text)));
        return Some(problem.help("write the pattern behind the `!`, or remove the line"));
    }
    let mistake = mistake::first(&pattern.cleaned).or_else(|| late(pattern, reached))?;
    let problem = Problem::syntax(place(text, pattern, &mistake), mistake.message());
    Some(match mistake.help() {
        Some(help) => problem.help(help),
        None => problem,
    })
}

/// What stops the build only when a path comes as far as the pattern, where one may.
fn late(pattern: &Pattern, reached: &mut Reached) -> Option<Mistake> {
    let is_reached = if pattern.is_exception { reached.may_be_excluded } else { reached.may_be_included };
    let compiled = match Compiled::new(&pattern.cleaned) {
        Ok(compiled) => compiled,
        Err(mistake) => return is_reached.then_some(mistake),
    };
    if is_reached {
        let all = compiled.is_all();
        match pattern.is_exception {
            true => *reached = Reached { may_be_included: true, may_be_excluded: !all },
            false => *reached = Reached { may_be_included: !all, may_be_excluded: true },
        }
    }
    None
}

/// Where a mistake stands: exactly, where cleaning has left the text as it was.
fn place(text: &str, pattern: &Pattern, mistake: &Mistake) -> Span {
    let written = pattern.text.of(text);
    let found = match &mistake.place {
        Some(range) => written.find(&pattern.cleaned).map(|at| (at + range.start, at + range.end)),
        None => written.find(&mistake.culprit).map(|at| (at, at + mistake.culprit.len())),
    };
    let start = pattern.text.start as usize;
    found.map_or(pattern.text, |(from, to)| span(start + from, start + to))
}

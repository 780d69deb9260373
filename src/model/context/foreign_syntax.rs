//! Patterns in the language of something else: of shells, of `.gitignore`, of Windows; and texts that are none.
//!
//! Says what a line was meant to be, where it can be known. What BuildKit refuses is left to `syntax::dockerignore`.
//! Start with [`IgnoreUse::foreign_patterns`].

use std::collections::HashMap;

use super::{EntryId, IgnoreUse};
use crate::knowledge::ignored_paths::ignored_path_of;
use crate::syntax::ProblemKind;
use crate::syntax::dockerignore::{Dockerignore, Matcher, Pattern};
use crate::text::{Source, Span, nearest};

/// Why a pattern matches nothing that was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// White space before `#`.
    IndentedComment,
    /// It leads out of the folder.
    Outside,
    /// It is the folder itself.
    Root,
    /// A home folder of the machine: `~`, `/home/ann`.
    Home,
    /// A variable, which nothing replaces.
    Variable,
    /// Quotes, with what is in them.
    Quoted(String),
    /// `\` between folders, with the same by `/`.
    Backslashes(String),
    /// `{a,b}`, with what a shell makes of it.
    Braces(Vec<String>),
    /// Other letters than those of a path that is there.
    Case(String),
    /// A slip away from a path that is there.
    Slip(String),
}

/// Why a text is not what it seems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Garbled {
    /// Two bytes for each character.
    Wide,
    /// A NUL.
    Nul,
    /// A byte order mark that is not the first of the file.
    Mark,
}

/// More alternatives than these are not written out.
const MOST_ALTERNATIVES: usize = 16;

impl<'p> IgnoreUse<'p> {
    /// The patterns that match nothing, and why, as far as it is known.
    pub fn foreign_patterns(&self) -> Vec<(&'p Pattern, Foreign)> {
        let (mut paths, matcher, git) = (None, self.matcher(), self.git_matcher());
        let mut found = Vec::new();
        for (number, pattern) in self.lines.patterns().enumerate() {
            if self.is_refused(pattern) || self.is_garbled(pattern) {
                continue;
            }
            let foreign = self.by_text(pattern).filter(|_| self.is_about_something(&matcher, number) != Some(true));
            let foreign = foreign.or_else(|| {
                let paths = paths.get_or_insert_with(|| self.paths());
                self.by_tree(pattern, paths, (&matcher, &git))
            });
            found.extend(foreign.map(|foreign| (pattern, foreign)));
        }
        found
    }

    fn is_refused(&self, pattern: &Pattern) -> bool {
        self.file.problems_of(ProblemKind::Syntax).any(|problem| pattern.span.contains(problem.span))
    }

    fn is_garbled(&self, pattern: &Pattern) -> bool {
        pattern.cleaned.contains(['\0', '\u{feff}', '\u{fffd}'])
    }

    fn by_text(&self, pattern: &Pattern) -> Option<Foreign> {
        let written = self.file.source.slice(pattern.text);
        let text = pattern.cleaned.as_str();
        if written.starts_with('#') && !pattern.is_exception {
            return Some(Foreign::IndentedComment);
        }
        if text == ".." || text.starts_with("../") {
            return Some(Foreign::Outside);
        }
        if matches!(text, "." | "/") {
            return Some(Foreign::Root);
        }
        if text == "~" || text.starts_with("~/") || is_home(written) {
            return Some(Foreign::Home);
        }
        if text.contains("${") || text.strip_prefix('$').is_some_and(|rest| rest.starts_with(char::is_uppercase)) {
            return Some(Foreign::Variable);
        }
        let quoted = ['"', '\''].iter().find_map(|quote| written.strip_prefix(*quote)?.strip_suffix(*quote));
        if let Some(inner) = quoted.filter(|inner| !inner.is_empty()) {
            return Some(Foreign::Quoted(inner.to_owned()));
        }
        if separates(text) {
            return Some(Foreign::Backslashes(written.replace('\\', "/")));
        }
        alternatives(written).map(Foreign::Braces)
    }

    /// Every path that is received, by itself in small letters.
    fn paths(&self) -> HashMap<String, EntryId> {
        let Some(tree) = self.tree().filter(|_| self.is_tree_whole()) else { return HashMap::new() };
        let received = tree.paths().filter(|(id, _)| tree.is_received(*id));
        received.map(|(id, path)| (path.to_lowercase(), id)).collect()
    }

    /// A pattern that names a path almost: that is there by other letters, or with a slip.
    fn by_tree(
        &self,
        pattern: &Pattern,
        paths: &HashMap<String, EntryId>,
        (matcher, git): (&Matcher, &Matcher),
    ) -> Option<Foreign> {
        let tree = self.tree().filter(|_| pattern.is_literal() && !pattern.is_exception)?;
        if tree.find(&pattern.cleaned).is_some() || paths.is_empty() {
            return None;
        }
        let is_meant = |path: &str| !matcher.verdict(path).is_excluded;
        if let Some(path) = paths.get(&pattern.cleaned.to_lowercase()).map(|id| tree.path(*id)) {
            return is_meant(&path).then_some(Foreign::Case(path));
        }
        let (folder, name) = pattern.cleaned.rsplit_once('/').unwrap_or(("", &pattern.cleaned));
        if ignored_path_of(name).is_some() || git.verdict(&pattern.cleaned).is_excluded {
            return None;
        }
        let folder = tree.find(folder)?;
        let names: Vec<&str> = tree.children(folder).filter_map(|id| tree.entry(id)).map(|entry| entry.name).collect();
        let near = nearest(name, names.iter().copied()).filter(|near| near.len() > 4 && is_slip(name, near))?;
        let path = tree.path(tree.child(folder, near)?);
        is_meant(&path).then_some(Foreign::Slip(path))
    }

    /// The first place where the text is not what it seems.
    pub fn garbled(&self) -> Option<(Span, Garbled)> {
        garbled_in(self.lines, &self.file.source)
    }
}

fn garbled_in(lines: &Dockerignore, source: &Source) -> Option<(Span, Garbled)> {
    let bytes = source.bytes();
    let zeros = bytes.iter().filter(|byte| **byte == 0).count();
    let is_marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if is_marked || zeros * 3 > bytes.len() {
        let head = lines.patterns().next().map_or(Span::at(0), |pattern| pattern.span);
        return Some((head, Garbled::Wide));
    }
    lines.patterns().find_map(|pattern| {
        let is_marked = source.slice(pattern.span).contains('\u{feff}');
        let garbled = match pattern.cleaned.contains('\0') {
            true => Some(Garbled::Nul),
            false => is_marked.then_some(Garbled::Mark),
        };
        garbled.map(|garbled| (pattern.span, garbled))
    })
}

/// Whether it is the home folder of somebody: `/home/ann/x`, `/Users/ann`, `C:\Users`.
fn is_home(written: &str) -> bool {
    let somebodys =
        ["/home/", "/Users/"].iter().any(|start| written.strip_prefix(start).is_some_and(|it| it.contains('/')));
    let mut letters = written.chars();
    let is_drive = letters.next().is_some_and(|letter| letter.is_ascii_alphabetic()) && letters.next() == Some(':');
    somebodys || is_drive && matches!(letters.next(), Some('\\' | '/'))
}

/// Whether a `\` stands between folders: before a letter or a digit that needs none.
fn separates(text: &str) -> bool {
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter == '\\' && letters.next().is_some_and(char::is_alphanumeric) {
            return true;
        }
    }
    false
}

/// Whether two names differ by what fingers do, and not by a number or an ending.
fn is_slip(one: &str, other: &str) -> bool {
    let ending = |name: &str| name.rsplit_once('.').map(|(_, ending)| ending.to_owned());
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let is_plural = |one: &str, other: &str| one.strip_suffix('s') == Some(other);
    ending(one) == ending(other)
        && digits(one) == digits(other)
        && one.starts_with('.') == other.starts_with('.')
        && !is_plural(one, other)
        && !is_plural(other, one)
}

/// What a shell makes of the braces of a text.
fn alternatives(text: &str) -> Option<Vec<String>> {
    let mut done = Vec::new();
    let mut open = vec![text.to_owned()];
    while let Some(text) = open.pop() {
        let Some((start, words, end)) = braces(&text) else {
            if !done.contains(&text) {
                done.push(text);
            }
            continue;
        };
        open.extend(words.iter().rev().map(|word| format!("{start}{word}{end}")));
        if open.len() + done.len() > MOST_ALTERNATIVES {
            return None;
        }
    }
    (done.len() > 1).then_some(done)
}

/// The first `{a,b}`, with what is before and after it.
fn braces(text: &str) -> Option<(&str, Vec<&str>, &str)> {
    let close = text.find('}')?;
    let (before, end) = (text.get(..close)?, text.get(close + 1..)?);
    let (start, inner) = before.rsplit_once('{')?;
    inner.contains(',').then(|| (start, inner.split(',').collect(), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_are_written_out_as_by_a_shell() {
        let written = |text| alternatives(text).map(|all| all.join(" "));
        assert_eq!(written("*.{log,tmp}").as_deref(), Some("*.log *.tmp"));
        assert_eq!(written("{a,b}/{c,d}").as_deref(), Some("a/c a/d b/c b/d"));
        assert_eq!(written("{a,{b,c}}").as_deref(), Some("a b c"));
        for text in ["{{name}}", "{a}", "a}", "{a,b", ""] {
            assert_eq!(written(text), None, "{text}");
        }
    }

    #[test]
    fn homes_and_separators_are_told() {
        for text in ["/home/ann/.ssh", "/Users/ann/x", "C:\\Users", "d:/x"] {
            assert!(is_home(text), "{text}");
        }
        for text in ["/home", "home/ann/x", "/var/log", "a:b"] {
            assert!(!is_home(text), "{text}");
        }
        assert!(separates("bin\\Debug") && !separates("\\#notes") && !separates("a\\*b"));
    }

    #[test]
    fn slips_are_no_other_names() {
        assert!(is_slip("REAMDE.md", "README.md"));
        for (one, other) in [("test", "tests"), ("a.yml", "a.yaml"), ("v1", "v2"), (".env", "env")] {
            assert!(!is_slip(one, other), "{one} {other}");
        }
    }

    #[test]
    fn two_bytes_a_character_are_told_from_one() {
        let garbled = |bytes: &[u8]| {
            let parsed = crate::syntax::dockerignore::parse(&String::from_utf8_lossy(bytes));
            garbled_in(&parsed.tree, &Source::new(".dockerignore", bytes.to_vec())).map(|(_, garbled)| garbled)
        };
        assert_eq!(garbled(b"\xff\xfea\0b\0\n\0"), Some(Garbled::Wide));
        assert_eq!(garbled(b"a\0b\0c\0\n\0"), Some(Garbled::Wide));
        assert_eq!(garbled(b"node_modules\nlog\0\ndist\n"), Some(Garbled::Nul));
        assert_eq!(garbled("\u{feff}a\n.env\n".as_bytes()), None);
    }
}

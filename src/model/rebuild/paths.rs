//! Paths of the build context and the patterns that COPY, ADD and mounts name them with.
//!
//! Knows how BuildKit matches: in COPY and ADD a `*` stays within one part of a path, as in Go's `path.Match`;
//! `--parents` and `--exclude` know `**` too. Knows no instructions. Start with `Pattern::seen`.
//! Source: <https://docs.docker.com/reference/dockerfile/#pattern-matching>

use std::fmt;

/// A path of the build context that changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContextPath {
    parts: Vec<String>,
    /// Whether it stands for all that is below it.
    is_folder: bool,
}

impl ContextPath {
    /// Reads a path that is relative to the context; a `/` at its end makes it a folder and all that is in it.
    /// `None` for one that is absolute or leads out of the context.
    pub fn parse(text: &str) -> Option<Self> {
        if text.starts_with('/') {
            return None;
        }
        let mut parts: Vec<String> = Vec::new();
        for part in text.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                name => parts.push(name.to_owned()),
            }
        }
        let is_folder = text.ends_with('/') || parts.is_empty();
        Some(Self { parts, is_folder })
    }

    /// What is called so in it.
    pub(super) fn joined(mut self, name: &str) -> Self {
        self.parts.push(name.to_owned());
        Self { is_folder: false, ..self }
    }
}

impl fmt::Display for ContextPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.parts.is_empty(), self.is_folder) {
            (true, _) => formatter.write_str("."),
            (false, true) => write!(formatter, "{}/", self.parts.join("/")),
            (false, false) => formatter.write_str(&self.parts.join("/")),
        }
    }
}

/// What an instruction names of the context: a file, a folder, or a pattern of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    parts: Vec<String>,
    /// Whether `**` stands for any number of folders.
    is_deep: bool,
}

impl Pattern {
    /// Reads a source of COPY, ADD or a mount. What leads out of the context stays at its root.
    pub fn new(text: &str, is_deep: bool) -> Self {
        let mut parts: Vec<String> = Vec::new();
        for part in text.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                name => parts.push(name.to_owned()),
            }
        }
        Self { parts, is_deep }
    }

    /// Whether it is the context as a whole, or all that lies at its root.
    pub fn is_whole(&self) -> bool {
        match self.parts.as_slice() {
            [] => true,
            [only] => only == "*" || only == "**",
            _ => false,
        }
    }

    /// Its parts; none for the context as a whole.
    pub(in crate::model) fn parts(&self) -> &[String] {
        &self.parts
    }

    /// Whether `**` in it stands for any number of folders.
    pub(in crate::model) fn is_deep(&self) -> bool {
        self.is_deep
    }

    /// Whether a part may match several names, or another one than its own text.
    pub(in crate::model) fn is_wild(part: &str) -> bool {
        part.contains(['*', '?', '[', '\\'])
    }

    /// Whether a part matches a name.
    pub(in crate::model) fn part_fits(part: &str, name: &str) -> bool {
        fits(part, name)
    }

    /// Its last part; `None` for the context as a whole.
    pub fn name(&self) -> Option<&str> {
        self.parts.last().map(String::as_str)
    }

    /// It as a path, each wildcard standing for nothing.
    pub fn plain(&self) -> ContextPath {
        let part = |part: &String| part.replace('*', "").replace('?', "x");
        let parts = self.parts.iter().map(part).filter(|part| !part.is_empty()).collect();
        ContextPath { parts, is_folder: false }
    }

    /// Whether it sees a path: names it, a folder that it is in or, where the path is a folder, something in it.
    pub fn sees(&self, path: &ContextPath, excluded: &[Self]) -> bool {
        let parts: Vec<&str> = path.parts.iter().map(String::as_str).collect();
        if self.reach_into(&parts, path.is_folder) {
            return true;
        }
        let Some(matched) = self.reach(&parts) else { return false };
        // Patterns of `--exclude` are relative to what is copied.
        let inside = parts.get(matched..).filter(|inside| !inside.is_empty());
        let inside = inside.or_else(|| parts.get(parts.len().saturating_sub(1)..)).unwrap_or_default();
        !excluded.iter().any(|pattern| pattern.reach(inside).is_some())
    }

    /// How many parts of a path it takes to match all of the pattern.
    fn reach(&self, parts: &[&str]) -> Option<usize> {
        if !self.is_deep || !self.parts.iter().any(|part| part == "**") {
            let start = parts.get(..self.parts.len())?;
            return self.parts.iter().zip(start).all(|(part, name)| fits(part, name)).then_some(start.len());
        }
        (1..=parts.len()).find(|length| deep_fits(&self.parts, parts.get(..*length).unwrap_or_default()))
    }

    /// Whether the path is a folder that the pattern leads into.
    fn reach_into(&self, parts: &[&str], is_folder: bool) -> bool {
        is_folder && parts.len() < self.parts.len() && self.parts.iter().zip(parts).all(|(part, name)| fits(part, name))
    }
}

/// Whether parts that may be `**` match a whole path. Goes back to the last `**` alone, as [`fits`] does to `*`.
fn deep_fits(pattern: &[String], parts: &[&str]) -> bool {
    let (mut at, mut next) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while let Some(name) = parts.get(next) {
        match pattern.get(at) {
            Some(part) if part == "**" => {
                retry = Some((at + 1, next));
                at += 1;
            }
            Some(part) if fits(part, name) => {
                at += 1;
                next += 1;
            }
            _ => {
                let Some((after, from)) = retry else { return false };
                (at, next) = (after, from + 1);
                retry = Some((after, from + 1));
            }
        }
    }
    pattern.get(at..).unwrap_or_default().iter().all(|part| part == "**")
}

/// Whether a part of a pattern matches a name: `*`, `?`, `[a-z]`, `\` in front of what is meant as it stands.
fn fits(pattern: &str, name: &str) -> bool {
    // Of many names most differ at their start.
    let is_other = |first: u8| !matches!(first, b'*' | b'?' | b'[' | b'\\') && name.bytes().next() != Some(first);
    if pattern.bytes().next().is_some_and(is_other) {
        return false;
    }
    if !Pattern::is_wild(pattern) {
        return pattern == name;
    }
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut at, mut next) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while let Some(letter) = name.get(next) {
        if pattern.get(at) == Some(&'*') {
            retry = Some((at + 1, next));
            at += 1;
        } else if let Some(after) = pattern.get(at..).and_then(|rest| one(rest, *letter)) {
            at += after;
            next += 1;
        } else {
            let Some((after, from)) = retry else { return false };
            (at, next) = (after, from + 1);
            retry = Some((after, from + 1));
        }
    }
    pattern.get(at..).unwrap_or_default().iter().all(|letter| *letter == '*')
}

/// How many characters the first unit of a pattern has, where it matches a letter.
fn one(pattern: &[char], letter: char) -> Option<usize> {
    match pattern {
        ['?', ..] => Some(1),
        ['\\', meant, ..] => (*meant == letter).then_some(2),
        ['[', rest @ ..] => {
            let end = rest.iter().skip(1).position(|c| *c == ']')? + 1;
            let set = rest.get(..end)?;
            let (set, negated) = match set {
                ['^', others @ ..] => (others, true),
                _ => (set, false),
            };
            (in_set(set, letter) != negated).then_some(end + 2)
        }
        [first, ..] => (*first == letter).then_some(1),
        [] => None,
    }
}

/// Whether a letter is in a set such as `a-z_`.
fn in_set(mut set: &[char], letter: char) -> bool {
    loop {
        match set {
            [low, '-', high, rest @ ..] => {
                if *low <= letter && letter <= *high {
                    return true;
                }
                set = rest;
            }
            [first, rest @ ..] => {
                if *first == letter {
                    return true;
                }
                set = rest;
            }
            [] => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ContextPath, Pattern};

    fn sees(pattern: &str, path: &str) -> bool {
        Pattern::new(pattern, false).sees(&ContextPath::parse(path).unwrap(), &[])
    }

    #[test]
    fn patterns_see_paths_and_what_is_below() {
        for (pattern, path) in [
            (".", "src/app.js"),
            ("/", "a"),
            ("*", "src/app.js"),
            ("src", "src/app.js"),
            ("./src/", "src/deep/app.js"),
            ("package*.json", "package-lock.json"),
            ("*/package.json", "web/package.json"),
            ("../web", "web/a"),
            ("[a-c]?.txt", "b1.txt"),
            ("[^a]", "b"),
            ("a\\*", "a*"),
            ("src/app.js", "src/"),
            ("**", "a/b"),
        ] {
            assert!(sees(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in [
            ("src", "srcs/app.js"),
            ("src/app.js", "src"),
            ("*.json", "web/package.json"),
            ("**/package.json", "package.json"),
            ("[a-c]", "d"),
            ("a\\*", "ab"),
            ("a*b*c", "aXbX"),
        ] {
            assert!(!sees(pattern, path), "{pattern} {path}");
        }
    }

    #[test]
    fn deep_patterns_cross_folders() {
        let deep =
            |pattern: &str, path: &str| Pattern::new(pattern, true).sees(&ContextPath::parse(path).unwrap(), &[]);
        assert!(deep("**/package.json", "package.json"));
        assert!(deep("./packages/**/package.json", "packages/a/b/package.json"));
        assert!(deep("src/./**/*.js", "src/a.js"));
        assert!(!deep("**/package.json", "packages/a/index.js"));
    }

    #[test]
    fn excluded_paths_are_not_seen() {
        let excluded = [Pattern::new("**/*.md", true), Pattern::new("docs", true)];
        let sees = |pattern: &str, path: &str| {
            Pattern::new(pattern, false).sees(&ContextPath::parse(path).unwrap(), &excluded)
        };
        assert!(sees(".", "src/a.js"));
        assert!(!sees(".", "src/a.md"));
        assert!(!sees(".", "docs/a/b"));
        assert!(!sees("web", "web/docs/a"));
        assert!(!sees("README.*", "README.md"));
    }

    #[test]
    fn paths_outside_of_the_context_are_none() {
        assert_eq!(ContextPath::parse("/etc/passwd"), None);
        assert_eq!(ContextPath::parse("src/../../x"), None);
        assert_eq!(ContextPath::parse("./src//a/../b").unwrap().to_string(), "src/b");
        assert_eq!(ContextPath::parse("src/").unwrap().to_string(), "src/");
    }
}

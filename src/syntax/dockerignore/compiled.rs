//! A pattern made ready to be compared with many paths.
//!
//! No path costs more than its length times that of the pattern, and most cost a comparison of their ends. Knows one
//! pattern; order and exceptions are the business of `matcher`. Start with [`Compiled::new`].

use super::expression::{Border, Form, Letter, Step, steps, translated};
use super::mistake::Mistake;

/// A pattern made ready.
#[derive(Clone, Debug)]
pub(super) enum Compiled {
    /// No path matches.
    Never,
    /// The path is this text.
    Exact(String),
    /// The path starts so.
    Prefix(String),
    /// The path ends so; where this starts with `/`, a path that is the rest matches too.
    Suffix(String),
    /// The path matches steps.
    Steps(Steps),
}

/// An expression, with what can be told of it quickly.
#[derive(Clone, Debug)]
pub(super) struct Steps {
    all: Vec<Step>,
    /// Text that each match starts with.
    head: String,
    /// Text that each match ends with.
    tail: String,
    middle: Middle,
}

/// What stands between head and tail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Middle {
    /// `*`
    Name,
    /// `**/`
    Folders,
    /// `**/*`
    FoldersAndName,
    /// Something that takes a walk through the steps.
    Other,
}

impl Compiled {
    /// Reads a cleaned pattern.
    pub(super) fn new(pattern: &str) -> Result<Self, Mistake> {
        Ok(match translated(pattern) {
            Form::Exact if pattern.is_empty() => Self::Never,
            Form::Exact => Self::Exact(pattern.to_owned()),
            Form::Prefix => Self::Prefix(pattern.strip_suffix("**").unwrap_or(pattern).to_owned()),
            Form::Suffix => Self::Suffix(pattern.strip_prefix("**").unwrap_or(pattern).to_owned()),
            Form::Expression(expression) => Self::Steps(Steps::new(steps(&expression)?)),
        })
    }

    /// Whether it matches a path as a whole.
    pub(super) fn fits(&self, path: &str) -> bool {
        match self {
            Self::Never => false,
            Self::Exact(text) => path == text,
            Self::Prefix(text) => path.starts_with(text.as_str()),
            Self::Suffix(text) => path.ends_with(text.as_str()) || text.strip_prefix('/') == Some(path),
            Self::Steps(steps) => steps.fit(path),
        }
    }

    /// Whether it may match a path that goes on after `start`, which ends with `/`.
    pub(super) fn may_fit_after(&self, start: &str) -> bool {
        match self {
            Self::Never => false,
            Self::Exact(text) => text.len() > start.len() && text.starts_with(start),
            Self::Prefix(text) => text.starts_with(start) || start.starts_with(text.as_str()),
            Self::Suffix(_) => true,
            Self::Steps(steps) => {
                let is_near = steps.head.starts_with(start) || start.starts_with(steps.head.as_str());
                is_near && steps.walk(start) != End::Lost
            }
        }
    }

    /// Whether it matches every path, surely.
    pub(super) fn is_all(&self) -> bool {
        match self {
            Self::Prefix(text) | Self::Suffix(text) => text.is_empty(),
            Self::Steps(steps) => {
                let is_bare = steps.head.is_empty() && steps.tail.is_empty();
                // All that is below a name goes with it.
                is_bare && matches!(steps.middle, Middle::Name | Middle::FoldersAndName)
            }
            Self::Never | Self::Exact(_) => false,
        }
    }
}

/// How a walk through the steps ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// All steps are done.
    Matched,
    /// Some steps are left, and more text could do them.
    Open,
    /// No text that starts so matches.
    Lost,
}

impl Steps {
    fn new(all: Vec<Step>) -> Self {
        let literal = |step: &Step| if let Step::One(Letter::Is(letter)) = step { Some(*letter) } else { None };
        let head: String = all.iter().map_while(literal).collect();
        let inner = all.get(head.chars().count()..).unwrap_or_default();
        let Some((Step::Between(Border::End), inner)) = inner.split_last() else {
            return Self { all, head, tail: String::new(), middle: Middle::Other };
        };
        let mut tail: Vec<char> = inner.iter().rev().map_while(literal).collect();
        tail.reverse();
        let middle = match inner.get(..inner.len() - tail.len()).unwrap_or_default() {
            [Step::Many(Letter::InName)] => Middle::Name,
            [Step::Folders, Step::InFolders] => Middle::Folders,
            [Step::Folders, Step::InFolders, Step::Many(Letter::InName)] => Middle::FoldersAndName,
            _ => Middle::Other,
        };
        let tail = tail.into_iter().collect();
        Self { all, head, tail, middle }
    }

    fn fit(&self, path: &str) -> bool {
        let after_head = path.strip_prefix(self.head.as_str());
        let Some(between) = after_head.and_then(|rest| rest.strip_suffix(self.tail.as_str())) else { return false };
        let folders = between.rsplit_once('/').map_or("", |(folders, _)| folders);
        match self.middle {
            Middle::Name => !between.contains('/'),
            Middle::Folders => (between.is_empty() || between.ends_with('/')) && !folders.contains('\n'),
            Middle::FoldersAndName => !folders.contains('\n'),
            Middle::Other => self.walk(path) == End::Matched,
        }
    }

    /// Goes through a text with all the steps that can be next at once.
    fn walk(&self, text: &str) -> End {
        let mut next = vec![false; self.all.len() + 1];
        let mut after = next.clone();
        if let Some(first) = next.first_mut() {
            *first = true;
        }
        let mut before = None;
        let mut letters = text.chars();
        loop {
            let upcoming = letters.clone().next();
            self.pass_borders(&mut next, before, upcoming);
            if next.last() == Some(&true) {
                return End::Matched;
            }
            let Some(letter) = letters.next() else { break };
            after.fill(false);
            self.advance(&next, &mut after, letter);
            std::mem::swap(&mut next, &mut after);
            if !next.contains(&true) {
                return End::Lost;
            }
            before = Some(letter);
        }
        if next.contains(&true) { End::Open } else { End::Lost }
    }

    /// Adds what can be reached without a further character.
    fn pass_borders(&self, next: &mut [bool], before: Option<char>, upcoming: Option<char>) {
        for (index, step) in self.all.iter().enumerate() {
            if next.get(index) != Some(&true) {
                continue;
            }
            let reached: &[usize] = match step {
                Step::One(_) | Step::InFolders => &[],
                Step::Many(_) => &[1],
                Step::Folders => &[1, 2],
                Step::Between(border) if border.holds(before, upcoming) => &[1],
                Step::Between(_) => &[],
            };
            reached.iter().for_each(|ahead| set(next, index + ahead));
        }
    }

    /// What can be next after a character.
    fn advance(&self, next: &[bool], after: &mut [bool], letter: char) {
        for (index, step) in self.all.iter().enumerate() {
            if next.get(index) != Some(&true) {
                continue;
            }
            match step {
                Step::One(wanted) if wanted.holds(letter) => set(after, index + 1),
                Step::Many(wanted) if wanted.holds(letter) => set(after, index),
                Step::InFolders if letter != '\n' => {
                    set(after, index);
                    if letter == '/' {
                        set(after, index + 1);
                    }
                }
                Step::One(_) | Step::Many(_) | Step::InFolders | Step::Folders | Step::Between(_) => {}
            }
        }
    }
}

fn set(flags: &mut [bool], index: usize) {
    if let Some(flag) = flags.get_mut(index) {
        *flag = true;
    }
}

impl Letter {
    fn holds(&self, letter: char) -> bool {
        match self {
            Self::Is(wanted) => *wanted == letter,
            Self::InName => letter != '/',
            Self::Any => letter != '\n',
            Self::Of(set) => set.holds(letter),
        }
    }
}

impl Border {
    fn holds(self, before: Option<char>, after: Option<char>) -> bool {
        let is_word =
            |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        match self {
            Self::Start => before.is_none(),
            Self::End => after.is_none(),
            Self::Word => is_word(before) != is_word(after),
            Self::NoWord => is_word(before) == is_word(after),
        }
    }
}

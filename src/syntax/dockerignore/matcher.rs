//! Which paths the patterns of an ignore file exclude.
//!
//! Patterns are gone through from top to bottom: one that excludes counts while the path is included, an exception
//! while it is excluded, and a pattern that matches a directory counts for all that is below. Knows no disk. Start
//! with [`Matcher::verdict`] for one path, [`Matcher::enter`] for walks.
//! Source: <https://pkg.go.dev/github.com/moby/patternmatcher#PatternMatcher>

use super::compiled::Compiled;
use super::{Dockerignore, Pattern};

/// The patterns of an ignore file, made ready for many paths. Paths are relative to the root of the context, with `/`,
/// without `.` and `..`; case counts.
#[derive(Clone, Debug, Default)]
pub struct Matcher {
    rules: Vec<Rule>,
}

#[derive(Clone, Debug)]
struct Rule {
    is_exception: bool,
    compiled: Compiled,
}

/// What becomes of a path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it is left out of the context.
    pub is_excluded: bool,
    /// The pattern that decided, counted from 0: the one that excluded it, or the exception that took it back. `None`
    /// where none ever concerned it.
    pub by: Option<usize>,
}

/// What is known of a directory when what is in it is judged: which patterns match it or one above it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    /// A bit for each pattern.
    matched: Vec<u64>,
    verdict: Verdict,
}

impl Trail {
    /// What becomes of the directory itself.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    fn has(&self, index: usize) -> bool {
        self.matched.get(index / 64).is_some_and(|bits| bits >> (index % 64) & 1 == 1)
    }

    fn add(&mut self, index: usize) {
        if let Some(bits) = self.matched.get_mut(index / 64) {
            *bits |= 1 << (index % 64);
        }
    }
}

impl Matcher {
    /// Makes the patterns ready. One that BuildKit refuses matches nothing.
    pub fn new(file: &Dockerignore) -> Self {
        let rule = |pattern: &Pattern| Rule {
            is_exception: pattern.is_exception,
            compiled: Compiled::new(&pattern.cleaned).unwrap_or(Compiled::Never),
        };
        Self { rules: file.patterns().map(rule).collect() }
    }

    /// Whether there are no patterns.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Whether one of the patterns, all alone, matches a path or a directory above it: is what the pattern is about.
    pub fn fits(&self, index: usize, path: &str) -> bool {
        self.rules.get(index).is_some_and(|rule| rule.fits_or_above(path))
    }

    /// Whether one of the patterns, all alone, may match a path, a directory above it or something below it.
    pub fn may_concern(&self, index: usize, path: &str) -> bool {
        let may_fit_below = |rule: &Rule| rule.compiled.may_fit_after(&format!("{path}/"));
        self.rules.get(index).is_some_and(|rule| rule.fits_or_above(path) || may_fit_below(rule))
    }

    /// Whether one of the patterns, all alone, surely matches every path.
    pub fn is_all(&self, index: usize) -> bool {
        self.rules.get(index).is_some_and(|rule| rule.compiled.is_all())
    }

    /// What becomes of a path, by all directories above it: `MatchesOrParentMatches`.
    pub fn verdict(&self, path: &str) -> Verdict {
        if matches!(path, "" | ".") {
            return Verdict::default();
        }
        self.judged(|rule| rule.fits_or_above(path), |_| false, |_| {})
    }

    /// What becomes of a path in a directory of which the trail is known: `MatchesUsingParentResults`, which is what
    /// BuildKit walks with. It differs from [`Matcher::verdict`] in one case: an exception above the path that had
    /// nothing to take back there (`a/b`, then `!a`) does not count for `a/b`.
    pub fn verdict_below(&self, directory: &Trail, path: &str) -> Verdict {
        self.judged(|rule| rule.compiled.fits(path), |index| directory.has(index), |_| {})
    }

    /// The trail of a directory in a directory; the root's is [`Trail::default`].
    pub fn enter(&self, directory: &Trail, path: &str) -> Trail {
        let mut trail = Trail { matched: vec![0; self.rules.len().div_ceil(64)], verdict: Verdict::default() };
        trail.verdict =
            self.judged(|rule| rule.compiled.fits(path), |index| directory.has(index), |index| trail.add(index));
        trail
    }

    /// What becomes of a path when a walk from the root comes to it.
    pub fn walked(&self, path: &str) -> Verdict {
        if matches!(path, "" | ".") {
            return Verdict::default();
        }
        let above = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
        let trail = above.fold(Trail::default(), |trail, directory| self.enter(&trail, directory));
        self.verdict_below(&trail, path)
    }

    /// Whether an exception may take back something below an excluded directory: whether a walk must look into it.
    pub fn may_reinclude_below(&self, directory: &str) -> bool {
        self.may_reinclude(self.verdict(directory), directory)
    }

    /// The same for a directory of which the verdict is known.
    pub fn may_reinclude(&self, verdict: Verdict, directory: &str) -> bool {
        // What stands above the pattern that decided is overruled by it, below the directory too.
        let start = match verdict {
            Verdict { is_excluded: true, by: Some(index) } => index + 1,
            Verdict { .. } => 0,
        };
        let mut below = None;
        self.rules
            .iter()
            .skip(start)
            .filter(|rule| rule.is_exception)
            .any(|rule| rule.compiled.may_fit_after(below.get_or_insert_with(|| format!("{directory}/"))))
    }

    /// Goes through the patterns. `is_known`: matched above already; `matched` is told of those that match.
    fn judged(
        &self,
        fits: impl Fn(&Rule) -> bool,
        is_known: impl Fn(usize) -> bool,
        mut matched: impl FnMut(usize),
    ) -> Verdict {
        let mut verdict = Verdict::default();
        for (index, rule) in self.rules.iter().enumerate() {
            let is_open = rule.is_exception == verdict.is_excluded;
            let is_match = is_known(index) || is_open && fits(rule);
            if !is_match {
                continue;
            }
            matched(index);
            if is_open {
                verdict = Verdict { is_excluded: !rule.is_exception, by: Some(index) };
            }
        }
        verdict
    }
}

impl Rule {
    fn fits_or_above(&self, path: &str) -> bool {
        let above = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
        self.compiled.fits(path) || above.into_iter().any(|path| self.compiled.fits(path))
    }
}

//! What the patterns of an ignore file do to one another: those that others make idle, and those that hold for the root
//! of the context alone though the same is found further down.
//!
//! All answers are exact but for what the tree may yet bring. Start with [`IgnoreUse::redundant_patterns`],
//! [`IgnoreUse::idle_exceptions`] and [`IgnoreUse::root_only`].

use std::rc::Rc;

use super::evidence::{Evidence, joined};
use super::missing::is_emptied;
use super::{EntryId, EntryKind, IgnoreUse};
use crate::knowledge::ignored_paths::{ignored_path_of, is_for_trying};
use crate::syntax::dockerignore::{self, Matcher, Pattern, Trail};

/// More patterns than these are not compared with one another.
const MOST_PATTERNS: usize = 1000;

/// An exception that takes nothing back.
#[derive(Clone, Copy, Debug)]
pub struct IdleException<'p> {
    /// It.
    pub pattern: &'p Pattern,
    /// The pattern further down that excludes the same again; `None`: nothing above it excludes anything of it.
    pub undone_by: Option<&'p Pattern>,
}

/// A pattern that holds for the root alone.
#[derive(Clone, Debug)]
pub struct RootOnly<'p> {
    /// It.
    pub pattern: &'p Pattern,
    /// A path further down that it was meant for.
    pub path: String,
    /// Whether that is there; otherwise something is beside which it will be.
    pub exists: bool,
    /// Whether the same in every folder does nothing that some line or some COPY forbids.
    pub is_repairable: bool,
}

impl<'p> IgnoreUse<'p> {
    fn compared(&self) -> Vec<&'p Pattern> {
        let all: Vec<&Pattern> = self.lines.patterns().collect();
        if all.len() > MOST_PATTERNS { Vec::new() } else { all }
    }

    /// The patterns that change nothing, each with the one that does the same already.
    pub fn redundant_patterns(&self) -> Vec<(&'p Pattern, &'p Pattern)> {
        let all = self.compared();
        let matcher = self.matcher();
        let covers = |one: usize, other: usize| {
            let (Some(one_is), Some(other_is)) = (all.get(one), all.get(other)) else { return false };
            covers(&matcher, (one, one_is), other_is)
        };
        let mut found = Vec::new();
        for (at, pattern) in all.iter().enumerate().filter(|(_, pattern)| is_ordinary(pattern)) {
            let is_same_kind =
                |other: &usize| all.get(*other).is_some_and(|it| it.is_exception == pattern.is_exception);
            let mut above = (0..at).rev().take_while(is_same_kind);
            let mut below = (at + 1..all.len()).take_while(is_same_kind);
            let by = above.find(|other| covers(*other, at));
            // Of two that are the same the first stays.
            let by = by.or_else(|| below.find(|other| covers(*other, at) && !covers(at, *other)));
            found.extend(by.and_then(|by| Some((*pattern, *all.get(by)?))));
        }
        found
    }

    /// The exceptions that take nothing back, whatever is in the tree.
    pub fn idle_exceptions(&self) -> Vec<IdleException<'p>> {
        let all = self.compared();
        let matcher = self.matcher();
        let mut found = Vec::new();
        for (at, pattern) in all.iter().enumerate().filter(|(_, it)| it.is_exception && is_ordinary(it)) {
            let exclusions = || all.iter().enumerate().filter(|(_, it)| !it.is_exception && is_ordinary(it));
            let mut above = exclusions().take_while(|(other, _)| *other < at);
            let is_needed =
                above.any(|(other, _)| !pattern.is_literal() || matcher.may_concern(other, &pattern.cleaned));
            let mut below = exclusions().filter(|(other, _)| *other > at);
            let undone_by = below.find(|(other, it)| {
                let is_same =
                    pattern.is_literal() && matcher.fits(*other, &pattern.cleaned) || it.cleaned == pattern.cleaned;
                is_same || matcher.is_all(*other)
            });
            if !is_needed || undone_by.is_some() {
                found.push(IdleException { pattern, undone_by: undone_by.map(|(_, it)| *it) });
            }
        }
        found
    }

    /// The exceptions that name a path, with it, where something above excludes it and nothing below does again.
    pub fn effective_exceptions(&self) -> impl Iterator<Item = &'p Pattern> {
        let idle: Vec<_> = self.idle_exceptions().into_iter().map(|idle| idle.pattern.span).collect();
        self.lines.patterns().filter(move |pattern| pattern.is_exception && !idle.contains(&pattern.span))
    }

    /// The patterns without a folder that were meant for every folder, with a path that they leave.
    pub fn root_only(&self) -> Vec<RootOnly<'p>> {
        let git = self.git_ignored();
        let Some(tree) = self.tree().filter(|_| self.builds().next().is_some()) else { return Vec::new() };
        let (matcher, reads, taker) = (self.matcher(), self.reads(), self.taker());
        let evidence = Evidence::of(tree);
        let mut found = Vec::new();
        for (at, pattern) in self.lines.patterns().enumerate() {
            let text = pattern.cleaned.as_str();
            let is_bare = !text.contains('/') && !text.contains("**") && is_ordinary(pattern) && !pattern.is_exception;
            let row = ignored_path_of(&text.replace('*', "x"));
            let row = row.filter(|row| row.floats && row.name == text && !row.is_common_word());
            if !is_bare || (row.is_none() && !git.contains(&format!("**/{text}"))) {
                continue;
            }
            let leaves = |path: &String| {
                let by = matcher.verdict(path).by.and_then(|by| self.lines.pattern(by));
                let is_named = by.is_some_and(|by| by.is_exception && by.cleaned == *path);
                let is_left = !is_named && path.contains('/') && !is_emptied(&matcher, path) && !is_for_trying(path);
                is_left && (taker.takes(path) || !taker.is_known())
            };
            let nested = Matcher::new(&dockerignore::parse(&format!("**/{text}")).tree);
            let there = evidence.first(|name| nested.fits(0, name), leaves);
            let exists = there.is_some();
            let marked = || row.and_then(|row| evidence.expected(row).into_iter().find(leaves));
            let Some(path) = there.or_else(marked) else { continue };
            let is_excepted = self.lines.patterns().take(at).any(|it| it.is_exception);
            let named = reads.iter().filter_map(|(_, read)| read.pattern.as_ref());
            let is_named = named.into_iter().any(|read| {
                let path = read.plain().to_string();
                path.contains('/') && nested.fits(0, &path)
            });
            found.push(RootOnly { pattern, path, exists, is_repairable: !is_excepted && !is_named });
        }
        found
    }

    /// The files that Git leaves out and that the builds take along with a folder, and the line of `.gitignore` of each.
    pub fn taken_though_git_ignored(&self) -> Vec<(String, String)> {
        let lines = self.git_ignored();
        let Some(tree) = self.tree().filter(|_| !lines.is_empty()) else { return Vec::new() };
        let (git, taker) = (self.git_matcher(), self.taker());
        let mut found: Vec<(String, String)> = Vec::new();
        let inside = |folder: EntryId, path: String, trail: Trail| {
            let above = Rc::new((path, trail));
            tree.children(folder).rev().map(move |id| (id, Rc::clone(&above)))
        };
        let mut open: Vec<_> = inside(tree.root(), String::new(), Trail::default()).collect();
        while let Some((id, above)) = open.pop() {
            let Some(entry) = tree.entry(id) else { continue };
            let (folder, trail) = above.as_ref();
            let path = joined(folder, entry.name);
            if entry.kind == EntryKind::Directory {
                let trail = git.enter(trail, &path);
                open.extend(inside(id, path, trail));
                continue;
            }
            let verdict = git.verdict_below(trail, &path);
            let by = verdict.by.filter(|_| verdict.is_excluded && !entry.verdict.is_excluded);
            let Some(line) = by.and_then(|by| lines.get(by)) else { continue };
            if found.iter().any(|(known, _)| known == line) {
                continue;
            }
            let above = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
            let outermost = above.into_iter().find(|above| git.verdict(above).is_excluded).unwrap_or(&path);
            let name = outermost.rsplit('/').next().unwrap_or_default();
            if taker.takes(&path) && !taker.names(name) {
                found.push((line.clone(), path));
            }
        }
        found
    }
}

/// Whether a pattern can match anything at all.
fn is_ordinary(pattern: &Pattern) -> bool {
    !matches!(pattern.cleaned.as_str(), "" | "." | ".." | "/") && !pattern.cleaned.starts_with("../")
}

/// Whether all that the second pattern is about, the first is about too.
fn covers(matcher: &Matcher, (at, one): (usize, &Pattern), other: &Pattern) -> bool {
    if one.cleaned == other.cleaned {
        return true;
    }
    if !is_ordinary(one) || one.is_exception {
        return false;
    }
    if other.is_literal() {
        return matcher.fits(at, &other.cleaned);
    }
    let Some(deep) = one.cleaned.strip_prefix("**/") else {
        return other.cleaned.strip_prefix(one.cleaned.as_str()).is_some_and(|rest| rest.starts_with('/'));
    };
    let is_last = other.cleaned.strip_suffix(deep).is_some_and(|before| before.is_empty() || before.ends_with('/'));
    is_last || other.cleaned.strip_prefix(one.cleaned.as_str()).is_some_and(|rest| rest.starts_with('/'))
}

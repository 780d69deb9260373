//! Comments that suppress findings.
//!
//! `# plimsoll ignore=NAME,NAME until=2027-01-31: reason` above an instruction, between its continued lines or
//! in its here-document; `stage ignore=` above a `FROM`, `global ignore=` anywhere. The comments of hadolint,
//! BuildKit, ShellCheck and tally are obeyed too; in Compose files, where ours stand above a line or at its end, those
//! of dclint. Comments add up. What each of them did is kept, so that rules
//! can tell of those that do nothing. Start with [`Suppressions::read`]; `comment` knows the languages.

mod comment;
mod heredocs;
mod ignore_files;
mod places;
mod scopes;
mod yaml;

use std::collections::HashMap;

use super::diagnostic::Diagnostic;
use super::names::{Name, Tool, UnknownName};
use super::rule::{Check, Rule, Severity};
use super::settings::Settings;
use crate::knowledge::images::Date;
use crate::model::{Build, File, FileKind};
use crate::text::{Span, Spanned};
use scopes::Scopes;

/// Whose comment it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// `# plimsoll ignore=`
    Plimsoll,
    /// `# hadolint ignore=`
    Hadolint,
    /// `# check=skip=`
    BuildKit,
    /// `# shellcheck disable=`
    ShellCheck,
    /// `# tally ignore=`
    Tally,
    /// `# dclint disable-line`, in Compose files.
    Dclint,
}

/// How far a comment reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The whole file.
    File,
    /// The stage whose `FROM` stands below it.
    Stage,
    /// One instruction, or a command in its here-document; in a Compose file what begins on one line.
    Instruction,
}

/// A comment that suppresses findings.
#[derive(Clone, Debug)]
pub struct Suppression {
    /// Whose language it is in.
    pub language: Language,
    /// How far it reaches.
    pub reach: Reach,
    /// What it names; nothing where it was meant for plimsoll and is not understood.
    pub names: Vec<SuppressedName>,
    /// Why, where it says so.
    pub reason: Option<String>,
    /// The day after which it counts as absent, or what stands in place of a day.
    pub until: Option<Spanned<Result<Date, String>>>,
    /// Whether that day has passed.
    pub is_expired: bool,
    /// From the `#` to the end of the text.
    pub span: Span,
    /// The whole line with its end, where nothing but the comment stands on it.
    pub line: Span,
    /// Whether there is something that it holds for: an instruction below it, say.
    pub is_attached: bool,
    /// Whether its line has to stay even where it does nothing: it says something else too, as
    /// `# check=skip=A;error=true` does, or without it a comment below would become a directive.
    pub stays: bool,
}

/// A name in such a comment.
#[derive(Clone, Debug)]
pub struct SuppressedName {
    /// As it is written.
    pub text: Spanned<String>,
    /// What it did in this run.
    pub effect: Effect,
}

/// What a name in a comment did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It suppressed findings.
    Used,
    /// There was nothing to suppress.
    Unused,
    /// Nobody looked: the rule did not run, or the name is another tool's alone.
    NotJudged,
    /// Nothing is called so.
    Unknown(UnknownName),
}

/// The suppressions of one file.
#[derive(Debug, Default)]
pub(super) struct Suppressions {
    all: Vec<Suppression>,
    scopes: Scopes,
    /// Whether findings of BuildKit's checks are errors in this file.
    fails_build: bool,
}

impl Suppressions {
    /// Reads the comments of a file.
    pub fn read(file: &File, build: Option<&Build>, settings: &Settings) -> Self {
        let mut found = Self::default();
        let mut names = Names { settings, known: HashMap::new() };
        let places = match &file.kind {
            FileKind::Dockerfile(_) => places::find(file, build),
            FileKind::Compose(tree) => yaml::find(file.source.text(), tree),
            FileKind::Ignore(lines) => ignore_files::find(file.source.text(), lines),
            FileKind::Environment => Vec::new(),
        };
        for place in places {
            found.add(place, &mut names);
        }
        found.fails_build = places::directives(file).any(|directive| comment::fails_build(&directive.value.value));
        found
    }

    /// Adds a comment with the stretch it holds for.
    fn add(&mut self, place: places::Place, known: &mut Names<'_>) {
        let read = place.read;
        let is_expired = match (&read.until, known.settings.policy.today) {
            (Some(Spanned { value: Ok(last), .. }), Some(today)) => today > *last,
            _ => false,
        };
        let mut names = Vec::with_capacity(read.names.len());
        for text in read.names {
            let (key, effect) = known.meaning(read.language, &text.value, place.is_judged);
            if let (Some(key), false) = (key, is_expired) {
                self.scopes.add(place.level, place.scope, key, (self.all.len(), names.len()));
            }
            names.push(SuppressedName { text, effect });
        }
        self.all.push(Suppression {
            language: read.language,
            reach: read.reach,
            names,
            reason: read.reason,
            until: read.until,
            is_expired,
            is_attached: !place.scope.is_empty(),
            span: place.span,
            line: place.line,
            stays: place.stays,
        });
    }

    /// The names of a finding that comments suppress where it is; remembers which comments.
    pub fn names_for(&mut self, diagnostic: &Diagnostic) -> Vec<&'static str> {
        self.scopes.mark(diagnostic.span.start, diagnostic.names())
    }

    /// The severity that BuildKit's directive asks for.
    pub fn raise(&self, diagnostic: &mut Diagnostic) {
        if self.fails_build && Name::Tool(Tool::BuildKit).covers(diagnostic) {
            diagnostic.severity = Severity::Error;
        }
    }

    /// Every comment with what it did. `failed` are rules whose findings are not all there.
    pub fn audit(&mut self, failed: &[&'static str]) -> Vec<Suppression> {
        for (suppression, name) in self.scopes.used() {
            let known = self.all.get_mut(suppression).and_then(|suppression| suppression.names.get_mut(name));
            if let Some(name) = known {
                name.effect = Effect::Used;
            }
        }
        if !failed.is_empty() {
            let names = self.all.iter_mut().flat_map(|suppression| &mut suppression.names);
            names.filter(|name| name.effect == Effect::Unused).for_each(|name| name.effect = Effect::NotJudged);
        }
        std::mem::take(&mut self.all)
    }
}

/// What names in comments mean; the same ones are written again and again.
struct Names<'s> {
    settings: &'s Settings,
    known: HashMap<String, Result<Meaning, UnknownName>>,
}

/// A name that is understood.
#[derive(Clone, Copy)]
struct Meaning {
    key: &'static str,
    /// Whether it can be told that there is nothing of it to find.
    can_be_judged: bool,
}

impl Names<'_> {
    /// What a name stands for, and what is thought of it until a finding proves more.
    fn meaning(&mut self, language: Language, name: &str, is_judged: bool) -> (Option<&'static str>, Effect) {
        let all_of = match language {
            Language::BuildKit => Some(Tool::BuildKit),
            Language::Dclint => Some(Tool::Dclint),
            Language::Plimsoll | Language::Hadolint | Language::ShellCheck | Language::Tally => None,
        };
        if let Some(tool) = all_of.filter(|_| name.eq_ignore_ascii_case("all")) {
            return (Some(tool.name()), Effect::NotJudged);
        }
        if !self.known.contains_key(name) {
            self.known.insert(name.to_owned(), understood(name, self.settings));
        }
        match self.known.get(name) {
            Some(Ok(meaning)) if is_judged && meaning.can_be_judged => (Some(meaning.key), Effect::Unused),
            Some(Ok(meaning)) => (Some(meaning.key), Effect::NotJudged),
            Some(Err(unknown)) if is_judged && language == Language::Plimsoll && Tool::of(name).is_none() => {
                (None, Effect::Unknown(unknown.clone()))
            }
            // A code of a tool that plimsoll does not have, or a rule of its own.
            Some(Err(_)) | None => (None, Effect::NotJudged),
        }
    }
}

fn understood(name: &str, settings: &Settings) -> Result<Meaning, UnknownName> {
    let known = Name::parse(&settings.registry, name)?;
    Ok(Meaning { key: known.text(), can_be_judged: settings.runs(known) && !is_about_comments(known) })
}

/// Whether a name stands for a rule that reads these comments, and can only be judged when it is too late.
fn is_about_comments(name: Name) -> bool {
    let reads_comments = |rule: &Rule| matches!(rule.check, Check::Suppression(_));
    match name {
        Name::Rule(rule) | Name::Alias(rule, _) => reads_comments(rule),
        Name::All | Name::Category(_) | Name::Tool(_) => false,
    }
}

impl Suppression {
    /// What is cut out when one of its names goes, with the comma beside it.
    pub fn cut(&self, index: usize) -> Option<Span> {
        let span = |index: usize| self.names.get(index).map(|name| name.text.span);
        match (index.checked_sub(1).and_then(span), span(index)?, span(index + 1)) {
            (Some(before), own, _) => Some(Span::new(before.end, own.end)),
            (None, own, Some(after)) => Some(Span::new(own.start, after.start)),
            (None, own, None) => Some(own),
        }
    }
}

impl Language {
    /// The tool, as people call it.
    pub fn tool(self) -> &'static str {
        match self {
            Self::Plimsoll => "plimsoll",
            Self::Hadolint => "hadolint",
            Self::BuildKit => "BuildKit",
            Self::ShellCheck => "ShellCheck",
            Self::Tally => "tally",
            Self::Dclint => "dclint",
        }
    }
}

//! A finding once it is made: plain data that every reporter and the fixer read.

use super::names::Tool;
use super::rule::{Profile, Rule, Safety, Severity};
use crate::model::{FileId, Project};
use crate::text::{Edit, EditSet, Span};

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that made it.
    pub rule: &'static Rule,
    /// How bad it is.
    pub severity: Severity,
    /// The first profile that shows it: the rule's, or a later one for the lesser findings of a rule.
    pub profile: Profile,
    /// The file it is in.
    pub file: FileId,
    /// The exact culprit.
    pub span: Span,
    /// What is wrong here: one clause, lower-case, no full stop, the user's text in backticks.
    pub message: String,
    /// What is said at the culprit itself, where the message alone does not point.
    pub note: Option<String>,
    /// Other places that explain it.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
    /// The names other tools give to this very finding.
    pub aliases: Vec<&'static str>,
    /// Whether it is several checks of another tool in one: leaving one of them out does not answer the others.
    pub is_group: bool,
    /// An edit that mends it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Every name that stands for it, as [`Name::text`](super::names::Name::text) has them.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + Clone + '_ {
        let tools = self.aliases.iter().filter_map(|alias| Tool::of(alias)).map(Tool::name);
        let own = ["all", self.rule.category.name(), self.rule.name];
        own.into_iter().chain(self.aliases.iter().copied()).chain(tools)
    }
}

/// A place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The file it is in.
    pub file: FileId,
    /// The place.
    pub span: Span,
    /// What is there, as one clause.
    pub text: String,
}

/// An edit that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order: "add `--no-install-recommends`".
    pub title: String,
    /// Whether it may be applied without a second look.
    pub safety: Safety,
    /// What changes in the finding's file.
    pub edits: EditSet,
}

impl Fix {
    /// Its edits, in order.
    pub fn edits(&self) -> &[Edit] {
        self.edits.edits()
    }
}

/// A project and what was found in it.
#[derive(Debug)]
pub struct Checked {
    /// The project, with the text of every file.
    pub project: Project,
    /// Sorted by file, span and rule.
    pub diagnostics: Vec<Diagnostic>,
    /// How many further findings the next larger profile would show.
    pub hidden: usize,
    /// Rules that failed: our bugs.
    pub failures: Vec<Failure>,
}

/// A rule that panicked; the rest of its findings in the file are missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The rule.
    pub rule: &'static str,
    /// The file it was looking at.
    pub file: FileId,
}

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
    /// Where it is several checks in one: the names that other tools give to each of them.
    pub parts: Vec<Vec<&'static str>>,
    /// An edit that mends it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Every name that stands for it, as [`Name::text`](super::names::Name::text) has them.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + Clone + '_ {
        self.own_names().into_iter().chain(peer_names(&self.aliases))
    }

    /// The names that stand for the whole of it, whatever it has for parts.
    fn own_names(&self) -> [&'static str; 3] {
        ["all", self.rule.category.name(), self.rule.name]
    }

    /// Whether names answer the whole of it: where it has parts, each of them has to be named, or the rule.
    pub fn is_answered(&self, is_named: impl Fn(&'static str) -> bool) -> bool {
        if self.parts.is_empty() {
            return self.names().any(is_named);
        }
        self.own_names().into_iter().any(&is_named) || self.parts.iter().all(|part| peer_names(part).any(&is_named))
    }
}

/// Names of other tools, and those tools.
fn peer_names<'a>(aliases: &'a [&'static str]) -> impl Iterator<Item = &'static str> + Clone + 'a {
    let tools = aliases.iter().filter_map(|alias| Tool::of(alias)).map(Tool::name);
    aliases.iter().copied().chain(tools)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::{Category, Check, FixSupport};

    static RULE: Rule = Rule {
        name: "some-rule",
        category: Category::Security,
        severity: Severity::Info,
        profile: Profile::Recommended,
        fix: FixSupport::Never,
        aliases: &["CL-0003", "CL-0006", "CIS-5"],
        options: &[],
        since: "0.1.0",
        page: "",
        check: Check::Suppression(|_, _| {}),
    };

    #[test]
    fn a_sum_is_answered_part_by_part() {
        let sum = Diagnostic {
            rule: &RULE,
            severity: RULE.severity,
            profile: RULE.profile,
            file: FileId(0),
            span: Span::at(0),
            message: String::new(),
            note: None,
            labels: Vec::new(),
            help: None,
            aliases: RULE.aliases.to_vec(),
            parts: vec![vec!["CL-0003", "CIS-5"], vec!["CL-0006"]],
            fix: None,
        };
        let is_answered = |names: &[&str]| sum.is_answered(|name| names.contains(&name));
        for names in [&[][..], &["CL-0003"], &["CL-0006"], &["CL-0003", "CIS-5"], &["CL-0009"]] {
            assert!(!is_answered(names), "{names:?}");
        }
        for names in [&["CL-0003", "CL-0006"][..], &["CL-0006", "CIS-5"], &["compose-lint"], &["all"], &[RULE.name]] {
            assert!(is_answered(names), "{names:?}");
        }
        let nameless = Diagnostic { parts: vec![vec!["CL-0003"], vec![]], ..sum.clone() };
        assert!(!nameless.is_answered(|name| name == "CL-0003") && nameless.is_answered(|name| name == "security"));
        let whole = Diagnostic { parts: Vec::new(), ..sum.clone() };
        assert!(whole.is_answered(|name| name == "CL-0003"));
    }
}

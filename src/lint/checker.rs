//! What a rule is given: the way to report, and the way to edits.

use super::diagnostic::{Diagnostic, Fix, Label};
use super::edits::Edits;
use super::ignore_edits::IgnoreEdits;
use super::options::{OptionSpec, OptionValues};
use super::rule::{Profile, Rule, Safety, Severity};
use super::shell::Codes;
use super::yaml_edits::YamlEdits;
use crate::knowledge::compose_files::{is_for_podman, is_for_production};
use crate::model::{File, FileId};
use crate::text::{Edit, EditSet, Place, Span};

/// What a rule is given beside the node it looks at.
pub struct Checker<'a> {
    rule: &'static Rule,
    file: &'a File,
    /// Every file of the project.
    files: &'a [File],
    options: &'a OptionValues,
    diagnostics: Vec<Diagnostic>,
    /// The codes of ShellCheck that rules find.
    pub(super) codes: &'a Codes,
}

impl<'a> Checker<'a> {
    pub(super) fn new(
        rule: &'static Rule,
        file: &'a File,
        files: &'a [File],
        options: &'a OptionValues,
        codes: &'a Codes,
    ) -> Self {
        Self { rule, file, files, options, diagnostics: Vec::new(), codes }
    }

    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    /// The rule that looks.
    pub(super) fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// The file that findings are reported in where no other one is named: of a Compose project the first.
    pub fn file(&self) -> &'a File {
        self.file
    }

    /// The Compose files of the project: merged, included and extended ones.
    pub fn compose_files(&self) -> impl Iterator<Item = &'a File> + use<'a> {
        self.files.iter().filter(|file| file.yaml().is_some())
    }

    /// Whether what stands there is meant to develop or test with, as far as its file tells.
    pub fn is_for_development(&self, place: Place) -> bool {
        self.file_of(place.file).is_for_development()
    }

    /// Whether what stands there is meant for production, as far as its file's name tells.
    pub fn is_for_production(&self, place: Place) -> bool {
        is_for_production(self.file_of(place.file).source.name())
    }

    /// Whether what stands there is read by podman-compose, as far as its file's name tells.
    pub fn is_for_podman(&self, place: Place) -> bool {
        is_for_podman(self.file_of(place.file).source.name())
    }

    /// What a file of the project is called where it lies.
    pub fn file_name(&self, file: FileId) -> &'a str {
        let name = self.file_of(file).source.name();
        name.rsplit(['/', '\\']).next().unwrap_or(name)
    }

    /// The name of the file that a place is in.
    pub(super) fn name_of(&self, place: Place) -> &'a str {
        self.file_of(place.file).source.name()
    }

    /// Makes edits of that file.
    pub fn edits(&self) -> Edits<'a> {
        Edits::new(self.file)
    }

    /// Makes edits of a Dockerfile of the project. A fix edits the file of its finding alone.
    pub fn edits_of(&self, file: FileId) -> Edits<'a> {
        Edits::new(self.file_of(file))
    }

    /// Makes edits of an ignore file of the project. A fix edits the file of its finding alone.
    pub fn edits_of_ignore_file(&self, file: FileId) -> IgnoreEdits<'a> {
        IgnoreEdits::new(self.file_of(file))
    }

    /// Makes edits of a Compose file of the project. A fix edits the file of its finding alone.
    pub fn edits_in(&self, file: FileId) -> YamlEdits<'a> {
        YamlEdits::new(self.file_of(file))
    }

    fn file_of(&self, id: FileId) -> &'a File {
        self.files.get(id.0 as usize).filter(|file| file.id == id).unwrap_or(self.file)
    }

    /// The value of a flag among the rule's options.
    pub fn flag(&self, spec: &OptionSpec) -> bool {
        self.options.flag(self.rule.name, spec)
    }

    /// The value of a list among the rule's options.
    pub fn texts(&self, spec: &OptionSpec) -> &'a [String] {
        self.options.texts(self.rule.name, spec)
    }

    /// The names, each with its word, that an option of the rule holds, in their order.
    pub fn pairs(&self, spec: &OptionSpec) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let pairs = self.options.pairs(self.rule.name, spec).into_iter().flatten();
        pairs.map(|(name, word)| (name.as_str(), word.as_str()))
    }

    /// Reports a finding; what is returned takes more to say about it.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> Finding<'_> {
        self.report_at(Place::new(self.file.id, span), message)
    }

    /// Reports a finding in any file of the project.
    pub fn report_at(&mut self, place: Place, message: impl Into<String>) -> Finding<'_> {
        let file = self.file_of(place.file);
        let text = file.source.text();
        self.diagnostics.push(Diagnostic {
            rule: self.rule,
            severity: self.rule.severity,
            profile: self.rule.profile,
            file: file.id,
            span: place.span,
            message: message.into(),
            note: None,
            labels: Vec::new(),
            help: None,
            aliases: self.rule.aliases.to_vec(),
            parts: Vec::new(),
            fix: None,
        });
        let last = self.diagnostics.len() - 1;
        Finding { diagnostics: &mut self.diagnostics, at: last, text }
    }
}

/// A finding that is being made.
pub struct Finding<'c> {
    diagnostics: &'c mut Vec<Diagnostic>,
    at: usize,
    text: &'c str,
}

impl Finding<'_> {
    fn change(self, change: impl FnOnce(&mut Diagnostic)) -> Self {
        if let Some(diagnostic) = self.diagnostics.get_mut(self.at) {
            change(diagnostic);
        }
        self
    }

    /// Says something at the culprit itself.
    pub fn note(self, note: impl Into<String>) -> Self {
        self.change(|diagnostic| diagnostic.note = Some(note.into()))
    }

    /// Points at another place that explains it.
    pub fn label(self, span: Span, text: impl Into<String>) -> Self {
        self.change(|diagnostic| {
            let file = diagnostic.file;
            diagnostic.labels.push(Label { file, span, text: text.into() });
        })
    }

    /// Points at another place, in any file of the project, that explains it.
    pub fn label_at(self, place: Place, text: impl Into<String>) -> Self {
        let Place { file, span } = place;
        self.change(|diagnostic| diagnostic.labels.push(Label { file, span, text: text.into() }))
    }

    /// Says what to do.
    pub fn help(self, help: impl Into<String>) -> Self {
        self.change(|diagnostic| diagnostic.help = Some(help.into()))
    }

    /// Says how bad this very finding is.
    pub fn severity(self, severity: Severity) -> Self {
        self.change(|diagnostic| diagnostic.severity = severity)
    }

    /// Shows this finding from a later profile on only: a lesser case of what the rule is about.
    pub fn from_profile(self, profile: Profile) -> Self {
        self.change(|diagnostic| diagnostic.profile = diagnostic.profile.max(profile))
    }

    /// Keeps only these of the rule's aliases: the others name a check that this finding is not.
    pub fn aliases(self, aliases: &[&str]) -> Self {
        self.change(|diagnostic| diagnostic.aliases.retain(|alias| aliases.contains(alias)))
    }

    /// Says that it is several checks in one, each with these of the rule's aliases: it is left out only where each of
    /// them is. The other aliases name checks that this finding is not.
    pub fn parts(self, parts: Vec<Vec<&'static str>>) -> Self {
        self.change(|diagnostic| {
            diagnostic.aliases.retain(|alias| parts.iter().flatten().any(|name| name == alias));
            diagnostic.parts = parts;
        })
    }

    /// Offers a fix. Edits that touch each other or do not fit the file make none.
    pub fn fix(self, safety: Safety, title: impl Into<String>, edits: impl IntoIterator<Item = Edit>) -> Self {
        let text = self.text;
        let Ok(edits) = EditSet::new(text, edits.into_iter().collect()) else { return self };
        if edits.is_empty() {
            return self;
        }
        let title = title.into();
        self.change(|diagnostic| diagnostic.fix = Some(Fix { title, safety, edits }))
    }
}

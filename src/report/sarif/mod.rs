//! The report as SARIF 2.1.0, made for GitHub code scanning.
//!
//! Every rule has its page, every result all four coordinates, a link to each place that explains it, its
//! fix, and the fingerprint that code scanning would compute itself. Start with [`render`].
//!
//! Sources: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html> and
//! <https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning>

mod fingerprint;
mod types;
mod uri;

use std::collections::{BTreeMap, HashMap};

use types::{
    ArtifactChange, AutomationDetails, BaseLocation, Configuration, Content, Driver, Fingerprints, Help, Invocation,
    Level, Location, Log, Message, Notification, PhysicalLocation, Region, Replacement, ReportingDescriptor,
    ResultProperties, RuleProperties, SarifFix, SarifResult, SarifRun, Tool,
};

use super::{Gap, Run, source};
use crate::lint::{Category, Checked, Diagnostic, Fix, Label, Rule, Severity};
use crate::model::FileId;
use crate::text::{Source, Span};

/// The official address of the schema.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Where the tool is published.
pub(super) const HOME: &str = "https://crates.io/crates/plimsoll";
/// The longest text that code scanning takes as a description.
const MOST_CHARACTERS: usize = 1024;

/// Writes the report.
pub fn render(run: &Run<'_>) -> String {
    let mut text = super::to_json(&log(run));
    text.push('\n');
    text
}

/// The report as a value.
fn log<'a>(run: &Run<'a>) -> Log<'a> {
    let rules = described(run);
    let driver = Driver {
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        information_uri: HOME,
        rules: rules.iter().map(|rule| descriptor(rule)).collect(),
    };
    let base = BaseLocation { description: Message::new("The directory that plimsoll was run in.") };
    let invocation = Invocation {
        execution_successful: run.gaps.is_empty(),
        tool_execution_notifications: run.gaps.iter().map(notification).collect(),
    };
    let sarif_run = SarifRun {
        tool: Tool { driver },
        automation_details: AutomationDetails { id: "plimsoll/" },
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: BTreeMap::from([(uri::BASE, base)]),
        invocations: vec![invocation],
        results: run.checked.iter().flat_map(|checked| results(checked, &rules)).collect(),
    };
    Log { schema: SCHEMA, version: "2.1.0", runs: vec![sarif_run] }
}

/// The rules that ran and those that found something.
fn described(run: &Run<'_>) -> Vec<&'static Rule> {
    let mut rules = run.settings.rules.clone();
    for diagnostic in run.checked.iter().flat_map(|checked| &checked.diagnostics) {
        if !rules.contains(&diagnostic.rule) {
            rules.push(diagnostic.rule);
        }
    }
    rules
}

/// What code scanning shows of a rule.
fn descriptor(rule: &'static Rule) -> ReportingDescriptor {
    let security = rule.category == Category::Security;
    let summary: String = rule.summary().split_whitespace().collect::<Vec<_>>().join(" ");
    let short = summary.split_once(". ").map_or(summary.as_str(), |(first, _)| first);
    ReportingDescriptor {
        id: rule.name,
        // SARIF wants a name that differs from the id by more than case.
        name: rule.name.contains('-').then(|| pascal_case(rule.name)),
        short_description: Message::new(sentence(short)),
        full_description: Message::new(sentence(&summary)),
        help: Help { text: rule.explanation(), markdown: rule.explanation() },
        default_configuration: Configuration { level: level(rule.severity) },
        properties: RuleProperties {
            tags: vec![rule.category.name(), "container"],
            precision: "high",
            problem_severity: (!security).then(|| problem_severity(rule.severity)),
            security_severity: security.then(|| security_severity(rule.severity)),
            profile: rule.profile.name(),
            aliases: rule.aliases,
        },
    }
}

/// `some-rule` as `SomeRule`.
fn pascal_case(name: &str) -> String {
    let mut result = String::with_capacity(name.len());
    for word in name.split('-') {
        let mut characters = word.chars();
        result.extend(characters.next().map(|first| first.to_ascii_uppercase()));
        result.push_str(characters.as_str());
    }
    result
}

/// A text with a full stop at its end, cut to what code scanning takes.
fn sentence(text: &str) -> String {
    let text = text.trim_end_matches(['.', ' ']);
    if text.chars().count() < MOST_CHARACTERS {
        return format!("{text}.");
    }
    let cut: String = text.chars().take(MOST_CHARACTERS - 1).collect();
    format!("{cut}…")
}

/// A severity as SARIF names it.
fn level(severity: Severity) -> Level {
    match severity {
        Severity::Info => Level::Note,
        Severity::Warning => Level::Warning,
        Severity::Error => Level::Error,
    }
}

/// A severity as code scanning names it.
fn problem_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "recommendation",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// A severity as code scanning scores it: low, medium, high.
fn security_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "2.0",
        Severity::Warning => "5.5",
        Severity::Error => "8.0",
    }
}

/// What could not be checked.
fn notification(gap: &Gap) -> Notification {
    let place = PhysicalLocation { artifact_location: uri::location(&gap.path), region: None };
    let location = Location { id: None, physical_location: place, message: None };
    Notification { level: Level::Error, message: Message::new(gap.reason.clone()), locations: vec![location] }
}

/// The findings of a project.
fn results<'a>(checked: &'a Checked, rules: &[&'static Rule]) -> Vec<SarifResult<'a>> {
    let mut fingerprints: HashMap<FileId, Vec<String>> = HashMap::new();
    let mut results = Vec::with_capacity(checked.diagnostics.len());
    for diagnostic in &checked.diagnostics {
        let lines = fingerprints.entry(diagnostic.file).or_insert_with(|| {
            source(checked, diagnostic.file).map_or_else(Vec::new, |source| fingerprint::of_lines(source.bytes()))
        });
        let rule_index = rules.iter().position(|rule| *rule == diagnostic.rule).unwrap_or_default();
        results.push(result(checked, diagnostic, rule_index, lines));
    }
    results
}

/// One finding.
fn result<'a>(
    checked: &'a Checked,
    diagnostic: &'a Diagnostic,
    rule_index: usize,
    lines: &[String],
) -> SarifResult<'a> {
    let place = place(checked, diagnostic.file, diagnostic.span, true);
    let line = place.region.as_ref().map_or(1, |region| region.start_line);
    let hash = lines.get(line as usize - 1).cloned().unwrap_or_default();
    let fixes = diagnostic.fix.iter().filter_map(|fix| mend(checked, diagnostic.file, fix));
    SarifResult {
        rule_id: diagnostic.rule.name,
        rule_index,
        level: level(diagnostic.severity),
        message: Message::new(message(diagnostic)),
        locations: vec![Location {
            id: None,
            physical_location: place,
            message: diagnostic.note.as_deref().map(Message::new),
        }],
        related_locations: diagnostic
            .labels
            .iter()
            .enumerate()
            .map(|(at, label)| related(checked, at, label))
            .collect(),
        partial_fingerprints: Fingerprints { primary_location_line_hash: hash },
        fixes: fixes.collect(),
        properties: ResultProperties { help: diagnostic.help.as_deref(), aliases: &diagnostic.aliases },
    }
}

/// The message as a sentence, which code scanning makes the title; then note and help, which it does not show
/// by themselves, and a link to each place that explains the finding.
fn message(diagnostic: &Diagnostic) -> String {
    let mut text = diagnostic.message.clone();
    text.push('.');
    if let Some(note) = &diagnostic.note {
        text.push_str(&format!("\nHere: {note}."));
    }
    if let Some(help) = &diagnostic.help {
        text.push_str(&format!("\nHelp: {}.", help.trim_end_matches('.')));
    }
    for (index, label) in diagnostic.labels.iter().enumerate() {
        let label = label.text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
        text.push_str(&format!("\nSee [{label}]({}).", index + 1));
    }
    text
}

/// A place that explains a finding; the message links to it by its number.
fn related(checked: &Checked, index: usize, label: &Label) -> Location {
    Location {
        id: Some(index + 1),
        physical_location: place(checked, label.file, label.span, true),
        message: Some(Message::new(label.text.clone())),
    }
}

/// A fix; `None` where its file is gone.
fn mend<'a>(checked: &Checked, file: FileId, fix: &'a Fix) -> Option<SarifFix<'a>> {
    let source = source(checked, file)?;
    let replacements = fix.edits().iter().map(|edit| Replacement {
        deleted_region: region(source, edit.span),
        inserted_content: Some(edit.text.as_str()).filter(|text| !text.is_empty()).map(|text| Content { text }),
    });
    let change =
        ArtifactChange { artifact_location: uri::location(source.name()), replacements: replacements.collect() };
    Some(SarifFix { description: Message::new(sentence(&fix.title)), artifact_changes: vec![change] })
}

/// A span of a file. An empty one is widened to a character, if it is to be seen.
fn place(checked: &Checked, file: FileId, span: Span, seen: bool) -> PhysicalLocation {
    let source = source(checked, file);
    let shown = |source: &Source| region(source, if seen { widened(source, span) } else { span });
    PhysicalLocation { artifact_location: uri::location(source.map_or("", Source::name)), region: source.map(shown) }
}

/// An empty span with the character after it, or the one before it at the end of a line.
fn widened(source: &Source, span: Span) -> Span {
    if !span.is_empty() {
        return span;
    }
    let (before, after) = source.text().split_at_checked(span.start as usize).unwrap_or_default();
    let is_shown = |c: &char| !matches!(c, '\n' | '\r');
    match (after.chars().next().filter(is_shown), before.chars().next_back().filter(is_shown)) {
        (Some(next), _) => Span::new(span.start, span.start + next.len_utf8() as u32),
        (None, Some(last)) => Span::new(span.start - last.len_utf8() as u32, span.start),
        (None, None) => span,
    }
}

/// All four coordinates of a span.
fn region(source: &Source, span: Span) -> Region {
    let (start, end) = (source.position(span.start), source.position(span.end));
    Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
}

#[cfg(test)]
mod tests;

//! The report for people: what is wrong, where, why, what to do, the fix as a diff; then one summary line.
//!
//! Findings of one rule that say the same thing of one file are told once and listed after that, so that
//! nothing scrolls twice and nothing is dropped.

use super::frame::{self, Mark};
use super::plain::{visible, visible_lines};
use super::{Look, Run, Summary, patch, source};
use crate::lint::{Checked, Diagnostic, Fix, Label, Profile, Safety, Severity};
use crate::text::Source;

/// Writes the report.
pub fn render(run: &Run<'_>, look: Look) -> String {
    let mut page = Page { text: String::new(), look };
    for checked in run.checked {
        for group in folded(&checked.diagnostics) {
            page.group(checked, &group);
            page.text.push('\n');
        }
    }
    page.summary(run);
    page.text
}

/// Findings of one rule, severity and file whose messages differ only in the user's own words, in the order
/// of the first of each.
fn folded(diagnostics: &[Diagnostic]) -> Vec<Vec<&Diagnostic>> {
    let mut groups: Vec<Vec<&Diagnostic>> = Vec::new();
    let mut index = std::collections::HashMap::new();
    for diagnostic in diagnostics {
        let key = (diagnostic.rule.name, diagnostic.severity, diagnostic.file, pattern(&diagnostic.message));
        let place = *index.entry(key).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(diagnostic),
            None => groups.push(vec![diagnostic]),
        }
    }
    groups
}

/// A message without what stands in backticks, and without its numbers.
fn pattern(message: &str) -> String {
    let outside = message.split('`').step_by(2).collect::<Vec<_>>().join("`");
    outside.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// How something is coloured.
#[derive(Clone, Copy)]
pub(super) enum Paint {
    Severity(Severity),
    Strong,
    Faint,
    Help,
    Added,
    Removed,
}

/// The report while it is written.
struct Page {
    text: String,
    look: Look,
}

impl Page {
    /// The first finding in full, the others in a line each.
    fn group(&mut self, checked: &Checked, group: &[&Diagnostic]) {
        let Some((first, others)) = group.split_first() else { return };
        self.finding(checked, first);
        for other in others {
            let place = place(checked, other.file, other.span.start);
            let message = if other.message == first.message { String::new() } else { format!(": {}", other.message) };
            self.wrapped(&format!("also at {place}{}", visible(&message)), "  ", "    ");
        }
    }

    /// One finding in full.
    fn finding(&mut self, checked: &Checked, diagnostic: &Diagnostic) {
        self.title(diagnostic);
        let notes = match source(checked, diagnostic.file) {
            Some(source) => self.frames(checked, diagnostic, source),
            None => diagnostic.labels.iter().collect(),
        };
        for label in notes {
            let place = place(checked, label.file, label.span.start);
            self.titled("note", &format!("{place}: {}", visible(&label.text)));
        }
        if let Some(help) = &diagnostic.help {
            self.titled("help", &visible_lines(help));
        }
        if let (Some(fix), Some(source)) = (&diagnostic.fix, source(checked, diagnostic.file)) {
            self.fix(source, fix);
        }
    }

    /// `severity: message`, and at the right edge `rule (category)`.
    fn title(&mut self, diagnostic: &Diagnostic) {
        let severity = diagnostic.severity.name();
        let message = format!("{severity}: {}", visible(&diagnostic.message));
        let rule = format!("{} ({})", diagnostic.rule.name, diagnostic.rule.category.name());
        let lines = textwrap::wrap(&message, wrapping(self.look.width).subsequent_indent("  "));
        let last = lines.last().map_or(0, |line| textwrap::core::display_width(line));
        for (index, line) in lines.iter().enumerate() {
            let rest = line.strip_prefix(severity).filter(|_| index == 0);
            if rest.is_some() {
                self.paint(Paint::Severity(diagnostic.severity), severity);
            }
            self.paint(Paint::Strong, rest.unwrap_or(line));
            if index + 1 < lines.len() {
                self.text.push('\n');
            }
        }
        let room = self.look.width.saturating_sub(rule.len());
        if room >= last + 2 {
            self.text.push_str(&" ".repeat(room - last));
        } else {
            self.text.push('\n');
            self.text.push_str(&" ".repeat(room));
        }
        self.paint(Paint::Faint, &rule);
        self.text.push('\n');
    }

    /// The finding's own frame and one for each other file it points into; gives back what found no place.
    fn frames<'a>(&mut self, checked: &Checked, diagnostic: &'a Diagnostic, source: &Source) -> Vec<&'a Label> {
        let mut marks = vec![Mark { span: diagnostic.span, text: diagnostic.note.as_deref(), primary: true }];
        marks.extend(diagnostic.labels.iter().filter(|label| label.file == diagnostic.file).map(mark));
        let mut left = self.frame(source, &marks, diagnostic.severity);
        let mut files: Vec<_> = diagnostic.labels.iter().map(|label| label.file).collect();
        files.sort_unstable();
        files.dedup();
        for file in files.into_iter().filter(|file| *file != diagnostic.file) {
            let marks: Vec<Mark<'a>> = diagnostic.labels.iter().filter(|label| label.file == file).map(mark).collect();
            match super::source(checked, file) {
                Some(source) => left.extend(self.frame(source, &marks, diagnostic.severity)),
                None => left.extend(marks),
            }
        }
        let is_left = |label: &&Label| left.iter().any(|mark| !mark.primary && mark.text == Some(label.text.as_str()));
        diagnostic.labels.iter().filter(is_left).collect()
    }

    /// One frame.
    fn frame<'a>(&mut self, source: &Source, marks: &[Mark<'a>], severity: Severity) -> Vec<Mark<'a>> {
        let frame = frame::draw(source, marks, severity, self.look);
        self.text.push_str(&frame.text);
        frame.left
    }

    /// What the fix does, how it is asked for, and its diff.
    fn fix(&mut self, source: &Source, fix: &Fix) {
        let flags = match fix.safety {
            Safety::Safe => "--fix",
            Safety::Unsafe => "--fix --unsafe-fixes",
        };
        self.titled("fix", &format!("{} (with {flags})", visible(&fix.title)));
        let ellipsis = if self.look.unicode { "…" } else { "..." };
        for line in patch::lines(source, fix.edits(), self.look.width.saturating_sub(8), ellipsis) {
            self.text.push_str("        ");
            match line.chars().next() {
                Some('+') => self.paint(Paint::Added, line.trim_end()),
                Some('-') => self.paint(Paint::Removed, line.trim_end()),
                _ => self.text.push_str(line.trim_end()),
            }
            self.text.push('\n');
        }
    }

    /// `  title: text`, with the text in a block.
    fn titled(&mut self, title: &str, text: &str) {
        let indent = " ".repeat(title.len() + 4);
        let title = if self.look.color { painted(Paint::Help, title) } else { title.to_owned() };
        let lead = format!("  {title}: ");
        for (index, line) in text.lines().enumerate() {
            self.wrapped(line, if index == 0 { &lead } else { &indent }, &indent);
        }
    }

    /// A text in lines that fit, without blanks at their ends.
    fn wrapped(&mut self, text: &str, first: &str, rest: &str) {
        let options = wrapping(self.look.width).initial_indent(first).subsequent_indent(rest);
        for line in textwrap::wrap(text, options) {
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    /// The last line.
    fn summary(&mut self, run: &Run<'_>) {
        let summary = run.summary();
        let mut line = format!("{}: ", files(&summary));
        let counts = [
            (summary.errors, "error", "errors"),
            (summary.warnings, "warning", "warnings"),
            (summary.infos, "info", "infos"),
        ];
        let counts: Vec<String> = counts
            .iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| counted(*count, one, many))
            .collect();
        line.push_str(&if counts.is_empty() { "no findings".to_owned() } else { counts.join(", ") });
        if summary.hidden > 0
            && let Some(next) = Profile::ALL.iter().find(|profile| **profile > run.settings.policy.profile)
        {
            line.push_str(&format!(" ({} more in --profile {})", summary.hidden, next.name()));
        }
        let separator = if self.look.unicode { " · " } else { "; " };
        if let Some(fixable) = fixable(&summary) {
            line.push_str(&format!("{separator}{fixable}"));
        }
        if !run.gaps.is_empty() {
            line.push_str(&format!("{separator}{} could not be checked", counted(run.gaps.len(), "path", "paths")));
        }
        self.wrapped(&line, "", "  ");
    }

    /// Adds text in a colour, where there are colours.
    fn paint(&mut self, paint: Paint, text: &str) {
        if self.look.color {
            self.text.push_str(&painted(paint, text));
        } else {
            self.text.push_str(text);
        }
    }
}

/// A label as a mark.
fn mark(label: &Label) -> Mark<'_> {
    Mark { span: label.span, text: Some(&label.text), primary: false }
}

/// `path:line:column`, safe to show.
fn place(checked: &Checked, file: crate::model::FileId, offset: u32) -> String {
    let Some(source) = source(checked, file) else { return "?".to_owned() };
    let position = source.position(offset);
    format!("{}:{}:{}", visible(source.name()), position.line, position.column)
}

/// `2 Dockerfiles, 1 Compose file, 1 ignore file`
fn files(summary: &Summary) -> String {
    let dockerfiles = summary.files - summary.compose_files - summary.ignore_files;
    let counts = [
        (dockerfiles, counted(dockerfiles, "Dockerfile", "Dockerfiles")),
        (summary.compose_files, counted(summary.compose_files, "Compose file", "Compose files")),
        (summary.ignore_files, counted(summary.ignore_files, "ignore file", "ignore files")),
    ];
    let some: Vec<&str> = counts.iter().filter(|(count, _)| *count > 0).map(|(_, text)| text.as_str()).collect();
    if some.is_empty() { counts.into_iter().next().map_or_else(String::new, |(_, text)| text) } else { some.join(", ") }
}

/// `1 error`, `2 errors`
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// `1 fixable with --fix, 2 with --unsafe-fixes`
fn fixable(summary: &Summary) -> Option<String> {
    match (summary.fixable, summary.fixable_unsafe) {
        (0, 0) => None,
        (safe, 0) => Some(format!("{safe} fixable with --fix")),
        (0, more) => Some(format!("{more} fixable with --fix --unsafe-fixes")),
        (safe, more) => Some(format!("{safe} fixable with --fix, {more} with --fix --unsafe-fixes")),
    }
}

/// A text between escape sequences.
pub(super) fn painted(paint: Paint, text: &str) -> String {
    let code = match paint {
        Paint::Severity(Severity::Error) => "1;31",
        Paint::Severity(Severity::Warning) => "1;33",
        Paint::Severity(Severity::Info) | Paint::Help => "1;36",
        Paint::Strong => "1",
        Paint::Faint => "2",
        Paint::Added => "32",
        Paint::Removed => "31",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}

/// How text is broken into lines: between words alone, so that flags and paths can be copied.
pub(super) fn wrapping(width: usize) -> textwrap::Options<'static> {
    textwrap::Options::new(width)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false)
}

#[cfg(test)]
#[path = "human_tests.rs"]
mod tests;

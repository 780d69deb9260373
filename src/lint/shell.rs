//! Findings in shell scripts, given to the rule that names their code among its aliases.
//!
//! Knows how ShellCheck's codes become findings of ours: severity, message, the one alias that applies, the
//! fix. Start with [`Checker::report_shell_findings`]; the texts are in [`crate::knowledge::shell_codes`].

use super::checker::Checker;
use super::rule::{Safety, Severity};
use crate::model::{Build, ShellFinding, Step};
use crate::syntax::shell::lint::Level;

impl Checker<'_> {
    /// Reports what ShellCheck would say of the scripts of a step under one of the rule's aliases.
    pub fn report_shell_findings(&mut self, build: &Build, step: &Step) {
        let aliases = self.rule().aliases;
        let alias_of = |code: u16| {
            aliases.iter().find(|alias| alias.strip_prefix("SC").is_some_and(|number| number.parse() == Ok(code)))
        };
        for found in build.shell_findings(step, &|code| alias_of(code).is_some()) {
            if let Some(alias) = alias_of(found.code) {
                self.report_shell_finding(&found, alias);
            }
        }
    }

    fn report_shell_finding(&mut self, found: &ShellFinding<'_>, alias: &str) {
        let severity = match found.level {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Info => Severity::Info,
        };
        let finding = self.report(found.span, clause(found.message)).severity(severity).aliases(&[alias]);
        if let Some(repair) = &found.repair {
            let safety = if repair.is_safe { Safety::Safe } else { Safety::Unsafe };
            finding.fix(safety, clause(repair.title), repair.edits.iter().cloned());
        }
    }
}

/// A sentence of the library in our form: it begins small, and ends without a full stop.
fn clause(sentence: &str) -> String {
    let sentence = sentence.trim_end_matches('.');
    let mut letters = sentence.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => sentence.to_owned(),
    }
}

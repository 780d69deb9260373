//! Findings in shell scripts, given to the rule that names their code among its aliases.
//!
//! Knows how ShellCheck's codes become findings of ours: severity, message, the one alias that applies, the
//! fix. Start with [`Checker::report_shell_findings`]; the texts are in [`crate::knowledge::shell_codes`].

use std::collections::HashMap;

use super::checker::Checker;
use super::rule::{Rule, Safety, Severity};
use crate::knowledge::shell_codes::words_for;
use crate::model::{Build, ShellFinding, Step};
use crate::syntax::shell::lint::{Level, Target};

/// Edits that change nothing of what the script does.
const SAFE: [u16; 3] = [2267, 3014, 3020];

/// Codes whose edit would be a guess: the text may well be meant as it is, or something else.
const GUESSES: [u16; 20] = [
    1007, 1012, 1020, 2014, 2016, 2034, 2050, 2102, 2119, 2140, 2144, 2214, 2215, 2221, 2222, 2238, 2261, 2317, 2329,
    2333,
];

/// What is shown of a script in a message has at most that many characters.
const LONGEST_QUOTE: usize = 60;

impl Checker<'_> {
    /// Reports what ShellCheck would say of the scripts of a step under one of the rule's aliases.
    pub fn report_shell_findings(&mut self, build: &Build, step: &Step) {
        let codes = self.codes.of_rule(self.rule());
        let alias_of = |code: u16| {
            let at = codes.binary_search_by_key(&code, |(known, _)| *known).ok()?;
            codes.get(at).map(|(_, alias)| *alias)
        };
        for found in build.shell_findings(step, &|code| alias_of(code).is_some()) {
            if let Some(alias) = alias_of(found.code) {
                self.report_shell_finding(&found, alias);
            }
        }
    }

    fn report_shell_finding(&mut self, found: &ShellFinding<'_>, alias: &str) {
        let words = words_for(found.code);
        let message = words.map_or_else(|| clause(found.message), |words| filled(words.message, found));
        let mut finding = self.report(found.span, message).severity(severity(found)).aliases(&[alias]);
        if found.is_list {
            finding = finding.help("leave it if a list is meant, and say so: # shellcheck disable=".to_owned() + alias);
        } else if let Some(words) = words.filter(|words| !words.help.is_empty()) {
            finding = finding.help(words.help);
        }
        if let Some(repair) = found.repair.as_ref().filter(|_| !GUESSES.contains(&found.code)) {
            let safety = if SAFE.contains(&found.code) { Safety::Safe } else { Safety::Unsafe };
            finding.fix(safety, clause(repair.title), repair.edits.iter().cloned());
        }
    }
}

/// The numbers among the aliases of rules, in order, each with its alias. Every such rule asks about every step, so
/// that they are read with the settings.
#[derive(Clone, Debug, Default)]
pub(super) struct Codes(HashMap<&'static str, Box<[(u16, &'static str)]>>);

impl Codes {
    pub(super) fn of<'r>(rules: impl Iterator<Item = &'r &'static Rule>) -> Self {
        let number = |alias: &str| alias.strip_prefix("SC")?.parse().ok();
        let codes_of = |rule: &Rule| {
            let mut codes: Vec<_> = rule.aliases.iter().filter_map(|alias| Some((number(alias)?, *alias))).collect();
            codes.sort_unstable();
            codes.into_boxed_slice()
        };
        Self(rules.map(|rule| (rule.name, codes_of(rule))).filter(|(_, codes)| !codes.is_empty()).collect())
    }

    fn of_rule(&self, rule: &Rule) -> &[(u16, &'static str)] {
        self.0.get(rule.name).map(|codes| &**codes).unwrap_or_default()
    }
}

/// As bad as ShellCheck says. A list that is meant is no more than worth knowing, and so is what only some shells
/// cannot do where the image's own is not known.
fn severity(found: &ShellFinding<'_>) -> Severity {
    match found.level {
        _ if found.is_list => Severity::Info,
        Level::Warning | Level::Error if found.code >= 3000 && found.target == Target::Posix => Severity::Info,
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Info => Severity::Info,
    }
}

/// A message with the text and the shell that are meant.
fn filled(message: &str, found: &ShellFinding<'_>) -> String {
    let is_quotable = !found.text.is_empty()
        && found.text.chars().count() <= LONGEST_QUOTE
        && !found.text.contains(['`', '\n', '\r']);
    let text = if is_quotable { format!("`{}`", found.text) } else { "this".to_owned() };
    let shell = match found.target {
        Target::Posix => "a plain `sh`",
        Target::Dash => "`dash`, the `sh` of this image,",
        Target::Busybox => "the `sh` of Busybox",
        Target::Bash => "`bash`",
        Target::Ksh => "`ksh`",
    };
    // The text comes last: it may hold braces of its own.
    message.replace("{shell}", shell).replace("{}", &text)
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

//! What can be wanted of `plimsoll hadolint`, and how several places that say so are put together.

use std::collections::BTreeMap;

use crate::knowledge::labels::LabelType;
use crate::lint::names::hint;
use crate::report::hadolint::{Format, Level, Levels};

/// What one place says; what it is silent about is left to the places before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configuration {
    /// Whether findings leave the exit code 0.
    pub no_fail: Option<bool>,
    /// Whether there are no colours.
    pub no_color: Option<bool>,
    /// Whether it is told what is checked with.
    pub verbose: Option<bool>,
    /// The least level that makes the exit code 1.
    pub threshold: Option<Level>,
    /// The reports that are written.
    pub formats: Vec<Format>,
    /// Codes with another level than their own.
    pub levels: Levels,
    /// The registries that images may come from; none: all.
    pub trusted_registries: Vec<String>,
    /// The labels that images have to have, each with what it holds.
    pub labels: BTreeMap<String, &'static str>,
    /// Whether there may be no other labels.
    pub strict_labels: Option<bool>,
    /// Whether no comment may suppress findings.
    pub disable_ignore_pragma: Option<bool>,
}

impl Configuration {
    /// This one, with what a later place says: single values give way, lists add up.
    #[must_use]
    pub fn then(mut self, later: Self) -> Self {
        self.no_fail = later.no_fail.or(self.no_fail);
        self.no_color = later.no_color.or(self.no_color);
        self.verbose = later.verbose.or(self.verbose);
        self.threshold = later.threshold.or(self.threshold);
        self.strict_labels = later.strict_labels.or(self.strict_labels);
        self.disable_ignore_pragma = later.disable_ignore_pragma.or(self.disable_ignore_pragma);
        self.formats.extend(later.formats);
        self.levels.ignored.extend(later.levels.ignored);
        self.levels.overrides.extend(later.levels.overrides);
        self.trusted_registries.extend(later.trusted_registries);
        self.labels.extend(later.labels);
        self
    }

    /// The least level that makes the exit code 1.
    pub fn threshold(&self) -> Level {
        self.threshold.unwrap_or(Level::Info)
    }

    /// What it says, a line each, for whoever asks.
    pub fn told(&self) -> Vec<String> {
        let flag = |name: &str, value: Option<bool>| format!("{name}: {}", value.unwrap_or(false));
        let list = |name: &str, values: Vec<String>| {
            let values = if values.is_empty() { "none".to_owned() } else { values.join(", ") };
            format!("{name}: {values}")
        };
        let overridden = |(level, code): &(Level, String)| format!("{code} ({})", level.name());
        vec![
            format!("failure threshold: {}", self.threshold().name()),
            list("ignored", self.levels.ignored.clone()),
            list("overridden", self.levels.overrides.iter().map(overridden).collect()),
            list("trusted registries", self.trusted_registries.clone()),
            list("required labels", self.labels.iter().map(|(name, word)| format!("{name} ({word})")).collect()),
            flag("no other labels", self.strict_labels),
            flag("comments suppress nothing", self.disable_ignore_pragma),
            flag("never fail", self.no_fail),
        ]
    }
}

/// What a label holds, by its name; nothing stands for text.
///
/// # Errors
/// When there is no such type; with the nearest.
pub fn label_type(word: &str) -> Result<&'static str, String> {
    let word = if word.is_empty() { "text" } else { word };
    let known = LabelType::NAMES.iter().copied().find(|known| *known == word);
    known.ok_or_else(|| format!("no type of label is called `{word}`{}", hint(word, LabelType::NAMES.iter().copied())))
}

/// The threshold of that name.
///
/// # Errors
/// When there is no such level.
pub fn threshold(word: &str) -> Result<Level, String> {
    let names = Level::ALL.iter().map(|level| level.name()).chain(["none"]);
    Level::threshold(word).ok_or_else(|| format!("no level is called `{word}`{}", hint(word, names)))
}

/// The format of that name.
///
/// # Errors
/// When there is no such format.
pub fn format(word: &str) -> Result<Format, String> {
    let names = Format::ALL.iter().map(|format| format.name());
    Format::named(word).ok_or_else(|| format!("no format is called `{word}`{}", hint(word, names)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_places_win_and_lists_add_up() {
        let ignoring = |code: &str| Levels { ignored: vec![code.to_owned()], overrides: Vec::new() };
        let first = Configuration {
            no_fail: Some(true),
            threshold: Some(Level::Error),
            levels: ignoring("DL3001"),
            labels: BTreeMap::from([("a".to_owned(), "text"), ("b".to_owned(), "url")]),
            ..Configuration::default()
        };
        let later = Configuration {
            no_fail: Some(false),
            levels: ignoring("DL3002"),
            labels: BTreeMap::from([("a".to_owned(), "hash")]),
            ..Configuration::default()
        };
        let both = first.then(later);
        assert_eq!((both.no_fail, both.threshold()), (Some(false), Level::Error));
        assert_eq!(both.levels.ignored, ["DL3001", "DL3002"]);
        assert_eq!(both.labels, BTreeMap::from([("a".to_owned(), "hash"), ("b".to_owned(), "url")]));
        assert_eq!(Configuration::default().threshold(), Level::Info);
    }

    #[test]
    fn slips_are_answered() {
        assert_eq!(label_type("urll"), Err("no type of label is called `urll`; did you mean `url`?".to_owned()));
        assert_eq!(label_type(""), Ok("text"));
        assert_eq!(threshold("Error"), Err("no level is called `Error`; did you mean `error`?".to_owned()));
        assert_eq!(
            threshold("bad"),
            Err("no level is called `bad`; there are `ignore`, `style`, `info`, `warning`, `error`, `none`".to_owned())
        );
    }
}

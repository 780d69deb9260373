//! What the environment says.

use super::arguments::label;
use super::configuration::{Configuration, format, threshold};
use crate::report::hadolint::{Level, Levels};

/// Reads the environment; `variable` gives the value of one that is set.
///
/// # Errors
/// Every variable that cannot be understood, as a sentence that names it.
pub fn read(variable: &dyn Fn(&str) -> Option<String>) -> Result<Configuration, Vec<String>> {
    let mut problems = Vec::new();
    let list = |name: &str| -> Vec<String> {
        let value = variable(name).unwrap_or_default();
        value.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
    };
    let flag = |name: &str| variable(name).map(|value| is_yes(&value));
    let overrides = [
        (Level::Error, "HADOLINT_OVERRIDE_ERROR"),
        (Level::Warning, "HADOLINT_OVERRIDE_WARNING"),
        (Level::Info, "HADOLINT_OVERRIDE_INFO"),
        (Level::Style, "HADOLINT_OVERRIDE_STYLE"),
    ];
    let overrides =
        overrides.into_iter().flat_map(|(level, name)| list(name).into_iter().map(move |code| (level, code)));
    let configuration = Configuration {
        no_fail: flag("HADOLINT_NOFAIL"),
        // Its mere presence counts.
        no_color: variable("NO_COLOR").map(|_| true),
        verbose: flag("HADOLINT_VERBOSE"),
        threshold: read_all("HADOLINT_FAILURE_THRESHOLD", &list, threshold, &mut problems).pop(),
        formats: read_all("HADOLINT_FORMAT", &list, format, &mut problems),
        levels: Levels { ignored: list("HADOLINT_IGNORE"), overrides: overrides.collect() },
        trusted_registries: list("HADOLINT_TRUSTED_REGISTRIES"),
        labels: read_all("HADOLINT_REQUIRE_LABELS", &list, label, &mut problems).into_iter().collect(),
        strict_labels: flag("HADOLINT_STRICT_LABELS"),
        disable_ignore_pragma: flag("HADOLINT_DISABLE_IGNORE_PRAGMA"),
    };
    if problems.is_empty() { Ok(configuration) } else { Err(problems) }
}

/// The items of a variable as what they mean.
fn read_all<T>(
    name: &str,
    list: &dyn Fn(&str) -> Vec<String>,
    meaning: impl Fn(&str) -> Result<T, String>,
    problems: &mut Vec<String>,
) -> Vec<T> {
    let mut values = Vec::new();
    for item in list(name) {
        match meaning(&item) {
            Ok(value) => values.push(value),
            Err(problem) => problems.push(format!("{name}: {problem}")),
        }
    }
    values
}

/// Whether a value means yes.
fn is_yes(value: &str) -> bool {
    ["1", "y", "yes", "on", "t", "true"].iter().any(|yes| value.eq_ignore_ascii_case(yes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::hadolint::Format;

    fn with(set: &'static [(&str, &str)]) -> Result<Configuration, Vec<String>> {
        read(&|name| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn every_variable_is_read() {
        let read = with(&[
            ("NO_COLOR", ""),
            ("HADOLINT_NOFAIL", "True"),
            ("HADOLINT_VERBOSE", "0"),
            ("HADOLINT_FORMAT", "json,gnu"),
            ("HADOLINT_FAILURE_THRESHOLD", "style"),
            ("HADOLINT_OVERRIDE_ERROR", "DL3001"),
            ("HADOLINT_OVERRIDE_STYLE", "DL3002, DL3003"),
            ("HADOLINT_IGNORE", "DL3004,DL3005"),
            ("HADOLINT_TRUSTED_REGISTRIES", "docker.io,ghcr.io"),
            ("HADOLINT_REQUIRE_LABELS", "a:url,b"),
            ("HADOLINT_STRICT_LABELS", "yes"),
            ("HADOLINT_DISABLE_IGNORE_PRAGMA", "1"),
        ])
        .unwrap();
        let code = |level, code: &str| (level, code.to_owned());
        assert_eq!((read.no_color, read.no_fail, read.verbose), (Some(true), Some(true), Some(false)));
        assert_eq!((read.formats, read.threshold), (vec![Format::Json, Format::Gnu], Some(Level::Style)));
        let overrides = [code(Level::Error, "DL3001"), code(Level::Style, "DL3002"), code(Level::Style, "DL3003")];
        assert_eq!(read.levels.overrides, overrides);
        assert_eq!(read.levels.ignored, ["DL3004", "DL3005"]);
        assert_eq!(read.trusted_registries, ["docker.io", "ghcr.io"]);
        assert_eq!(read.labels.into_iter().collect::<Vec<_>>(), [("a".to_owned(), "url"), ("b".to_owned(), "text")]);
        assert_eq!((read.strict_labels, read.disable_ignore_pragma), (Some(true), Some(true)));
    }

    #[test]
    fn what_cannot_be_understood_is_told() {
        assert_eq!(with(&[]), Ok(Configuration::default()));
        let problems = with(&[("HADOLINT_FORMAT", "jsn"), ("HADOLINT_REQUIRE_LABELS", "a:x")]).unwrap_err();
        assert_eq!(problems.len(), 2);
        assert_eq!(problems[0], "HADOLINT_FORMAT: no format is called `jsn`; did you mean `json`?");
    }
}

//! How bad a code is: as hadolint has it, and as somebody wants it.

use crate::lint::Severity;

/// How bad a finding is, from what is not shown to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not shown.
    Ignore,
    /// A matter of taste.
    Style,
    /// Worth knowing.
    Info,
    /// Will hurt some day.
    Warning,
    /// Broken.
    Error,
}

/// Which codes somebody wants to have which level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// Codes that are not shown, whatever else is said of them.
    pub ignored: Vec<String>,
    /// Codes with another level than their own; of several, the worst counts.
    pub overrides: Vec<(Level, String)>,
}

/// The level of each code where nobody says otherwise. What is not here is a warning.
const DEFAULTS: &[(Level, &[&str])] = &[
    (
        Level::Error,
        &[
            "DL1000", "DL3000", "DL3004", "DL3011", "DL3012", "DL3020", "DL3021", "DL3023", "DL3024", "DL3026",
            "DL3043", "DL3044", "DL3061", "DL4000", "DL4004",
        ],
    ),
    (
        Level::Info,
        &["DL3001", "DL3009", "DL3010", "DL3015", "DL3019", "DL3047", "DL3049", "DL3050", "DL3059", "DL3060", "DL3066"],
    ),
    (Level::Style, &["DL3048"]),
    (Level::Ignore, &["DL1001", "DL3057"]),
];

/// The codes of ShellCheck that are a matter of taste; the shell findings themselves know no such severity.
const SHELL_STYLE: &[&str] = &[
    "SC2001", "SC2002", "SC2003", "SC2004", "SC2005", "SC2006", "SC2007", "SC2116", "SC2126", "SC2129", "SC2143",
    "SC2161", "SC2181", "SC2219", "SC2233", "SC2234", "SC2235", "SC2236", "SC2237", "SC2268", "SC2292", "SC2321",
    "SC2323",
];

impl Level {
    /// From the least to the worst.
    pub const ALL: &'static [Self] = &[Self::Ignore, Self::Style, Self::Info, Self::Warning, Self::Error];

    /// As users write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ignore => "ignore",
            Self::Style => "style",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The threshold of that name: levels and `none`, below which nothing is either.
    pub fn threshold(name: &str) -> Option<Self> {
        let name = if name == "none" { Self::Ignore.name() } else { name };
        Self::ALL.iter().copied().find(|level| level.name() == name)
    }

    /// The level of a code where nobody says otherwise; `severity` is that of the finding.
    pub fn of(code: &str, severity: Severity) -> Self {
        if code.starts_with("SC") {
            return match severity {
                Severity::Error => Self::Error,
                Severity::Warning => Self::Warning,
                Severity::Info if SHELL_STYLE.contains(&code) => Self::Style,
                Severity::Info => Self::Info,
            };
        }
        let listed = DEFAULTS.iter().find(|(_, codes)| codes.contains(&code));
        listed.map_or(Self::Warning, |(level, _)| *level)
    }
}

impl Levels {
    /// The level of a code; `own` is the one it has where nobody says otherwise. A parse error is an error.
    pub fn of(&self, code: &str, own: Level) -> Level {
        if code == super::PARSE_ERROR {
            return Level::Error;
        }
        if self.ignored.iter().any(|ignored| ignored.eq_ignore_ascii_case(code)) {
            return Level::Ignore;
        }
        let wanted = self.overrides.iter().filter(|(_, named)| named.eq_ignore_ascii_case(code));
        wanted.map(|(level, _)| *level).max().unwrap_or(own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignoring_wins_then_the_worst_then_the_default() {
        let levels = Levels {
            ignored: vec!["DL3008".to_owned(), "DL1000".to_owned()],
            overrides: vec![
                (Level::Error, "DL3008".to_owned()),
                (Level::Style, "DL3006".to_owned()),
                (Level::Info, "dl3006".to_owned()),
            ],
        };
        assert_eq!(levels.of("DL3008", Level::Warning), Level::Ignore);
        assert_eq!(levels.of("DL3006", Level::Warning), Level::Info);
        assert_eq!(levels.of("DL3007", Level::Warning), Level::Warning);
        assert_eq!(levels.of("DL1000", Level::Error), Level::Error);
    }

    #[test]
    fn codes_have_their_own_level() {
        assert_eq!(Level::of("DL3008", Severity::Info), Level::Warning);
        assert_eq!(Level::of("DL3048", Severity::Error), Level::Style);
        assert_eq!(Level::of("SC2086", Severity::Info), Level::Info);
        assert_eq!(Level::of("SC2006", Severity::Info), Level::Style);
        assert_eq!(Level::of("SC2006", Severity::Error), Level::Error);
        assert_eq!(Level::threshold("none"), Some(Level::Ignore));
        assert_eq!(Level::threshold("Error"), None);
    }

    #[test]
    fn no_code_has_two_levels() {
        let mut codes: Vec<&str> = DEFAULTS.iter().flat_map(|(_, codes)| codes.iter().copied()).collect();
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }
}

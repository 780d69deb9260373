//! The arguments of `plimsoll hadolint`: those of hadolint 2.15.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::configuration::{Configuration, label_type};
use crate::report::hadolint::{Format, Level, Levels};

/// What `hadolint --help` ends with.
pub const NOTES: &str = "\
Configuration:
  The first of these counts: .hadolint.yaml, hadolint.yaml in $XDG_CONFIG_HOME (~/.config),
  ~/.hadolint/hadolint.yaml, ~/.hadolint/config.yaml, ~/.hadolint.yaml; .yml as well.
  HADOLINT_NOFAIL, HADOLINT_VERBOSE, HADOLINT_FORMAT, HADOLINT_FAILURE_THRESHOLD,
  HADOLINT_OVERRIDE_ERROR (_WARNING, _INFO, _STYLE), HADOLINT_IGNORE,
  HADOLINT_TRUSTED_REGISTRIES, HADOLINT_REQUIRE_LABELS, HADOLINT_STRICT_LABELS,
  HADOLINT_DISABLE_IGNORE_PRAGMA and NO_COLOR come before the file, arguments after it.
  What is a list adds up.

Exit codes:
  0  nothing at or above the threshold; always with --no-fail, codeclimate and codacy
  1  findings at or above it, or something that could not be read, written or understood

A link named `hadolint` to plimsoll does the same as `plimsoll hadolint`.";

/// The arguments of `hadolint`.
#[derive(Debug, Args)]
pub struct HadolintArguments {
    /// Dockerfiles; `-` reads one from standard input
    #[arg(value_name = "DOCKERFILE")]
    pub files: Vec<PathBuf>,

    /// The configuration, in place of those that are looked for
    #[arg(short, long, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// The shape of the report; several make several reports [default: tty]
    #[arg(short, long = "format", value_name = "FORMAT", value_parser = formats())]
    pub formats: Vec<Format>,

    /// Write the report to a file; the first belongs to the first --format, and so on
    #[arg(short, long = "output", value_name = "FILE")]
    pub outputs: Vec<PathBuf>,

    /// The path to show in checkstyle, codeclimate, gitlab_codeclimate, sonarqube and junit
    #[arg(long, value_name = "PATH")]
    pub file_path_in_report: Option<String>,

    /// The least level that makes the exit code 1; none: any [default: info]
    #[arg(short = 't', long, value_name = "LEVEL", value_parser = thresholds())]
    pub failure_threshold: Option<Level>,

    /// Exit with 0 whatever is found
    #[arg(long)]
    pub no_fail: bool,

    /// Use no colours
    #[arg(long)]
    pub no_color: bool,

    /// Say on standard error what is checked with
    #[arg(short = 'V', long)]
    pub verbose: bool,

    /// Print the version
    #[arg(short = 'v', long)]
    pub version: bool,

    /// Make a code an error
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub error: Vec<String>,

    /// Make a code a warning
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub warning: Vec<String>,

    /// Make a code an info
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub info: Vec<String>,

    /// Make a code a matter of style
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub style: Vec<String>,

    /// Leave a code out, beside those that the configuration leaves out
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub ignore: Vec<String>,

    /// A registry that images may come from, beside those of the configuration
    #[arg(long = "trusted-registry", value_name = "REGISTRY")]
    pub trusted_registries: Vec<String>,

    /// A label that images have to have, with what it holds: text, url, rfc3339, semver, hash, spdx or email
    #[arg(long = "require-label", value_name = "NAME:TYPE", value_parser = label)]
    pub labels: Vec<(String, &'static str)>,

    /// Allow no labels but the required ones
    #[arg(long)]
    pub strict_labels: bool,

    /// Let no comment suppress findings
    #[arg(long)]
    pub disable_ignore_pragma: bool,
}

impl HadolintArguments {
    /// What they say; formats are left out, for they belong to outputs.
    pub fn configuration(&self) -> Configuration {
        let given = |flag: bool| flag.then_some(true);
        let lists = [
            (Level::Error, &self.error),
            (Level::Warning, &self.warning),
            (Level::Info, &self.info),
            (Level::Style, &self.style),
        ];
        let overrides =
            lists.into_iter().flat_map(|(level, codes)| codes.iter().map(move |code| (level, code.clone())));
        Configuration {
            no_fail: given(self.no_fail),
            no_color: given(self.no_color),
            verbose: given(self.verbose),
            threshold: self.failure_threshold,
            formats: Vec::new(),
            levels: Levels { ignored: self.ignore.clone(), overrides: overrides.collect() },
            trusted_registries: self.trusted_registries.clone(),
            labels: self.labels.iter().cloned().collect(),
            strict_labels: given(self.strict_labels),
            disable_ignore_pragma: given(self.disable_ignore_pragma),
        }
    }
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let names = Format::ALL.iter().map(|format| format.name());
    PossibleValuesParser::new(names).map(|name| Format::named(&name).unwrap_or_default())
}

fn thresholds() -> impl TypedValueParser<Value = Level> {
    let names = Level::ALL.iter().rev().map(|level| level.name()).chain(["none"]);
    PossibleValuesParser::new(names).map(|name| Level::threshold(&name).unwrap_or(Level::Info))
}

/// `maintainer:text`; the type may be left out.
pub fn label(text: &str) -> Result<(String, &'static str), String> {
    let (name, word) = text.rsplit_once(':').unwrap_or((text, ""));
    Ok((name.to_owned(), label_type(word)?))
}

//! Findings as hadolint tells them: its codes, its levels, its formats.
//!
//! For tools and pipelines that were made for hadolint 2.15. Shapes are hadolint's to the byte: keys and
//! their order, attributes, escaping, line ends; messages are ours. Knows codes of hadolint and ShellCheck,
//! no rule. Start with [`Finding`] and [`render`]; which findings there are is [`findings::of`].

mod checkstyle;
mod clock;
mod codacy;
mod codeclimate;
pub mod findings;
mod gnu;
mod json;
mod junit;
pub mod levels;
mod sarif;
mod sonarqube;
#[cfg(test)]
mod tests;
mod tty;
mod xml;

pub use levels::{Level, Levels};

/// The version of hadolint whose output this is.
pub const LIKE: &str = "2.15.1";
/// The code of what hadolint calls a parse error; its findings have a shape of their own.
const PARSE_ERROR: &str = "DL1000";

/// A finding under one code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The line its instruction starts on, from 1.
    pub line: u32,
    /// 1, but for parse errors.
    pub column: u32,
    /// How bad it is.
    pub level: Level,
    /// `DL3008`, `SC2086`
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
}

/// What was found in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReport {
    /// The path as it was given.
    pub path: String,
    /// In the order of their lines, then of their codes.
    pub findings: Vec<Finding>,
}

/// The shape of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Lines for people.
    #[default]
    Tty,
    /// One JSON array.
    Json,
    /// Checkstyle's XML.
    Checkstyle,
    /// Objects for Code Climate, each with a NUL behind it.
    CodeClimate,
    /// One JSON array with fingerprints, for GitLab.
    GitlabCodeClimate,
    /// Lines for editors.
    Gnu,
    /// Objects for Codacy.
    Codacy,
    /// Generic issues for SonarQube.
    SonarQube,
    /// SARIF 2.1.0.
    Sarif,
    /// JUnit's XML.
    Junit,
}

/// What a report is written with.
#[derive(Clone, Debug, Default)]
pub struct Manner {
    /// Whether lines for people have colours.
    pub color: bool,
    /// Stands in place of every path in those formats that care: see [`Format::renames`].
    pub path: Option<String>,
    /// Seconds since 1970, for the one format that tells the time.
    pub now: u64,
}

impl Format {
    /// In the order they are listed.
    pub const ALL: &'static [Self] = &[
        Self::Tty,
        Self::Json,
        Self::Checkstyle,
        Self::CodeClimate,
        Self::GitlabCodeClimate,
        Self::Gnu,
        Self::Codacy,
        Self::SonarQube,
        Self::Sarif,
        Self::Junit,
    ];

    /// As users write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tty => "tty",
            Self::Json => "json",
            Self::Checkstyle => "checkstyle",
            Self::CodeClimate => "codeclimate",
            Self::GitlabCodeClimate => "gitlab_codeclimate",
            Self::Gnu => "gnu",
            Self::Codacy => "codacy",
            Self::SonarQube => "sonarqube",
            Self::Sarif => "sarif",
            Self::Junit => "junit",
        }
    }

    /// The format of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// Whether a run that writes it never fails for its findings: who reads it judges by itself.
    pub fn never_fails(self) -> bool {
        matches!(self, Self::CodeClimate | Self::Codacy)
    }

    /// Whether a path given in place of the real one shows in it.
    pub fn renames(self) -> bool {
        match self {
            Self::Checkstyle | Self::CodeClimate | Self::GitlabCodeClimate | Self::SonarQube | Self::Junit => true,
            Self::Tty | Self::Json | Self::Gnu | Self::Codacy | Self::Sarif => false,
        }
    }
}

impl Finding {
    /// Whether it says that the file cannot be built as it stands.
    pub fn is_parse_error(&self) -> bool {
        self.code == PARSE_ERROR
    }
}

/// Writes the report. Only the formats made of lines end with a line end.
pub fn render(format: Format, files: &[FileReport], manner: &Manner) -> String {
    let renamed: Vec<FileReport>;
    let files = match &manner.path {
        Some(path) if format.renames() => {
            let rename = |file: &FileReport| FileReport { path: path.clone(), findings: file.findings.clone() };
            renamed = files.iter().map(rename).collect();
            &renamed
        }
        _ => files,
    };
    match format {
        Format::Tty => tty::render(files, manner.color),
        Format::Json => json::render(files),
        Format::Checkstyle => checkstyle::render(files),
        Format::CodeClimate => codeclimate::render(files),
        Format::GitlabCodeClimate => codeclimate::render_for_gitlab(files),
        Format::Gnu => gnu::render(files),
        Format::Codacy => codacy::render(files),
        Format::SonarQube => sonarqube::render(files),
        Format::Sarif => sarif::render(files),
        Format::Junit => junit::render(files, manner.now),
    }
}

/// Every finding with the path of its file.
fn each(files: &[FileReport]) -> impl Iterator<Item = (&str, &Finding)> {
    files.iter().flat_map(|file| file.findings.iter().map(|finding| (file.path.as_str(), finding)))
}

/// A value as JSON on one line. Our own types always have one: their keys are strings.
fn compact(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

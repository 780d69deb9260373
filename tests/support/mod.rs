//! What several tests share: reading pages, running rules on texts, walking the repository.
#![allow(dead_code, reason = "each test binary uses its own part")]

pub mod other_parser;
pub mod page;
pub mod random;
pub mod registry;
pub mod seeds;
pub mod tree;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use plimsoll::config::Config;
use plimsoll::knowledge::images::Date;
use plimsoll::lint::{Check, Checked, Diagnostic, Name, Policy, Rule, Safety, Settings, engine, fix};
use plimsoll::lint::{Fixed, Profile};
use plimsoll::model::{BuildContext, Project};
use plimsoll::text::Source;

/// The repository's own folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder of the repository whose name ends so, sorted.
pub fn files_below(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(root().join(folder))
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    files.sort();
    files
}

/// A build context of texts.
#[derive(Clone, Debug, Default)]
pub struct Texts(pub BTreeMap<String, String>);

impl BuildContext for Texts {
    fn read(&self, path: &str) -> Option<String> {
        self.0.get(path).cloned()
    }
}

/// Settings for these rules alone. Rules about suppressions need the others, to see what comments do.
pub fn settings(rules: Vec<&'static Rule>) -> Settings {
    let today = Some(Date::new(2026, 11, 21));
    let mut policy = Policy { profile: Profile::Strict, today, ..Policy::default() };
    policy.extend_select = rules.iter().map(|rule| Name::Rule(rule)).collect();
    if rules.iter().any(|rule| matches!(rule.check, Check::Suppression(_))) {
        policy.select = rules.iter().map(|rule| Name::Rule(rule)).collect();
        return Settings::of(&plimsoll::rules::all(), policy);
    }
    Settings::of(&rules, policy)
}

/// The same with options set, as a `plimsoll.toml` sets them.
pub fn settings_with(rules: Vec<&'static Rule>, toml: &str) -> Settings {
    let config = Config::parse(toml, &rules).unwrap();
    let mut settings = settings(rules);
    settings.policy.options = config.options;
    settings
}

/// The project of one Dockerfile.
pub fn project(text: &[u8], context: &dyn BuildContext) -> Project {
    Project::of_dockerfiles(vec![Source::new("Dockerfile", text.to_vec())], context)
}

/// Runs rules on one Dockerfile.
pub fn check(text: &str, rules: Vec<&'static Rule>, context: &dyn BuildContext) -> Checked {
    engine::run(project(text.as_bytes(), context), &settings(rules))
}

/// What rules find that are in the recommended profile.
pub fn check_recommended(text: &str, rules: Vec<&'static Rule>, context: &dyn BuildContext) -> Checked {
    engine::run(project(text.as_bytes(), context), &Settings::of(&rules, Policy::default()))
}

/// Applies the fixes of rules to one Dockerfile until nothing changes.
pub fn apply_fixes(
    text: &[u8],
    rules: Vec<&'static Rule>,
    level: Safety,
    context: &dyn BuildContext,
) -> (Vec<u8>, Fixed) {
    apply_fixes_with(text, &settings(rules), level, context)
}

/// Applies the fixes of these settings to one Dockerfile until nothing changes.
pub fn apply_fixes_with(
    text: &[u8],
    settings: &Settings,
    level: Safety,
    context: &dyn BuildContext,
) -> (Vec<u8>, Fixed) {
    let fixed = fix::fix(project(text, context), settings, level, context);
    let after = fixed.files.first().map_or_else(|| text.to_vec(), |file| file.after.clone());
    (after, fixed)
}

/// A finding as pages write it: places, severity, message, and below it note, labels, help and fix.
pub fn describe(source: &Source, diagnostic: &Diagnostic) -> String {
    let place = |span: plimsoll::text::Span| {
        let (start, end) = (source.position(span.start), source.position(span.end));
        format!("{}:{}-{}:{}", start.line, start.column, end.line, end.column)
    };
    let mut text = format!("{} {}: {}", place(diagnostic.span), diagnostic.severity.name(), diagnostic.message);
    if diagnostic.profile != diagnostic.rule.profile {
        let _ = write!(text, "\n  only in the profile {}", diagnostic.profile.name());
    }
    if let Some(note) = &diagnostic.note {
        let _ = write!(text, "\n  here: {note}");
    }
    for label in &diagnostic.labels {
        let _ = write!(text, "\n  {}: {}", place(label.span), label.text);
    }
    if let Some(help) = &diagnostic.help {
        let _ = write!(text, "\n  help: {}", help.replace('\n', "\n    "));
    }
    if let Some(fix) = &diagnostic.fix {
        let _ = write!(text, "\n  {} fix: {}", fix.safety.name(), fix.title);
    }
    text
}

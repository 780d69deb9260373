//! What several tests share: reading pages, running rules on texts, walking the repository.
#![allow(dead_code, reason = "each test binary uses its own part")]

pub mod cuts;
pub mod other_parser;
pub mod page;
pub mod random;
pub mod registry;
pub mod seeds;
pub mod tree;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use plimsoll::config::Config;
use plimsoll::knowledge::images::Date;
use plimsoll::lint::{Check, Checked, Diagnostic, Name, Policy, Rule, Safety, Settings, engine, fix};
use plimsoll::lint::{Fixed, Profile};
use plimsoll::model::stack::{FileError, LoadOptions, ProjectFiles, clean, names};
use plimsoll::model::{
    BuildContext, ContextTree, FileId, IgnoreFile, PathList, Project, SharedContext, ignore_file_for,
};
use plimsoll::text::{Source, Span};

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

/// Files of texts: a project's, or a build's context.
#[derive(Clone, Debug, Default)]
pub struct Texts(pub BTreeMap<String, String>);

/// The entry that lists the paths of every file there is, one a line; without it, what else there would be is not known.
pub const LISTING: &str = "*";

impl Texts {
    /// The path of every file, where they are all known.
    fn listing(&self) -> Option<impl Iterator<Item = &str>> {
        let listed = self.0.get(LISTING)?.lines().map(str::trim).filter(|line| !line.is_empty());
        Some(listed.chain(self.texts().map(|(name, _)| name)))
    }

    /// The files whose text is known.
    fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter(|(name, _)| *name != LISTING).map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// A folder in it, as a place of its own.
    fn below(&self, folder: &Path) -> Self {
        let inner = |name: &str| {
            let rest = Path::new(name).strip_prefix(folder).ok()?;
            rest.to_str().filter(|rest| !rest.is_empty()).map(str::to_owned)
        };
        let mut below: BTreeMap<String, String> =
            self.texts().filter_map(|(name, text)| Some((inner(name)?, text.to_owned()))).collect();
        if let Some(listing) = self.listing() {
            below.insert(LISTING.to_owned(), listing.filter_map(inner).collect::<Vec<_>>().join("\n"));
        }
        Self(below)
    }
}

/// A path without `.` in it.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|part| !matches!(part, Component::CurDir)).collect()
}

impl ProjectFiles for Texts {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        let path = plain(path);
        let found = self.texts().find(|(name, _)| Path::new(name) == path);
        let missing = if self.exists(&path) == Some(false) { FileError::Missing } else { FileError::Unknown };
        found.map(|(_, text)| text.as_bytes().to_vec()).ok_or(missing)
    }

    fn exists(&self, path: &Path) -> Option<bool> {
        let path = plain(path);
        let is_inside = |name: &str| Path::new(name).starts_with(&path);
        if let Some(mut listing) = self.listing() {
            return Some(listing.any(is_inside));
        }
        // A page shows what its example needs; what else there would be is not known but for the names of projects.
        let is_of_project = path
            .file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| names::BASES.contains(&name) || names::OVERRIDES.contains(&name) || name == ".env");
        if self.texts().any(|(name, _)| is_inside(name)) { Some(true) } else { is_of_project.then_some(false) }
    }

    fn context(&self, folder: &Path, dockerfile: &Path) -> SharedContext {
        let folder = plain(folder);
        let dockerfile = dockerfile.strip_prefix(&folder).ok().and_then(Path::to_str).filter(|path| !path.is_empty());
        let texts = self.below(&folder);
        let ignore_file = ignore_file_for(&texts, dockerfile);
        Arc::new(TextContext { all: self.clone(), ..TextContext::new(texts, folder, ignore_file) })
    }

    fn context_obeying(&self, folder: &Path, ignore_file: IgnoreFile) -> SharedContext {
        let folder = plain(folder);
        Arc::new(TextContext::new(self.below(&folder), folder, Some(ignore_file)))
    }

    fn siblings(&self, folder: &Path) -> Option<Vec<String>> {
        let paths = self.0.keys().map(Path::new).filter(|path| path.parent() == Some(folder));
        Some(paths.filter_map(|path| path.file_name()?.to_str().map(str::to_owned)).collect())
    }
}

impl BuildContext for Texts {
    fn read(&self, path: &str) -> Option<String> {
        self.texts().find(|(name, _)| *name == path).map(|(_, text)| text.to_owned())
    }
}

/// A folder of texts as a build context.
#[derive(Debug)]
pub struct TextContext {
    texts: Texts,
    /// With those of the folders above.
    all: Texts,
    folder: PathBuf,
    ignore_file: Option<IgnoreFile>,
    tree: Option<ContextTree>,
}

impl TextContext {
    fn new(texts: Texts, folder: PathBuf, ignore_file: Option<IgnoreFile>) -> Self {
        let tree = texts.listing().map(|listing| {
            let listing = listing.map(str::to_owned).collect::<Vec<_>>().join("\n");
            ContextTree::new(&PathList::read(&listing), ignore_file.clone())
        });
        Self { texts, all: Texts::default(), folder, ignore_file, tree }
    }
}

impl BuildContext for TextContext {
    fn read(&self, path: &str) -> Option<String> {
        BuildContext::read(&self.texts, path)
    }

    fn has_file(&self, path: &str) -> bool {
        match self.texts.listing() {
            Some(mut listing) => listing.any(|line| line.split('\t').next() == Some(path)),
            None => self.texts.has_file(path),
        }
    }

    fn has_above(&self, path: &str) -> Option<bool> {
        ProjectFiles::exists(&self.all, &clean(&self.folder.join(path)))
    }

    fn ignore_file(&self) -> Option<IgnoreFile> {
        self.ignore_file.clone()
    }

    fn shown(&self, path: &str) -> String {
        clean(&self.folder.join(path)).to_string_lossy().into_owned()
    }

    fn tree(&self) -> Option<&ContextTree> {
        self.tree.as_ref()
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

/// How tests load Compose projects: as `plimsoll check` does.
pub fn load_options() -> LoadOptions {
    LoadOptions { reads_environment_file: true, ..LoadOptions::default() }
}

/// The project of a Compose file among some texts, with its override file where it would have one.
pub fn compose_project(path: &str, texts: &Texts) -> Project {
    Project::of_compose(&names::merged_with(Path::new(path), texts), texts, &load_options())
}

/// A finding as pages write it: places, severity, message, and below it note, labels, help and fix. Places in other
/// files than the first have the name of their file before them.
pub fn describe(project: &Project, diagnostic: &Diagnostic) -> String {
    let place = |file: FileId, span: Span| {
        let Some(file) = project.file(file) else { return "nowhere".to_owned() };
        let (start, end) = (file.source.position(span.start), file.source.position(span.end));
        let name = if file.id == FileId(0) { String::new() } else { format!("{}:", file.source.name()) };
        format!("{name}{}:{}-{}:{}", start.line, start.column, end.line, end.column)
    };
    let own = place(diagnostic.file, diagnostic.span);
    let mut text = format!("{own} {}: {}", diagnostic.severity.name(), diagnostic.message);
    if diagnostic.profile != diagnostic.rule.profile {
        let _ = write!(text, "\n  only in the profile {}", diagnostic.profile.name());
    }
    if let Some(note) = &diagnostic.note {
        let _ = write!(text, "\n  here: {note}");
    }
    for label in &diagnostic.labels {
        let _ = write!(text, "\n  {}: {}", place(label.file, label.span), label.text);
    }
    if let Some(help) = &diagnostic.help {
        let _ = write!(text, "\n  help: {}", help.replace('\n', "\n    "));
    }
    if let Some(fix) = &diagnostic.fix {
        let _ = write!(text, "\n  {} fix: {}", fix.safety.name(), fix.title);
    }
    text
}

//! The variables of a project: which its Compose files take, and which files beside them set or name.
//!
//! Reads `.env`, what shows others how to write one (`.env.example`), and what services name in `env_file`. Keeps names
//! and numbers of lines, neither values nor places: no message and no excerpt can show a secret. Start with
//! [`Inventory`].

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::load::Loader;
use super::paths::{clean, shown};
use super::validation;
use crate::model::{File, FileKind};
use crate::syntax::compose::{Environment, Located, Provenance, Scalar, Value, ValueKind, VariableUse, dotenv};
use crate::text::{FileId, Place, Source};

/// The file that Docker Compose reads by itself.
const LOCAL: &str = ".env";

/// What a project shows others to make their `.env` of.
const EXAMPLES: &[&str] = &[
    ".env.example",
    ".env.sample",
    ".env.template",
    ".env.dist",
    ".env.tmpl",
    "env.example",
    "env.sample",
    "env.template",
    "example.env",
    "sample.env",
    "template.env",
];

/// Keys whose texts are scripts or files of the container: a `$` in them is often one that is not for Docker Compose.
const SCRIPTS: &[&str] = &["command", "entrypoint", "healthcheck", "post_start", "pre_stop", "pre_start", "content"];

/// Keys where nothing is not the same as an empty text.
const STRUCTURE: &[&str] = &["image", "ports", "volumes"];

/// Which variables there are, and where.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    /// The variables that the Compose files take: every name once, in the order of the first places.
    pub taken: Vec<TakenVariable>,
    /// `.env`
    pub local: Option<VariableFile>,
    /// The files that show how to write one.
    pub examples: Vec<VariableFile>,
    /// What services name in `env_file`, by their paths.
    named: HashMap<String, VariableFile>,
    /// Which variable each place takes, where there are examples.
    at: HashMap<Place, String>,
}

/// A variable that the Compose files take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenVariable {
    /// Its name.
    pub name: String,
    /// The first place that takes it, or the first that needs it.
    pub place: Place,
    /// Whether some place has nothing to put in its stead.
    pub is_needed: bool,
    /// Whether it is only taken for images, ports and mounts, where emptiness breaks or opens something.
    pub is_structural: bool,
}

/// A file that sets variables.
#[derive(Clone, Debug, Default)]
pub struct VariableFile {
    /// Its place in the project.
    pub file: FileId,
    /// What it sets, in order.
    pub entries: Vec<VariableEntry>,
    /// What it sets, and what it names in comments: `# NAME=value`.
    named: HashSet<String>,
    /// The entry that counts, of each variable.
    last: HashMap<String, usize>,
    /// The variables whose names say that they name files: `..._FILE`.
    files: Vec<String>,
}

/// A line that sets a variable.
#[derive(Clone, Debug)]
pub struct VariableEntry {
    /// Its name.
    pub name: String,
    /// The number of the line.
    pub line: u32,
    /// Whether it is set to an empty text.
    pub is_empty: bool,
    /// The number of an earlier line that sets it to something else.
    pub earlier: Option<u32>,
}

impl Inventory {
    /// What a file of `env_file` sets, by its path in the merged project; `None` where it could not be read.
    pub fn of_env_file(&self, path: &str) -> Option<&VariableFile> {
        self.named.get(path)
    }

    /// Whether an example names a variable.
    pub fn is_shown(&self, name: &str) -> bool {
        self.examples.iter().any(|file| file.names(name))
    }

    /// Whether what is taken there is left to the `.env` that everybody makes of an example, and that is not here.
    pub fn is_left_to_example(&self, place: Place) -> bool {
        self.local.is_none() && self.at.get(&place).is_some_and(|name| self.is_shown(name))
    }

    /// With what the Compose files take.
    pub(super) fn with_taken(mut self, taken: Vec<TakenVariable>) -> Self {
        if !self.examples.is_empty() {
            self.at = taken.iter().map(|one| (one.place, one.name.clone())).collect();
        }
        self.taken = distinct(taken);
        self
    }
}

impl VariableFile {
    /// Whether it sets a variable, or names it in a comment.
    pub fn names(&self, name: &str) -> bool {
        self.named.contains(name)
    }

    /// The line that sets a variable: the last one counts.
    pub fn entry(&self, name: &str) -> Option<&VariableEntry> {
        self.last.get(name).and_then(|at| self.entries.get(*at))
    }

    /// The variables that name files, by their own names: `..._FILE`.
    pub fn naming_files(&self) -> &[String] {
        &self.files
    }

    fn of(source: &Source, file: FileId) -> Self {
        let text = source.text();
        let (read, _) = dotenv::parse(text, file, &Environment::new());
        let mut last: HashMap<String, (u32, String)> = HashMap::new();
        let mut entries = Vec::with_capacity(read.len());
        for entry in read.into_iter().filter(|entry| !entry.name.value.is_empty()) {
            let name = entry.name.value;
            let line = source.position(entry.name.place.span.start).line;
            let is_empty = entry.value.as_ref().is_some_and(|value| value.value.is_empty());
            // What puts itself in front of what it was is meant to be set again.
            let extends = |value: &Located<String>| takes(value.place.span.of(text)).any(|taken| taken == name);
            let extends = entry.value.as_ref().is_some_and(extends);
            let value = entry.value.map(|value| value.value).unwrap_or_default();
            let before = last.insert(name.clone(), (line, value.clone()));
            let earlier = before.filter(|(_, other)| *other != value && !extends).map(|(line, _)| line);
            entries.push(VariableEntry { name, line, is_empty, earlier });
        }
        let set = entries.iter().map(|entry| entry.name.clone());
        let named = text.lines().filter_map(commented).map(str::to_owned).chain(set).collect();
        let last = entries.iter().enumerate().map(|(at, entry)| (entry.name.clone(), at)).collect();
        let names = entries.iter().map(|entry| &entry.name);
        let files = names.filter(|name| name.ends_with("_FILE")).cloned().collect();
        Self { file, entries, named, last, files }
    }
}

/// The variable that a comment shows how to set.
fn commented(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix('#')?.trim_start_matches(['#', ' ', '\t']);
    let name = rest.strip_prefix("export ").unwrap_or(rest).split_once('=')?.0.trim();
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_name.then_some(name)
}

/// The names behind the dollar signs of a text.
fn takes(text: &str) -> impl Iterator<Item = &str> {
    text.split('$').skip(1).filter_map(|rest| {
        let rest = rest.strip_prefix('{').unwrap_or(rest);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        rest.get(..end).filter(|name| !name.is_empty())
    })
}

/// Gathers the variables that a document takes, but for those of scripts.
pub(super) fn gather(document: &Value, taken: &mut Vec<TakenVariable>) {
    gather_in(document, false, taken);
}

/// As deep as the value is, which its reader bounds.
fn gather_in(value: &Value, is_structural: bool, taken: &mut Vec<TakenVariable>) {
    match &value.kind {
        ValueKind::Scalar(scalar) => {
            let meant = scalar.variables.iter().filter(|variable| is_meant(variable));
            taken.extend(meant.map(|variable| TakenVariable {
                name: variable.name.clone(),
                place: variable.place,
                is_needed: !variable.has_operator || demands(scalar, &variable.name),
                is_structural,
            }));
        }
        ValueKind::Sequence(items) => items.iter().for_each(|item| gather_in(item, is_structural, taken)),
        ValueKind::Mapping(mapping) => {
            for (key, member) in mapping.iter().filter(|(key, _)| !SCRIPTS.contains(key)) {
                // A secret or a config that is taken from a variable.
                let name = member.value.as_text().filter(|_| key == "environment");
                if let Some(name) = name.filter(|name| !name.is_empty() && !name.contains(['=', '$'])) {
                    let (name, place) = (name.to_owned(), member.value.place);
                    taken.push(TakenVariable { name, place, is_needed: true, is_structural: false });
                }
                gather_in(&member.value, is_structural || STRUCTURE.contains(&key), taken);
            }
        }
    }
}

/// Whether it is surely a variable: a `$` in front of small letters may stand in a password.
fn is_meant(variable: &VariableUse) -> bool {
    let has_braces = variable.place.span.len() as usize > variable.name.len() + 1;
    variable.provenance != Provenance::Unset || has_braces || !variable.name.contains(|c: char| c.is_ascii_lowercase())
}

/// Whether a text says that it must be set: `${NAME:?}`.
fn demands(scalar: &Scalar, name: &str) -> bool {
    let before = format!("${{{name}");
    scalar.written.split(before.as_str()).skip(1).any(|rest| rest.starts_with('?') || rest.starts_with(":?"))
}

/// Reads what is beside the project, and what its services name.
pub(super) fn find(loader: &mut Loader<'_>, document: &Value, folder: &Path) -> Inventory {
    let plain = clean(folder);
    let local = read(loader, plain.join(LOCAL));
    let examples = EXAMPLES.iter().filter_map(|name| read(loader, plain.join(name))).collect();
    let mut named = HashMap::new();
    for (_, _, service) in validation::members(document, "services") {
        for item in service.get("env_file").map(Value::items).unwrap_or_default() {
            let path = item.get("path").unwrap_or(item);
            let Some(text) = path.as_text().filter(|text| !text.is_empty() && !named.contains_key(*text)) else {
                continue;
            };
            if let Some(file) = read(loader, clean(&folder.join(text))) {
                named.insert(text.to_owned(), file);
            }
        }
    }
    Inventory { local, examples, named, ..Inventory::default() }
}

/// A file that sets variables, where it can be read; by a path without detours.
fn read(loader: &mut Loader<'_>, path: PathBuf) -> Option<VariableFile> {
    if loader.disk.exists(&path) == Some(false) {
        return None;
    }
    let name = shown(&path);
    let known =
        loader.files.iter().find(|file| matches!(file.kind, FileKind::Environment) && file.source.name() == name);
    if let Some(known) = known {
        return Some(VariableFile::of(&known.source, known.id));
    }
    let source = Source::new(name, loader.disk.read(&path).ok()?);
    let id = FileId(loader.files.len() as u32);
    let found = VariableFile::of(&source, id);
    loader.files.push(File::new(id, source, FileKind::Environment, Vec::new()));
    Some(found)
}

/// Every name once, at the first place that needs it.
fn distinct(all: Vec<TakenVariable>) -> Vec<TakenVariable> {
    let mut at: HashMap<String, usize> = HashMap::new();
    let mut found: Vec<TakenVariable> = Vec::new();
    for one in all {
        match at.get(&one.name).and_then(|at| found.get_mut(*at)) {
            Some(known) => {
                let is_structural = known.is_structural && one.is_structural;
                if one.is_needed && !known.is_needed {
                    *known = one;
                }
                known.is_structural = is_structural;
            }
            None => {
                at.insert(one.name.clone(), found.len());
                found.push(one);
            }
        }
    }
    found.sort_by_key(|one| one.place);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::compose::testing;

    #[test]
    fn files_say_what_they_set_and_what_they_name() {
        let text = "A=1\n# B=2\n#C=3\n# see D = that\nE=${F}/x\nA=2\nE=$E:y\nG=1\nG=1\n";
        let file = VariableFile::of(&Source::new(".env", text.as_bytes().to_vec()), FileId(0));
        for (name, is_named) in [("A", true), ("B", true), ("C", true), ("D", false), ("F", false)] {
            assert_eq!(file.names(name), is_named, "{name}");
        }
        let again = file.entries.iter().filter(|entry| entry.earlier.is_some());
        assert_eq!(
            again.map(|entry| (entry.name.as_str(), entry.line, entry.earlier)).collect::<Vec<_>>(),
            [("A", 6, Some(1))]
        );
    }

    #[test]
    fn scripts_and_passwords_take_nothing() {
        let mut value = testing::value(
            "services: {a: {image: 'x:${TAG}', command: echo $WORD, environment: {P: pa$word, Q: '${Q:-1}', R: '${S:?}'}}}",
        );
        let mut problems = Vec::new();
        crate::syntax::compose::interpolate::interpolate(&mut value, &Environment::new(), &mut problems);
        let mut taken = Vec::new();
        gather(&value, &mut taken);
        let taken: Vec<_> = taken.iter().map(|one| (one.name.as_str(), one.is_needed)).collect();
        assert_eq!(taken, [("TAG", true), ("Q", false), ("S", true)]);
    }
}

//! Files that a Compose file puts beneath itself.
//!
//! Each entry is a project of its own: its folder, its environment, its files merged in order. What it comes to lies
//! beneath the file that includes it. Only this module knows `include`.

use std::path::{Path, PathBuf};

use super::FileError;
use super::load::{Context, Loader, Opened, reason};
use super::paths::{anchor, clean, directory_of, is_remote, shown};
use crate::syntax::compose::environment::Environment;
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind, Value, ValueKind, canonical, merge};
use crate::text::Place;

/// How deep files may include files.
const MOST_LEVELS: usize = 50;
/// What of an included project is taken over.
const SECTIONS: &[&str] = &["services", "volumes", "networks", "secrets", "configs", "models"];

impl Loader<'_> {
    /// What a document includes, merged; the key is taken out of it.
    pub fn include(&mut self, document: &mut Value, file: &Opened, context: &Context) -> Option<Value> {
        let include = document.as_mapping_mut()?.remove("include")?.value;
        if include.as_sequence().is_none() && !include.is_null() {
            let message = "`include` takes a list of files";
            self.report(ComposeProblem::new(ComposeProblemKind::WrongType, include.place, message));
        }
        let mut chain = context.chain.clone();
        chain.push(file.path.clone());
        let mut whole: Option<Value> = None;
        for entry in include.items() {
            let Some(included) = self.entry(entry, &chain, context) else {
                self.is_open = true;
                continue;
            };
            whole = Some(match whole {
                Some(base) => merge::merge(base, included, &mut self.problems),
                None => included,
            });
        }
        whole
    }

    /// What one entry comes to.
    fn entry(&mut self, entry: &Value, chain: &[PathBuf], context: &Context) -> Option<Value> {
        let paths = texts(match &entry.kind {
            ValueKind::Mapping(mapping) => mapping.get("path")?,
            ValueKind::Scalar(_) | ValueKind::Sequence(_) => entry,
        });
        let mut opened = Vec::new();
        for path in &paths {
            opened.push(self.file(path, chain, context)?);
        }
        let main = paths.first()?.as_text()?;
        let folder = match entry.get("project_directory").and_then(Value::as_text) {
            Some(folder) => PathBuf::from(folder),
            None => directory_of(Path::new(main)),
        };
        let directory = context.directory.join(&folder);
        let environment = self.include_environment(entry, &directory, context)?;
        let inner = Context { directory, environment, chain: chain.to_vec() };
        let mut value = self.merge_all(opened, &inner);
        canonical::defaults(&mut value);
        anchor(&mut value, &folder);
        if let Some(mapping) = value.as_mapping_mut() {
            mapping.retain(|name, _| SECTIONS.contains(&name));
        }
        Some(value)
    }

    /// Reads a file that is included.
    fn file(&mut self, path: &Value, chain: &[PathBuf], context: &Context) -> Option<Opened> {
        let text = path.as_text()?;
        if is_remote(text) {
            self.gap(path.place, text, "it is not on this disk");
            return None;
        }
        let cleaned = clean(&context.directory.join(text));
        if chain.contains(&cleaned) {
            let message = match chain.last() == Some(&cleaned) {
                true => "this file includes itself".to_owned(),
                false => format!("`{}` includes this file in turn", shown(Path::new(text))),
            };
            let problem = ComposeProblem::new(ComposeProblemKind::Cycle, path.place, message);
            self.report(problem.help("move what both need to a third file, and include that"));
            return None;
        }
        if chain.len() > MOST_LEVELS {
            self.gap(path.place, text, "files include each other too deep to be looked through");
            return None;
        }
        self.open_asked(text, path.place, context).ok()
    }

    /// The environment that an entry is read in: that of the file that includes it comes first.
    fn include_environment(&mut self, entry: &Value, directory: &Path, context: &Context) -> Option<Environment> {
        let mut own = context.environment.clone();
        let asked = entry.get("env_file").map(texts).unwrap_or_default();
        if asked.is_empty() {
            self.read_environment(&directory.join(".env"), &mut own);
        }
        for path in asked {
            let text = path.as_text()?;
            match self.read_environment(&context.directory.join(text), &mut own) {
                None => {}
                Some(FileError::Missing) => {
                    // `required` is refused here.
                    let problem = missing(path.place, text);
                    self.report(problem.help("create it, or take it out of `env_file`"));
                }
                Some(error) => self.gap(path.place, text, reason(error)),
            }
        }
        Some(own)
    }
}

/// The problem of a file that is not there.
pub(super) fn missing(place: Place, text: &str) -> ComposeProblem {
    let message = format!("there is no file `{text}`");
    ComposeProblem::new(ComposeProblemKind::MissingFile, place, message)
}

/// The texts of a list, or the one text.
fn texts(value: &Value) -> Vec<&Value> {
    match &value.kind {
        ValueKind::Sequence(items) => items.iter().collect(),
        ValueKind::Scalar(_) if !value.is_null() => vec![value],
        ValueKind::Scalar(_) | ValueKind::Mapping(_) => Vec::new(),
    }
}

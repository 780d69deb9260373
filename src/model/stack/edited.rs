//! Files some of which have another text than on disk: what an editor holds, what fixes made of them.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use super::{FileError, ProjectFiles};
use crate::model::{IgnoreFile, SharedContext};
use crate::text::Source;

/// Some texts in front of other files; a text is found by the path that its source is named by.
pub struct EditedFiles<'a> {
    behind: &'a dyn ProjectFiles,
    texts: HashMap<PathBuf, Vec<u8>>,
}

impl<'a> EditedFiles<'a> {
    /// These texts, and behind them whatever the files have.
    pub fn new(behind: &'a dyn ProjectFiles, sources: Vec<Source>) -> Self {
        let text = |source: Source| (plain(Path::new(source.name())), source.bytes().to_vec());
        Self { behind, texts: sources.into_iter().map(text).collect() }
    }
}

impl ProjectFiles for EditedFiles<'_> {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        self.texts.get(&plain(path)).map_or_else(|| self.behind.read(path), |bytes| Ok(bytes.clone()))
    }

    fn exists(&self, path: &Path) -> Option<bool> {
        if self.texts.contains_key(&plain(path)) { Some(true) } else { self.behind.exists(path) }
    }

    fn context(&self, folder: &Path, dockerfile: &Path) -> SharedContext {
        self.behind.context(folder, dockerfile)
    }

    fn context_obeying(&self, folder: &Path, ignore_file: IgnoreFile) -> SharedContext {
        self.behind.context_obeying(folder, ignore_file)
    }

    fn siblings(&self, folder: &Path) -> Option<Vec<String>> {
        self.behind.siblings(folder)
    }
}

/// A path without `.` in it.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|part| !matches!(part, Component::CurDir)).collect()
}

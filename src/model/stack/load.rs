//! From paths to a merged project. For now each file is read and parsed, and nothing is merged.

use std::path::PathBuf;
use std::sync::Arc;

use super::{FileError, LoadOptions, ProjectFiles, Stack, StackGap};
use crate::model::{File, FileKind};
use crate::syntax::compose::Value;
use crate::syntax::{Parsed, yaml};
use crate::text::{FileId, Place, Source, Span};

/// Reads the files at these paths, which are merged in this order, and whatever they ask for.
pub fn load(paths: &[PathBuf], files: &dyn ProjectFiles, _options: &LoadOptions) -> (Vec<File>, Stack) {
    let (mut found, mut gaps) = (Vec::new(), Vec::new());
    for path in paths {
        let what = path.to_string_lossy().into_owned();
        match files.read(path) {
            Ok(bytes) => {
                let source = Source::new(what, bytes);
                let Parsed { tree, problems } = yaml::parse(source.text());
                let id = FileId(found.len() as u32);
                found.push(File { id, source, kind: FileKind::Compose(Arc::new(tree)), problems });
            }
            Err(error) => gaps.push(StackGap { place: nowhere(), what, reason: reason(error) }),
        }
    }
    let value = Value::null(nowhere());
    let ids = found.iter().map(|file| file.id).collect();
    (found, Stack { main: FileId(0), files: ids, value, problems: Vec::new(), gaps })
}

fn nowhere() -> Place {
    Place::new(FileId(0), Span::at(0))
}

fn reason(error: FileError) -> String {
    match error {
        FileError::Missing => "it does not exist".to_owned(),
        FileError::Unknown => "it is not known here".to_owned(),
        FileError::Unreadable(reason) => reason,
    }
}

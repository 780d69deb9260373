//! `plimsoll context --ignore-file F --paths-from -`: the paths of a list that an ignore file leaves.

use std::path::Path;

use crate::cli::terminal::emit;
use crate::cli::{Failure, Outcome, discover, read};
use crate::text::clean_path;

/// Prints the paths that stay, in their order and as they are written.
pub fn run(ignore_file: &Path, paths: &Path) -> Result<Outcome, Failure> {
    let file = super::given_ignore_file(ignore_file)?;
    if let Some(refusal) = super::refusal(&file, &file.path) {
        return Err(refusal);
    }
    let matcher = file.matcher();
    let paths = list(paths)?;
    let mut kept = Vec::with_capacity(paths.len());
    for line in paths.split_inclusive(|byte| *byte == b'\n') {
        let written = line.strip_suffix(b"\n").unwrap_or(line);
        let written = written.strip_suffix(b"\r").unwrap_or(written);
        let path = clean_path(&String::from_utf8_lossy(written));
        if !written.is_empty() && !matcher.verdict(&path).is_excluded {
            kept.extend_from_slice(written);
            kept.push(b'\n');
        }
    }
    emit(&kept)?;
    Ok(Outcome::Clean)
}

/// The bytes of a list of paths; `-`: of standard input.
pub fn list(path: &Path) -> Result<Vec<u8>, Failure> {
    let is_stdin = path == Path::new("-");
    if is_stdin { read::stdin("standard input") } else { read::file(path, &discover::shown(path)) }.map_err(Failure)
}

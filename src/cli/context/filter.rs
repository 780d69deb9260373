//! `plimsoll context --ignore-file F --paths-from -`: the paths of a list that an ignore file leaves.

use std::path::Path;

use crate::cli::terminal::emit;
use crate::cli::{Failure, Outcome, discover, read};
use crate::report::visible;
use crate::syntax::Parsed;
use crate::syntax::dockerignore::{self, Dockerignore, Matcher};
use crate::text::Source;

/// Prints the paths that stay, in their order and as they are written.
pub fn run(ignore_file: &Path, paths: &Path) -> Result<Outcome, Failure> {
    let matcher = Matcher::new(&patterns(ignore_file)?);
    let paths = list(paths)?;
    let mut kept = Vec::with_capacity(paths.len());
    for line in paths.split_inclusive(|byte| *byte == b'\n') {
        let written = line.strip_suffix(b"\n").unwrap_or(line);
        let written = written.strip_suffix(b"\r").unwrap_or(written);
        let path = dockerignore::clean(&String::from_utf8_lossy(written));
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

/// The patterns of an ignore file that BuildKit accepts.
fn patterns(path: &Path) -> Result<Dockerignore, Failure> {
    let shown = discover::shown(path);
    let source = Source::new(shown.as_str(), read::file(path, &shown).map_err(Failure)?);
    let Parsed { tree, problems } = dockerignore::parse(source.text());
    match problems.first() {
        None => Ok(tree),
        Some(problem) => {
            let line = source.position(problem.span.start).line;
            Err(Failure(format!("{}:{line}: {}", visible(&shown), visible(&problem.message))))
        }
    }
}

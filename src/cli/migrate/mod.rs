//! `plimsoll migrate`: the configuration of another linter as a `plimsoll.toml` that asks for the same.
//!
//! Knows which files there are and which linter reads them; `hadolint::migrate` and [`compose`] translate. Start with
//! [`run`].

mod compose;

use std::path::{Path, PathBuf};

use super::arguments::MigrateArguments;
use super::hadolint::{migrate, search};
use super::terminal::{complain, emit};
use super::{Failure, Outcome, read, write};
use crate::config::FILE_NAME;
use crate::lint::Tool;
use crate::report::visible;
use crate::text::Source;

/// Where the linters of Compose files look in a folder, in their order.
const COMPOSE_FILES: &[&str] =
    &[".dclintrc", ".dclintrc.json", ".dclintrc.yaml", ".dclintrc.yml", ".compose-lint.yml", ".compose-lint.yaml"];

/// Writes the configuration.
pub fn run(arguments: &MigrateArguments) -> Result<Outcome, Failure> {
    let found = found();
    let Some(path) = arguments.file.clone().or_else(|| found.first().cloned()) else {
        return Err(Failure(
            "there is no .hadolint.yaml here, nor where hadolint looks for one, and no .dclintrc or .compose-lint.yml; \
             name the file"
                .to_owned(),
        ));
    };
    let shown = visible(&path.to_string_lossy()).into_owned();
    let source = Source::new(shown.as_str(), read::file(&path, &shown).map_err(Failure)?);
    let (text, mut notes) = match reader(&path) {
        Some(Tool::Dclint) => compose::of_dclint(&source)?,
        Some(Tool::ComposeLint) => compose::of_compose_lint(&source)?,
        Some(Tool::Hadolint | Tool::ShellCheck | Tool::BuildKit) | None => migrate::translate(&source)?,
    };
    for other in found.iter().skip(1).filter(|_| arguments.file.is_none()) {
        let other = visible(&other.to_string_lossy()).into_owned();
        notes.push(format!("`{other}` is there too: `plimsoll migrate {other} --output -` prints what it comes to"));
    }
    let output = arguments.output.as_deref().unwrap_or(Path::new(FILE_NAME));
    if output == Path::new("-") {
        emit(text.as_bytes())?;
    } else {
        let shown = visible(&output.to_string_lossy()).into_owned();
        if output.exists() && !arguments.force {
            return Err(Failure(format!("`{shown}` is there already; `--force` replaces it, `--output -` prints")));
        }
        write::create(output, text.as_bytes()).map_err(Failure)?;
        complain(&format!("wrote `{shown}`"));
    }
    notes.iter().for_each(|note| complain(&format!("note: {note}")));
    Ok(Outcome::Clean)
}

/// The configurations that there are, hadolint's first.
fn found() -> Vec<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
    let others = COMPOSE_FILES.iter().map(PathBuf::from).filter(|path| path.is_file());
    search::configuration(&variable).into_iter().chain(others).collect()
}

/// The linter that reads a file, by its name.
fn reader(path: &Path) -> Option<Tool> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    if name.contains("dclint") {
        return Some(Tool::Dclint);
    }
    name.contains("compose-lint").then_some(Tool::ComposeLint)
}

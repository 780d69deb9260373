//! What a project is called.
//!
//! What is asked for comes first, then `COMPOSE_PROJECT_NAME`, then the last `name:` of the files, then the folder.

use std::path::PathBuf;

use super::LoadOptions;
use super::load::Opened;
use crate::syntax::compose::environment::Environment;
use crate::syntax::compose::interpolate::interpolate;
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind, Provenance, Value, project_name};
use crate::text::{FileId, Place, Span};

/// The variable that names a project, and that files may use.
const VARIABLE: &str = "COMPOSE_PROJECT_NAME";
/// What a project is called of whose folder nothing is known.
const FALLBACK: &str = "project";

/// The name of a project with the place where it is said; sets the variable that files may use.
pub(super) fn name(
    paths: &[PathBuf],
    files: &[Opened],
    options: &LoadOptions,
    environment: &mut Environment,
    problems: &mut Vec<ComposeProblem>,
) -> (String, Place) {
    let start = Place::new(FileId(0), Span::at(0));
    let given = options.name.clone().or_else(|| environment.get(VARIABLE).map(|(name, _)| name.to_owned()));
    let (name, place) = match given.filter(|name| !name.is_empty()) {
        Some(name) => {
            if !project_name::is_valid(&name) {
                let message = format!("`{name}` cannot be the name of a project");
                let help = "use lower-case letters, digits, `-` and `_`, and start with a letter or digit";
                problems.push(ComposeProblem::new(ComposeProblemKind::InvalidValue, start, message).help(help));
            }
            (name, start)
        }
        None => written(files, environment).unwrap_or_else(|| (folder(paths, options), start)),
    };
    environment.set(VARIABLE, name.clone(), Provenance::Environment);
    (name, place)
}

/// The last name that the files give, made to fit.
fn written(files: &[Opened], environment: &Environment) -> Option<(String, Place)> {
    let mut names = files.iter().flat_map(|file| file.documents.iter()).filter_map(|document| document.get("name"));
    let last = names.rfind(|name| name.to_text().is_some_and(|text| !text.is_empty()))?;
    let mut value: Value = last.clone();
    interpolate(&mut value, environment, &mut Vec::new());
    let name = project_name::normalise(&value.to_text()?);
    (!name.is_empty()).then_some((name, value.place))
}

/// The name of the folder of the first file, made to fit.
fn folder(paths: &[PathBuf], options: &LoadOptions) -> String {
    let folder = paths.first().and_then(|path| path.parent()).and_then(|folder| folder.file_name());
    let folder = options.folder.clone().or_else(|| folder.map(|folder| folder.to_string_lossy().into_owned()));
    let name = folder.map(|folder| project_name::normalise(&folder)).unwrap_or_default();
    if name.is_empty() { FALLBACK.to_owned() } else { name }
}

//! `plimsoll ast --resolved`: the project that Compose files come to.
//!
//! Prints what `docker compose config` prints, or says where Docker Compose would refuse the files.

use crate::cli::arguments::AstArguments;
use crate::cli::project_files::DiskFiles;
use crate::cli::terminal::{complain, emit};
use crate::cli::{Failure, Outcome};
use crate::model::File;
use crate::model::stack::load::load;
use crate::model::stack::{LoadOptions, Stack};
use crate::report::{resolved, visible};
use crate::syntax::compose::{ComposeProblem, ComposeProblemKind};

/// Prints the project; a refusal is told on standard error.
pub fn run(arguments: &AstArguments) -> Result<Outcome, Failure> {
    let options = LoadOptions {
        name: arguments.project_name.clone(),
        folder: folder(arguments),
        profiles: Some(arguments.profile.clone()),
        reads_environment_file: true,
        ..LoadOptions::default()
    };
    let (files, stack) = load(&arguments.files, &DiskFiles::default(), &options);
    for gap in &stack.gaps {
        complain(&format!("error: `{}` was not looked at: {}", visible(&gap.what), visible(&gap.reason)));
    }
    // What is printed does without the values of environment files.
    let is_read = |problem: &&ComposeProblem| problem.kind != ComposeProblemKind::MissingEnvironment;
    let problems: Vec<&ComposeProblem> = stack.problems.iter().filter(is_read).collect();
    problems.iter().for_each(|problem| complain(&line(&files, problem)));
    if !stack.gaps.is_empty() {
        return Ok(Outcome::Trouble);
    }
    if !problems.is_empty() {
        return Ok(Outcome::Findings);
    }
    print(&stack)
}

fn print(stack: &Stack) -> Result<Outcome, Failure> {
    emit(resolved::render(stack).as_bytes())?;
    Ok(Outcome::Clean)
}

/// A problem with its place.
fn line(files: &[File], problem: &ComposeProblem) -> String {
    let message = visible(&problem.message);
    match files.get(problem.place.file.0 as usize) {
        Some(file) => {
            let position = file.source.position(problem.place.span.start);
            format!("{}:{}:{}: {message}", visible(file.source.name()), position.line, position.column)
        }
        None => message.into_owned(),
    }
}

/// The name of the folder of the first file.
fn folder(arguments: &AstArguments) -> Option<String> {
    let path = arguments.files.first()?.canonicalize().ok()?;
    Some(path.parent()?.file_name()?.to_string_lossy().into_owned())
}

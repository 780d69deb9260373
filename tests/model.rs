//! What a Dockerfile means: stages, what holds before each step, the programs it runs, the packages they
//! install.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

#[path = "model/packages.rs"]
mod packages;
#[path = "model/programs.rs"]
mod programs;
#[path = "model/stages.rs"]
mod stages;
#[path = "model/state.rs"]
mod state;

use plimsoll::model::{Build, Command, NoContext, Project};

/// The project of a text; the tests look at its one build.
fn project(text: &str) -> Project {
    let project = support::project(text.as_bytes(), &NoContext);
    let broken = support::tree::broken_model(&project);
    assert!(broken.is_empty(), "{text}: {broken:?}");
    project
}

fn build(project: &Project) -> &Build {
    &project.builds[0]
}

/// A command as one line: program and arguments as written.
fn line(command: &Command) -> String {
    let args = command.args.iter().map(|word| word.raw.as_str());
    std::iter::once(command.program.value.as_str()).chain(args).collect::<Vec<_>>().join(" ")
}

/// The commands of all steps behind `FROM a`.
fn commands(text: &str) -> Vec<String> {
    build(&project(&format!("FROM a\n{text}\n"))).commands.iter().map(line).collect()
}

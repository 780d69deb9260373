//! The scripts that start a container, read from the build's context.
//!
//! An image with `ENTRYPOINT ["/entrypoint.sh"]` is only understood with that script at hand: whether it
//! drops privileges, whether it hands signals on.

use std::collections::{HashMap, HashSet};

use crate::model::commands::interpreter::{base_name, shebang_words};
use crate::model::{Build, BuildContext, EntryScript, Origin, StageId, Step, StepId};
use crate::syntax::dockerfile::ast::{Kind, Transfer};

impl EntryScript {
    /// The program that its `#!` line names, without its directory; `None` where it has no such line.
    pub fn interpreter(&self) -> Option<String> {
        let words = shebang_words(&self.text)?;
        let mut names = words.iter().map(|word| base_name(word));
        let first = names.next()?;
        let program =
            if first == "env" { names.find(|name| !name.starts_with('-') && !name.contains('='))? } else { first };
        (!program.is_empty()).then(|| program.to_owned())
    }

    /// Whether its first line ends with a carriage return, as on Windows.
    pub fn has_windows_ends(&self) -> bool {
        self.text.split('\n').next().is_some_and(|line| line.ends_with('\r')) && self.text.starts_with("#!")
    }

    /// Its words, comments on lines of their own left out: each may be a program.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let lines = self.text.lines().filter(|line| !line.trim_start().starts_with('#'));
        lines.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && !"-_.+".contains(c)))
    }
}

/// Reads the scripts that ENTRYPOINT and CMD of each stage start, as far as COPY tells where they come from.
pub(in crate::model) fn read_scripts(build: &Build, context: &dyn BuildContext) -> Vec<EntryScript> {
    let mut scripts = Vec::new();
    let starting = starting_steps(build);
    for command in build.commands.iter().filter(|command| starting.contains(&command.step)) {
        let Some(step) = build.step(command.step) else { continue };
        let shell_argument = command.args.first().and_then(|word| word.known());
        let started = std::iter::once(command.program_path.clone()).chain(shell_argument);
        for path in started.filter(|path| path.contains('/') || path.ends_with(".sh")) {
            if let Some((source, text)) = find(build, step, &path, context) {
                scripts.push(EntryScript { stage: step.stage, path: source, text });
            }
        }
    }
    scripts
}

/// The last ENTRYPOINT and the last CMD of each stage: any above them starts nothing.
fn starting_steps(build: &Build) -> HashSet<StepId> {
    let mut last: HashMap<(StageId, Origin), StepId> = HashMap::new();
    for step in &build.steps {
        match build.instruction(step).map(|instruction| &instruction.kind) {
            Some(Kind::Entrypoint(_)) => last.insert((step.stage, Origin::Entrypoint), step.id),
            Some(Kind::Cmd(_)) => last.insert((step.stage, Origin::Cmd), step.id),
            _ => None,
        };
    }
    last.into_values().collect()
}

/// The text of the file that a COPY of the stage's lineage puts at a path.
pub(in crate::model) fn find(
    build: &Build,
    step: &Step,
    path: &str,
    context: &dyn BuildContext,
) -> Option<(String, String)> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stage = build.stage(step.stage)?;
    for earlier in build.image_steps(stage) {
        let Some(instruction) = build.instruction(earlier) else { continue };
        let (Kind::Copy(transfer) | Kind::Add(transfer)) = &instruction.kind else { continue };
        if instruction.flag("from").is_some() {
            continue;
        }
        for candidate in candidates(transfer, path, name) {
            if let Some(text) = context.read(&candidate) {
                return Some((candidate, text));
            }
        }
    }
    None
}

/// The files of the context that a COPY may put at a path.
fn candidates(transfer: &Transfer, path: &str, name: &str) -> Vec<String> {
    let destination = transfer.destination.as_ref().and_then(|word| word.known()).unwrap_or_default();
    let mut found = Vec::new();
    for source in transfer.sources.iter().filter_map(|word| word.known()) {
        let source = source.trim_start_matches("./").trim_start_matches('/').trim_end_matches('/').to_owned();
        if source.rsplit('/').next() == Some(name) || destination == path {
            found.push(source.clone());
        }
        let below = path.strip_prefix(destination.trim_end_matches('/')).and_then(|rest| rest.strip_prefix('/'));
        let folder = if source == "." { String::new() } else { format!("{source}/") };
        if let Some(below) = below.filter(|below| !below.is_empty()) {
            found.push(format!("{folder}{below}"));
        }
        // A relative path is below a directory that only the container knows.
        if !path.starts_with('/') {
            found.push(format!("{folder}{name}"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::model::{EntryScript, StageId};

    #[test]
    fn line_ends_of_windows_are_told() {
        let script = |text: &str| EntryScript { stage: StageId(0), path: "a".into(), text: text.into() };
        assert!(script("#!/bin/sh\r\nexit\r\n").has_windows_ends());
        assert!(!script("#!/bin/sh\nprintf '\r\n'\n").has_windows_ends());
    }
}

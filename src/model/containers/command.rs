//! What becomes of the CMD of an image once a service has an `entrypoint`.
//!
//! Docker drops it: `entrypoint` without `command` runs alone. Said only where what runs alone surely needs more. Start
//! with [`Container::lost_command`].

use super::Container;
use crate::knowledge::servers::program_name;
use crate::knowledge::{images, programs};
use crate::model::{Build, Stage, Step};
use crate::syntax::compose::ast::{CommandLine as ServiceCommand, Form};
use crate::syntax::dockerfile::ast::{CommandLine, Kind};
use crate::text::Place;

/// What an `entrypoint` without `command` lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostCommand {
    /// What is started, and has nothing to start.
    pub starter: String,
    /// The words of the image's CMD, where they are known.
    pub words: Vec<String>,
    /// The CMD in the Dockerfile.
    pub place: Option<Place>,
}

/// Programs that do nothing but start another one.
const STARTERS: &[&str] = &["catatonit", "dumb-init", "gosu", "su-exec", "tini", "tini-static"];

/// What the official images of servers start with: it ends in `exec "$@"`.
const OFFICIAL: &str = "docker-entrypoint.sh";

impl Container<'_> {
    /// What the service lacks by naming an `entrypoint` alone, where that needs a command.
    pub fn lost_command(&self) -> Option<LostCommand> {
        let service = self.service;
        let line =
            service.entrypoint.as_ref().filter(|line| line.form != Form::Cleared && service.command.is_none())?;
        if line.words.iter().any(|word| !word.is_known()) {
            return None;
        }
        let starter = line.texts().next()?.to_owned();
        let build = self.stage();
        let command = build.and_then(|(build, stage)| Some((build, build.start(stage).command?)));
        let has_command = command.is_some() || self.base_has_command();
        if !(starts_nothing(line) || has_command && self.hands_on(line)) {
            return None;
        }
        let words = command.map(|(build, step)| elements(build, step)).unwrap_or_default();
        let place = command.and_then(|(build, step)| self.place(build.instruction(step)?.keyword.span));
        Some(LostCommand { starter, words, place })
    }

    /// Whether the image that is pulled, or that the build starts from, has a CMD that the build leaves in place.
    fn base_has_command(&self) -> bool {
        let replaces = self.stage().is_some_and(|(build, stage)| build.start(stage).replaces_entrypoint);
        let known = || {
            let image = self.origin_image()?;
            let facts = images::lookup(image.normalized(), image.tag())?.facts;
            Some(facts.command || facts.service)
        };
        !replaces && known().unwrap_or(false)
    }

    /// Whether the entrypoint is a single script that runs its arguments: one that was read, or that of an official image.
    fn hands_on(&self, line: &ServiceCommand) -> bool {
        let [script] = line.words.as_slice() else { return false };
        let is_official = || program_name(&script.value) == OFFICIAL && self.base_has_command();
        let is_read = || {
            let start = self.start();
            let stage = start.as_ref().and_then(|start| Some((&start.build, start.stage()?)));
            stage.is_some_and(|(build, stage)| runs_arguments(build, stage, &script.value))
        };
        is_official() || is_read()
    }
}

/// Whether the words end where the program to start would follow: `tini --`, `sh -c`.
fn starts_nothing(line: &ServiceCommand) -> bool {
    let words: Vec<&str> = line.texts().collect();
    let Some((program, rest)) = words.split_first() else { return false };
    let name = program_name(program);
    let is_bare = rest.iter().all(|word| word.starts_with('-') && !matches!(*word, "--version" | "--help" | "-h"));
    let asks_text = programs::is_shell(name) && rest.last().is_some_and(|word| is_text_flag(word));
    is_bare && (STARTERS.contains(&name) || asks_text)
}

fn is_text_flag(word: &str) -> bool {
    !word.starts_with("--") && word.ends_with('c')
}

/// Whether a script of the context was read that ends by running its arguments.
fn runs_arguments(build: &Build, stage: &Stage, path: &str) -> bool {
    let name = program_name(path);
    let lines = |text: &str| {
        let last = text.lines().map(str::trim).rfind(|line| !line.is_empty() && !line.starts_with('#'));
        last.is_some_and(|line| line.ends_with("\"$@\"") && (line.starts_with("exec") || line.starts_with('"')))
    };
    build.scripts_of(stage).any(|script| program_name(&script.path) == name && lines(&script.text))
}

/// The words of a JSON array, or the shell with its text.
fn elements(build: &Build, step: &Step) -> Vec<String> {
    match build.instruction(step).map(|known| &known.kind) {
        Some(Kind::Cmd(CommandLine::Exec(exec)) | Kind::Entrypoint(CommandLine::Exec(exec))) => {
            exec.elements.iter().map(|element| element.value.clone()).collect()
        }
        Some(_) | None => step.plain_words().unwrap_or_default(),
    }
}

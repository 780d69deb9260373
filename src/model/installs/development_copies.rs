//! Folders of installed dependencies that come from a stage which installed what developers need too.
//!
//! Knows where managers put what they install, and what takes it away again. Start with
//! [`Build::development_copies`].

use crate::model::commands::directories::joined;
use crate::model::installs::dependencies::DependencyInstall;
use crate::model::installs::development::{Development, takes_away};
use crate::model::{Build, SourceOrigin, Stage, Step};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::Kind;

/// A COPY of installed dependencies, those of developers among them.
#[derive(Debug)]
pub struct DevelopmentCopy<'a> {
    /// The source that brings them.
    pub source: &'a Word,
    /// The install that brought them to the stage that it copies from.
    pub install: DependencyInstall<'a>,
    /// Whether the manifest was read and names packages for developers.
    pub is_sure: bool,
}

/// The folder of the project that a manager installs into; `None` where that is a place of the system.
fn folder_of(tool: &str) -> Option<&'static str> {
    match tool {
        "npm" | "yarn" | "pnpm" | "bun" => Some("node_modules"),
        "composer" => Some("vendor"),
        "uv" => Some(".venv"),
        _ => None,
    }
}

impl Build {
    /// The copies into an image that starts something for its users which bring what developers installed elsewhere in
    /// the file: the folder of a manager, or that of the whole project.
    pub fn development_copies<'a>(&'a self, target: &'a Stage) -> Vec<DevelopmentCopy<'a>> {
        let steps = self.image_steps(target);
        let copies: Vec<(&Step, &Stage)> =
            steps.iter().filter_map(|step| Some((*step, self.stage_behind(step)?))).collect();
        if copies.is_empty() || self.is_workshop(target) || !self.starts_for_users(target) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (step, from) in copies {
            let later: Vec<_> = steps.iter().filter(|it| it.id > step.id).flat_map(|it| self.commands_of(it)).collect();
            let Some(Kind::Copy(transfer)) = self.instruction(step).map(|instruction| &instruction.kind) else {
                continue;
            };
            for (install, is_sure) in self.kept_for_developers(from) {
                let brings = |word: &&Word| self.brings_folder(step, word, &install);
                let Some(source) = transfer.sources.iter().find(brings) else { continue };
                if !later.iter().any(|other| takes_away(install.command, other)) {
                    found.push(DevelopmentCopy { source, install, is_sure });
                }
            }
        }
        found
    }

    /// The stage that a COPY takes files from.
    fn stage_behind(&self, step: &Step) -> Option<&Stage> {
        let [source] = step.sources.as_slice() else { return None };
        match source.origin {
            SourceOrigin::Stage(id) => self.stage(id),
            SourceOrigin::Variable
            | SourceOrigin::NotYet(_)
            | SourceOrigin::NoSuchNumber
            | SourceOrigin::Image(_)
            | SourceOrigin::NoReference => None,
        }
    }

    /// The installs of a stage that bring what developers need, which nothing behind them takes away.
    fn kept_for_developers<'a>(&'a self, stage: &'a Stage) -> Vec<(DependencyInstall<'a>, bool)> {
        let commands = self.image_steps(stage).into_iter();
        let commands: Vec<_> =
            commands.flat_map(|step| self.commands_of(step).iter().map(move |command| (step, command))).collect();
        let mut kept = Vec::new();
        for install in self.lineage(stage).flat_map(|stage| self.dependency_installs(stage)) {
            let Some(Development::Manifest { install, is_sure, .. }) = self.brings(install.step, install.command)
            else {
                continue;
            };
            let mut later = commands.iter().filter(|(_, other)| other.span.start > install.command.span.start);
            if !later.any(|(_, other)| takes_away(install.command, other)) {
                kept.push((install, is_sure));
            }
        }
        kept
    }

    /// Whether a source of a COPY is the folder that an install fills, or that of its project.
    fn brings_folder(&self, step: &Step, source: &Word, install: &DependencyInstall<'_>) -> bool {
        let Some(folder) = folder_of(install.manager.tool) else { return false };
        let (Some(path), Some(project)) =
            (self.expanded(step, source), self.directory_of(install.step, install.command))
        else {
            return false;
        };
        // Sources are seen from the root of the stage they come from.
        let path = joined("/", &path);
        path == project || path == joined(&project, folder)
    }
}

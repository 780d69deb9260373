//! A Dockerfile resolved into stages and steps.

use std::ops::Range;
use std::sync::Arc;

use super::state::State;
use super::{Command, File, FileId};
use crate::syntax::Word;
use crate::syntax::dockerfile::Dockerfile;
use crate::syntax::dockerfile::ast::{Instruction, Item};
use crate::syntax::image_ref::ImageRef;
use crate::syntax::shell::Script;
use crate::text::{Span, Spanned};

/// A stage of a [`Build`], by its place in [`Build::stages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StageId(pub u32);

/// A step of a [`Build`], by its place in [`Build::steps`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepId(pub u32);

/// A Dockerfile as it would be built.
#[derive(Debug)]
pub struct Build {
    /// The Dockerfile.
    pub file: FileId,
    /// Its tree.
    pub dockerfile: Arc<Dockerfile>,
    /// From FROM to FROM, in order.
    pub stages: Vec<Stage>,
    /// The instructions of all stages, in order.
    pub steps: Vec<Step>,
    /// The programs of all steps, in order.
    pub commands: Vec<Command>,
    /// The stage that is built: the last one where nothing else is known.
    pub target: Option<StageId>,
}

/// A stage.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its place.
    pub id: StageId,
    /// The name after AS.
    pub name: Option<Spanned<String>>,
    /// What it starts from.
    pub base: Base,
    /// The item of the tree that is its FROM.
    pub item: usize,
    /// Its steps, FROM left out.
    pub steps: Range<usize>,
    /// The image or stage as written.
    pub base_span: Span,
    /// The FROM instruction.
    pub span: Span,
}

/// What a stage starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// An image; variables are replaced by their defaults.
    Image(Spanned<ImageRef>),
    /// A stage above.
    Stage(StageId),
    /// Nothing.
    Scratch,
    /// An image that depends on a variable without a default.
    Dynamic(Word),
    /// FROM has no argument, or one that is no reference.
    Missing,
}

/// An instruction in a stage.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its place.
    pub id: StepId,
    /// The stage it is in.
    pub stage: StageId,
    /// The item of the tree that it is.
    pub item: usize,
    /// What holds before it.
    pub before: State,
    /// The programs it runs, in [`Build::commands`].
    pub commands: Range<usize>,
    /// The shell scripts it hands to a shell that we can read.
    pub scripts: Vec<StepScript>,
}

/// A shell script of a step.
#[derive(Clone, Debug)]
pub struct StepScript {
    /// What it says.
    pub script: Script,
    /// Where its text comes from.
    pub source: ScriptSource,
}

/// Where a script's text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScriptSource {
    /// The arguments of the instruction.
    Arguments,
    /// The here-document of that number: `RUN <<EOF`.
    Heredoc(usize),
    /// A word of a command: the text after `sh -c`.
    Word(Span),
}

impl Build {
    /// Resolves a Dockerfile. Never fails: what is not known is said to be unknown.
    pub fn resolve(file: &File, _context: &dyn super::BuildContext) -> Self {
        let dockerfile = file.dockerfile();
        Self {
            file: file.id,
            dockerfile: Arc::clone(dockerfile),
            stages: Vec::new(),
            steps: Vec::new(),
            commands: Vec::new(),
            target: None,
        }
    }

    /// The instruction of a step.
    pub fn instruction(&self, step: &Step) -> Option<&Instruction> {
        match self.dockerfile.items.get(step.item) {
            Some(Item::Instruction(instruction)) => Some(instruction),
            _ => None,
        }
    }
}

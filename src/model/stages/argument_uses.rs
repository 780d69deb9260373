//! Which steps may use a build argument, and where an ARG may move without anybody noticing.
//!
//! Counts what an instruction names, in here-documents too, and what a RUN has in its environment. Start with
//! [`ArgumentUses`] for all names of a stage at once and [`Build::names_argument`] for one.

use std::collections::{HashMap, HashSet};

use crate::model::{Build, File, Step, StepId};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{Definition, Instruction, Kind};

/// The last use of each name, read from the top of a stage down.
#[derive(Debug, Default)]
pub struct ArgumentUses<'b> {
    by_name: HashMap<&'b str, StepId>,
    /// The last step that may use any: it has them in its environment, or its texts are not read.
    any: Option<StepId>,
}

impl<'b> ArgumentUses<'b> {
    /// Reads the next step.
    pub fn read(&mut self, step: &Step, instruction: &'b Instruction) {
        let is_open = instruction.heredocs.iter().any(|document| document.expand);
        if is_open || matches!(instruction.kind, Kind::Run(_)) {
            self.any = Some(step.id);
        }
        let names = instruction.expanded_words().into_iter().flat_map(Word::all_variables);
        self.by_name.extend(names.map(|(variable, _)| (variable.name.as_str(), step.id)));
    }

    /// Whether some step from that one on, as far as was read, may use an argument.
    pub fn is_used_since(&self, step: StepId, name: &str) -> bool {
        self.any >= Some(step) || self.by_name.get(name) >= Some(&step)
    }
}

impl Build {
    /// Whether a step names an argument: in its words, its scripts, or here-documents. `file` is the one that the step
    /// stands in.
    pub fn names_argument(&self, file: &File, step: &Step, name: &str) -> bool {
        let Some(instruction) = self.instruction(step) else { return false };
        let is_run = matches!(instruction.kind, Kind::Run(_));
        let documents = instruction.heredocs.iter().filter(|document| is_run || document.expand);
        let mut bodies = documents.map(|document| document.body.of(file.source.text()));
        let is_named = |word: &&Word| word.all_variables().iter().any(|(variable, _)| variable.name == name);
        instruction.expanded_words().iter().any(is_named)
            || step.free_variables().iter().any(|(variable, _)| variable.name == name)
            || bodies.any(|body| names_in(body).any(|word| word == name))
    }

    /// Whether a step gives a variable of that name another value.
    pub fn redefines(&self, step: &Step, name: &str) -> bool {
        match self.instruction(step).map(|instruction| &instruction.kind) {
            Some(Kind::Arg(arg)) => arg.definitions.iter().any(|definition| definition.name.value == name),
            // A key that is made of variables may be any.
            Some(Kind::Env(pairs)) => pairs.pairs.iter().any(|pair| pair.key.known().is_none_or(|key| key == name)),
            _ => false,
        }
    }

    /// Whether the default of an argument says the same above a later step.
    pub fn has_same_default(&self, definition: &Definition, from: &Step, to: &Step) -> bool {
        let Some(value) = &definition.value else { return true };
        let place = |step: &Step, name: &str| self.binding(step, name).map(|binding| binding.span);
        let names: HashSet<&str> = value.all_variables().into_iter().map(|(it, _)| it.name.as_str()).collect();
        value.known().is_some() || names.into_iter().all(|name| place(from, name) == place(to, name))
    }
}

/// The words of a text that may be names of variables.
pub(super) fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c != '_' && !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

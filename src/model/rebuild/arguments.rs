//! Which variables have another value once build arguments change.
//!
//! Follows definitions from the top of the file: an ARG that is given, an ARG or ENV that is made of it. An ENV
//! hides an ARG of its name. Start with [`Changed::used_by`].
//! Source: <https://docs.docker.com/build/cache/invalidation/#build-arguments>

use std::collections::{HashMap, HashSet};

use crate::model::{Base, Build, Stage, Step, StepId};
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{Instruction, Kind};
use crate::text::Span;

/// The variables that have another value.
pub(super) struct Changed<'b> {
    build: &'b Build,
    text: &'b str,
    given: HashSet<&'b str>,
    /// Arguments above the first FROM.
    global: HashSet<&'b str>,
    /// Definitions, by their place.
    definitions: HashSet<Span>,
    /// For each stage the names that may have another value at its end.
    names: HashMap<u32, Vec<&'b str>>,
}

/// A variable that makes a step run again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// Its name.
    pub name: String,
    /// Where it is defined.
    pub defined: Span,
    /// Whether the step is only concerned since it is part of the environment of every RUN.
    pub is_environment: bool,
}

impl<'b> Changed<'b> {
    /// What changes when these arguments are given other values.
    pub(super) fn new(build: &'b Build, text: &'b str, given: &'b [String]) -> Self {
        let mut changed = Self {
            build,
            text,
            given: given.iter().map(String::as_str).collect(),
            global: HashSet::new(),
            definitions: HashSet::new(),
            names: HashMap::new(),
        };
        for instruction in build.dockerfile.instructions() {
            let Kind::Arg(arg) = &instruction.kind else { break };
            for definition in &arg.definitions {
                let name = definition.name.value.as_str();
                let value = definition.value.as_ref();
                if changed.given.contains(name) || value.is_some_and(|word| changed.in_from(word).is_some()) {
                    changed.global.insert(name);
                }
            }
        }
        changed
    }

    fn in_from(&self, word: &Word) -> Option<String> {
        let mut names = word.all_variables().into_iter().map(|(variable, _)| variable.name.as_str());
        names.find(|name| self.global.contains(name)).map(str::to_owned)
    }

    /// The argument that makes a stage start from something else. Starts the stage.
    pub(super) fn start(&mut self, stage: &Stage) -> Option<String> {
        let inherited = match stage.base {
            Base::Stage(parent) => self.names.get(&parent.0).cloned(),
            Base::Image(_) | Base::Scratch | Base::Dynamic(_) | Base::Missing => None,
        };
        self.names.insert(stage.id.0, inherited.unwrap_or_default());
        if self.given.is_empty() {
            return None;
        }
        let platform = self.build.from_instruction(stage).and_then(|from| from.flag_value("platform"));
        self.build.from_image(stage).into_iter().chain(platform).find_map(|word| self.in_from(word))
    }

    /// Learns what a step defines.
    pub(super) fn learn(&mut self, step: &Step) {
        if self.given.is_empty() {
            return;
        }
        match self.build.instruction(step).map(|instruction| &instruction.kind) {
            Some(Kind::Arg(arg)) => {
                for definition in &arg.definitions {
                    let name = definition.name.value.as_str();
                    // Each definition sees those before it on the same line.
                    let is_changed = self.given.contains(name)
                        || match &definition.value {
                            Some(word) => self.in_word(step, StepId(step.id.0 + 1), word).is_some(),
                            None => self.global.contains(name),
                        };
                    if is_changed {
                        self.define(step, name, definition.span);
                    }
                }
            }
            Some(Kind::Env(pairs)) => {
                for pair in &pairs.pairs {
                    // A key that is made of variables is no name that anything could be looked up by.
                    let is_name = pair.key.variables().next().is_none();
                    if is_name && self.in_word(step, step.id, &pair.value).is_some() {
                        self.define(step, &pair.key.raw, pair.span);
                    }
                }
            }
            _ => {}
        }
    }

    /// The changed variable that makes a step run again.
    pub(super) fn used_by(&mut self, step: &Step) -> Option<Use> {
        self.names.get(&step.stage.0).filter(|names| !names.is_empty())?;
        let instruction = self.build.instruction(step)?;
        match &instruction.kind {
            Kind::Run(_) => self.in_text(step, instruction).or_else(|| self.in_environment(step)),
            _ => self.in_text(step, instruction),
        }
    }

    fn define(&mut self, step: &Step, name: &'b str, span: Span) {
        self.definitions.insert(span);
        self.names.entry(step.stage.0).or_default().push(name);
    }

    fn changed(&self, step: &Step, before: StepId, name: &str) -> Option<Span> {
        let binding = self.build.scopes.lookup(step.stage, before, name)?;
        self.definitions.contains(&binding.span).then_some(binding.span)
    }

    fn in_word(&self, step: &Step, before: StepId, word: &Word) -> Option<(String, Span)> {
        if self.names.get(&step.stage.0).is_none_or(Vec::is_empty) {
            return None;
        }
        let mut variables = word.all_variables().into_iter();
        variables.find_map(|(variable, _)| {
            let defined = self.changed(step, before, &variable.name)?;
            Some((variable.name.clone(), defined))
        })
    }

    /// A variable that BuildKit replaces in the text of the instruction, or that its script reads.
    fn in_text(&self, step: &Step, instruction: &Instruction) -> Option<Use> {
        let found = instruction.expanded_words().into_iter().find_map(|word| self.in_word(step, step.id, word));
        let found = found.or_else(|| self.in_script(step)).or_else(|| self.in_document(step, instruction));
        found.map(|(name, defined)| Use { name, defined, is_environment: false })
    }

    fn in_script(&self, step: &Step) -> Option<(String, Span)> {
        let mut free = step.free_variables().into_iter();
        free.find_map(|(variable, _)| self.named(step, &variable.name))
    }

    /// A variable in a here-document of COPY or ADD, which BuildKit replaces there.
    fn in_document(&self, step: &Step, instruction: &Instruction) -> Option<(String, Span)> {
        if !matches!(instruction.kind, Kind::Copy(_) | Kind::Add(_)) {
            return None;
        }
        let documents = instruction.heredocs.iter().filter(|document| document.expand);
        let mut names =
            documents.flat_map(|document| document.body.of(self.text).split('$').skip(1).map(name_at_start));
        names.find_map(|name| self.named(step, name))
    }

    fn named(&self, step: &Step, name: &str) -> Option<(String, Span)> {
        Some((name.to_owned(), self.changed(step, step.id, name)?))
    }

    /// A variable that is part of the environment of a RUN.
    fn in_environment(&mut self, step: &Step) -> Option<Use> {
        let mut names = self.names.remove(&step.stage.0)?;
        let mut found = None;
        // What an ENV hides stays hidden until it is defined again, which puts it on the list again.
        while let Some(name) = names.last() {
            if let Some(defined) = self.changed(step, step.id, name) {
                found = Some(Use { name: (*name).to_owned(), defined, is_environment: true });
                break;
            }
            names.pop();
        }
        self.names.insert(step.stage.0, names);
        found
    }
}

/// The name that a reference starts with, its `$` left out.
fn name_at_start(reference: &str) -> &str {
    let reference = reference.strip_prefix('{').unwrap_or(reference);
    let end = reference.find(|c: char| c != '_' && !c.is_ascii_alphanumeric()).unwrap_or(reference.len());
    reference.get(..end).unwrap_or_default()
}

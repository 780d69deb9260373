//! From the tree of a Dockerfile to stages, steps and what holds before each.
//!
//! One pass from top to bottom; nothing is looked at twice, so a long file costs as much as its lines.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::commands::interpreter::{Interpreter, NamedShell, Reader, WINDOWS_MARKS, is_windows_image, target_of};
use super::containers::named_contexts;
use super::context::Received;
use super::known::Known;
use super::scope::{Binding, BindingKind, PLATFORM_ARGUMENTS, Scopes};
use super::state::{Shell, State, User, Workdir};
use super::{
    Base, Build, BuildContext, BuildRequest, File, GlobalArgument, Source, SourceOrigin, Stage, StageId, Step, StepId,
};
use crate::knowledge::images::ShellKind;
use crate::syntax::Word;
use crate::syntax::dockerfile::ast::{Arg, CommandLine, Escape, From, Instruction, Item, Kind, Pairs};
use crate::syntax::expand::{Value, expand};
use crate::syntax::image_ref::ImageRef;
use crate::syntax::shell::Dialect;
use crate::syntax::shell::lint::Target;
use crate::text::{Spanned, clean_path};

impl Build {
    /// Resolves a Dockerfile; `None` where the file is none. What is not known is said to be unknown. A template has no
    /// stages, since its text is not yet what will be built.
    pub fn resolve(file: &File, context: &dyn BuildContext) -> Option<Self> {
        Self::resolve_as(file, &BuildRequest::default(), context)
    }

    /// The same for a build that is asked for in that way.
    pub fn resolve_as(file: &File, request: &BuildRequest, context: &dyn BuildContext) -> Option<Self> {
        let dockerfile = Arc::clone(file.dockerfile()?);
        let mut resolver = Resolver {
            text: file.source.text(),
            arguments: &request.arguments,
            contexts: &request.contexts,
            build: Self {
                file: file.id,
                dockerfile: Arc::clone(&dockerfile),
                stages: Vec::new(),
                steps: Vec::new(),
                commands: Vec::new(),
                target: None,
                context: None,
                uses: Arc::from([]),
                is_file_for_development: file.is_for_development(),
                global_arguments: Vec::new(),
                scopes: Scopes::default(),
                entry_scripts: Vec::new(),
                package_scripts: Vec::new(),
                has_shrinkwrap: false,
                project_files: Default::default(),
                requirement_lists: Vec::new(),
            },
            state: State::default(),
            default_reader: Reader::of_image(Interpreter::Posix(Dialect::Sh), Target::Posix),
            named_shell: NamedShell::default(),
            names: HashMap::new(),
            later_names: HashMap::new(),
        };
        if dockerfile.template.is_none() {
            resolver.read_names(&dockerfile.items);
            for (item, entry) in dockerfile.items.iter().enumerate() {
                match entry {
                    Item::Instruction(instruction) => resolver.instruction(item, instruction),
                    Item::Comment(comment) => resolver.named_shell.read(&comment.text.value),
                    Item::ByteOrderMark(_) | Item::Directive(_) | Item::Blank(_) => {}
                }
            }
            resolver.end_stage();
        }
        let mut build = resolver.build;
        let asked = request.target.as_deref().and_then(|name| build.stage_called(name));
        let shipped = || build.stage_to_ship().filter(|_| !file.is_for_development());
        // Whoever names a build names its target, or means the last one.
        let shipped = if request.is_told { asked } else { shipped() };
        build.target = shipped.or_else(|| build.stages.last()).map(|stage| stage.id);
        mark_target(&mut build);
        // What an ignore file excludes is not there for the build.
        let context = &Received::of(context);
        build.entry_scripts = crate::model::start::entry::read_scripts(&build, context);
        build.package_scripts = crate::model::start::package_scripts::read(&build, context);
        build.has_shrinkwrap = crate::model::installs::manifests::has_shrinkwrap(&build, context);
        build.project_files = crate::model::installs::project_files::find(&build, context);
        build.requirement_lists = crate::model::installs::requirements::read(&build, context);
        Some(build)
    }
}

struct Resolver<'a> {
    text: &'a str,
    /// What is given to ARG.
    arguments: &'a BTreeMap<String, Option<String>>,
    /// What stands for an image, or a stage, of that name.
    contexts: &'a BTreeMap<String, String>,
    build: Build,
    /// What holds before the next step.
    state: State,
    /// What reads scripts in this stage where no SHELL says otherwise.
    default_reader: Reader,
    /// The shell that a comment names: `# hadolint shell=bash`. Above a FROM it holds for all stages from there.
    named_shell: NamedShell,
    /// Stages above, by their lower-case name.
    names: HashMap<String, StageId>,
    /// All stages, by their lower-case name.
    later_names: HashMap<String, StageId>,
}

impl Resolver<'_> {
    fn read_names(&mut self, items: &[Item]) {
        let instructions = items.iter().filter_map(|item| match item {
            Item::Instruction(instruction) => Some(&instruction.kind),
            Item::ByteOrderMark(_) | Item::Directive(_) | Item::Comment(_) | Item::Blank(_) => None,
        });
        let stages = instructions.filter_map(|kind| if let Kind::From(from) = kind { Some(from) } else { None });
        for (index, from) in stages.enumerate() {
            if let Some(name) = &from.name {
                self.later_names.entry(name.value.to_lowercase()).or_insert(StageId(index as u32));
            }
        }
    }

    fn instruction(&mut self, item: usize, instruction: &Instruction) {
        match &instruction.kind {
            Kind::From(from) => self.start_stage(item, instruction, from),
            Kind::Arg(arg) if self.build.stages.is_empty() => self.global_arguments(item, arg),
            _ if self.build.stages.is_empty() => {}
            _ => self.step(item, instruction),
        }
    }

    fn global_arguments(&mut self, item: usize, arg: &Arg) {
        for definition in &arg.definitions {
            let default = || definition.value.as_ref().map_or(Value::Unknown, |word| self.expand_global(word));
            let value = self.given(&definition.name.value).unwrap_or_else(default);
            let binding = Binding { kind: BindingKind::Arg, value, span: definition.span, step: None };
            self.build.scopes.define_global(definition.name.value.clone(), binding);
            self.build.global_arguments.push(GlobalArgument {
                name: definition.name.clone(),
                has_default: definition.value.is_some(),
                item,
            });
        }
    }

    /// What the build gives to an argument, where it gives it anything.
    fn given(&self, name: &str) -> Option<Value> {
        let value = self.arguments.get(name)?;
        Some(value.clone().map_or(Value::Unknown, Value::Known))
    }

    /// A word of FROM, or of an ARG above it.
    fn expand_global(&self, word: &Word) -> Value {
        expand(word, &|name| match self.build.scopes.global(name) {
            Some(binding) => binding.value.clone(),
            None if PLATFORM_ARGUMENTS.contains(&name) => Value::Unknown,
            None => Value::Unset,
        })
    }

    fn end_stage(&mut self) {
        let end = self.build.steps.len();
        let likely_sh = self.build.likely_sh_since(self.build.stages.last().map_or(end, |stage| stage.steps.start));
        let state = std::mem::take(&mut self.state);
        if let Some(stage) = self.build.stages.last_mut() {
            stage.steps.end = end;
            stage.after = state;
            stage.likely_sh = likely_sh.or(stage.likely_sh);
            if let Some(name) = &stage.name {
                self.names.insert(name.value.to_lowercase(), stage.id);
            }
        }
    }

    fn start_stage(&mut self, item: usize, instruction: &Instruction, from: &From) {
        self.end_stage();
        let base = self.base(from);
        let parent = if let Base::Stage(id) = base { Some(id) } else { None };
        if let Some(parent) = parent.and_then(|id| self.build.stage(id)) {
            self.state = parent.after.clone();
        }
        self.build.scopes.start_stage(parent);
        let start = self.build.steps.len();
        let stage = Stage {
            id: StageId(self.build.stages.len() as u32),
            name: from.name.clone(),
            base,
            item,
            steps: start..start,
            base_span: from.image.as_ref().map_or(instruction.keyword.span, |word| word.span),
            span: instruction.span,
            after: State::default(),
            known: Known::default(),
            uses: Known::default(),
            root: parent
                .and_then(|id| self.build.stage(id))
                .map_or(StageId(self.build.stages.len() as u32), |parent| parent.root),
            reaches_target: false,
            is_started_from: false,
            likely_sh: parent.and_then(|id| self.build.stage(id)).and_then(|parent| parent.likely_sh),
        };
        self.default_reader = self.default_reader(&stage);
        self.named_shell.start_stage();
        if let Some(parent) = parent.and_then(|id| self.build.stages.get_mut(id.0 as usize)) {
            parent.is_started_from = true;
        }
        self.build.stages.push(stage);
    }

    fn base(&self, from: &From) -> Base {
        let Some(word) = &from.image else { return Base::Missing };
        let Value::Known(text) = self.expand_global(word) else { return Base::Dynamic(word.clone()) };
        if word.variables().next().is_some() && has_gap(&text) {
            // A default that is empty is there to be replaced.
            return Base::Dynamic(word.clone());
        }
        if text == "scratch" {
            return Base::Scratch;
        }
        if let Some(id) = self.names.get(&text.to_lowercase()) {
            return Base::Stage(*id);
        }
        if let Some(context) = named_contexts::find(self.contexts, &text) {
            return match named_contexts::image_in(context) {
                Some(image) => Base::Image(Spanned::new(image, word.span)),
                None => Base::Dynamic(word.clone()),
            };
        }
        match ImageRef::parse(&text) {
            Some(image) => Base::Image(Spanned::new(image, word.span)),
            None => Base::Missing,
        }
    }

    fn step(&mut self, item: usize, instruction: &Instruction) {
        let Some(stage) = self.build.stages.last() else { return };
        let (stage, id) = (stage.id, StepId(self.build.steps.len() as u32));
        self.named_shell.start_step();
        let reader = self.reader().for_instruction(&instruction.kind);
        let first_command = self.build.commands.len();
        let programs = super::commands::programs::of_instruction(self.text, instruction, id, reader);
        self.build.commands.extend(programs.commands);
        let step = Step {
            id,
            stage,
            item,
            before: self.state.clone(),
            commands: first_command..self.build.commands.len(),
            scripts: programs.scripts,
            interpreter: reader.interpreter,
            sources: self.sources(stage, instruction),
            settings: Known::default(),
        };
        self.build.steps.push(step);
        self.apply(stage, id, instruction);
    }

    /// What reads scripts at this point.
    fn reader(&self) -> Reader {
        let sh = self.default_reader.sh;
        match (self.named_shell.current(), &self.state.shell) {
            (Some(words), _) => Reader::of_words(words, sh),
            (None, Some(shell)) => Reader::of_words(&shell.words, sh),
            (None, None) => self.default_reader,
        }
    }

    /// What reads scripts in a stage without SHELL.
    fn default_reader(&self, stage: &Stage) -> Reader {
        let kind = match self.build.base_image(stage) {
            Some(image) => image.shell(),
            None => {
                let family = self.build.base_family(stage);
                let shell = family.and_then(|family| family.of_all_tags(|facts| facts.distribution.shell()));
                shell.unwrap_or(ShellKind::Unknown)
            }
        };
        Reader::of_image(self.default_interpreter(stage), target_of(kind))
    }

    /// What reads shell forms in a stage without SHELL.
    fn default_interpreter(&self, stage: &Stage) -> Interpreter {
        let is_windows = match (self.build.base_image(stage), self.build.root_base(stage)) {
            (Some(image), _) => image.facts.distribution.is_windows(),
            (None, Base::Image(image)) => {
                is_windows_image(&image.value) || self.build.dockerfile.escape == Escape::Backtick
            }
            (None, base) => {
                let family = self.build.base_family(stage);
                matches!(base, Base::Dynamic(word) if WINDOWS_MARKS.iter().any(|mark| word.says(mark)))
                    || family.and_then(|family| family.of_all_tags(|facts| facts.distribution.is_windows()))
                        == Some(true)
                    || self.build.dockerfile.escape == Escape::Backtick
            }
        };
        if is_windows { Interpreter::Cmd } else { Interpreter::Posix(Dialect::Sh) }
    }

    /// Takes over what the step changes.
    fn apply(&mut self, stage: StageId, step: StepId, instruction: &Instruction) {
        match &instruction.kind {
            Kind::User(Some(word)) => self.state.user = Some(Arc::new(self.user(stage, step, word))),
            Kind::Workdir(Some(word)) => self.state.workdir = Some(Arc::new(self.workdir(stage, step, word))),
            Kind::Shell(CommandLine::Exec(exec)) => {
                let words = exec.elements.iter().map(|element| element.value.clone()).collect();
                self.state.shell = Some(Arc::new(Shell { step, words, span: exec.span }));
                self.named_shell.give_way();
            }
            Kind::Env(pairs) => self.define_environment(stage, step, pairs),
            Kind::Arg(arg) => self.define_arguments(stage, step, arg),
            _ => {}
        }
    }

    fn expand_at(&self, stage: StageId, step: StepId, word: &Word) -> Value {
        expand(word, &|name| match self.build.scopes.lookup(stage, step, name) {
            Some(binding) => binding.value.clone(),
            None => Value::Unknown,
        })
    }

    fn user(&self, stage: StageId, step: StepId, word: &Word) -> User {
        match self.expand_at(stage, step, word).known() {
            Some(text) => {
                let (name, group) = match text.split_once(':') {
                    Some((name, group)) => (name.to_owned(), Some(group.to_owned())),
                    None => (text, None),
                };
                User { step, name: Some(name), group, span: word.span }
            }
            None => User { step, name: None, group: None, span: word.span },
        }
    }

    fn workdir(&self, stage: StageId, step: StepId, word: &Word) -> Workdir {
        let path = self.expand_at(stage, step, word).known().and_then(|path| {
            let path = match path.starts_with('/') || path.get(1..2) == Some(":") {
                true => path,
                false => format!("{}/{path}", self.state.workdir.as_ref()?.path.as_ref()?),
            };
            Some(if path.starts_with('/') { clean_path(&path) } else { path })
        });
        Workdir { step, path, span: word.span }
    }

    fn define_environment(&mut self, stage: StageId, step: StepId, pairs: &Pairs) {
        let values: Vec<(String, Binding)> = pairs
            .pairs
            .iter()
            .filter_map(|pair| {
                let value = self.expand_at(stage, step, &pair.value);
                Some((pair.key.known()?, Binding { kind: BindingKind::Env, value, span: pair.span, step: Some(step) }))
            })
            .collect();
        for (name, binding) in values {
            self.build.scopes.define(name, binding);
        }
    }

    fn define_arguments(&mut self, stage: StageId, step: StepId, arg: &Arg) {
        for definition in &arg.definitions {
            let name = definition.name.value.clone();
            // Unlike ENV, each definition sees those before it on the same line.
            let value = match (self.given(&name), &definition.value) {
                (Some(given), _) => given,
                (None, Some(word)) => self.expand_at(stage, StepId(step.0 + 1), word),
                (None, None) => self.build.scopes.global(&name).map_or(Value::Unknown, |binding| binding.value.clone()),
            };
            let binding = Binding { kind: BindingKind::Arg, value, span: definition.span, step: Some(step) };
            self.build.scopes.define(name, binding);
        }
    }

    /// The stages and images that COPY and mounts take files from. Only COPY counts stages by number.
    fn sources(&self, stage: StageId, instruction: &Instruction) -> Vec<Source> {
        let from = if let Kind::Copy(_) = instruction.kind { instruction.flag_value("from") } else { None };
        let mounts = instruction.mounts().filter_map(|mount| mount.mount_option("from")?.value.as_ref());
        let source = |word: &Word, numbers: bool| Source {
            name: Spanned::new(word.known().unwrap_or_else(|| word.raw.clone()), word.span),
            origin: self.source_origin(stage, word, numbers),
        };
        from.map(|word| source(word, true)).into_iter().chain(mounts.map(|word| source(word, false))).collect()
    }

    fn source_origin(&self, stage: StageId, word: &Word, numbers: bool) -> SourceOrigin {
        let Some(text) = word.known() else { return SourceOrigin::Variable };
        if let Ok(number) = text.parse::<u32>()
            && numbers
        {
            return if number < stage.0 { SourceOrigin::Stage(StageId(number)) } else { SourceOrigin::NoSuchNumber };
        }
        let name = text.to_lowercase();
        if let Some(id) = self.names.get(&name) {
            return SourceOrigin::Stage(*id);
        }
        if let Some(id) = self.later_names.get(&name) {
            return SourceOrigin::NotYet(*id);
        }
        match named_contexts::find(self.contexts, &text) {
            Some(context) => named_contexts::image_in(context),
            None => ImageRef::parse(&text),
        }
        .map_or(SourceOrigin::NoReference, SourceOrigin::Image)
    }
}

/// Whether a piece of a reference is empty that no registry takes as empty: `team/`, `node:`, `/node`.
fn has_gap(text: &str) -> bool {
    let is_open = text.is_empty() || text.starts_with(['/', ':', '@']) || text.ends_with(['/', ':', '@']);
    is_open || ["//", "/:", "/@", ":@"].iter().any(|gap| text.contains(gap))
}

/// Marks the stages whose layers are in the image that is built.
fn mark_target(build: &mut Build) {
    let mut next = build.target;
    while let Some(stage) = next.and_then(|id| build.stages.get_mut(id.0 as usize)) {
        stage.reaches_target = true;
        next = if let Base::Stage(parent) = stage.base { Some(parent) } else { None };
    }
}

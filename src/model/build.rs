//! A Dockerfile resolved into stages and steps.

use std::cell::LazyCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::containers::ServiceUse;
use super::known::Known;
use super::scope::{Binding, MOST_ANCESTORS, PLATFORM_ARGUMENTS, Scopes};
use super::state::State;
use super::{Command, FileId};
use crate::knowledge::images::{self, Facts, Family, Image};
use crate::model::commands::interpreter::Interpreter;
use crate::model::shell::checks::OwnFinding;
use crate::model::start::package_scripts::PackageScript;
use crate::model::transfers::downloads::{Settings, Uses};
use crate::syntax::dockerfile::Dockerfile;
use crate::syntax::dockerfile::ast::{Instruction, Item, Kind};
use crate::syntax::expand::{Value, expand};
use crate::syntax::image_ref::ImageRef;
use crate::syntax::shell::lint::{Finding, Runner, Target};
use crate::syntax::shell::{Dialect, Script};
use crate::syntax::{Joined, Variable, Word};
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
    /// What its COPY sees, in [`Project::contexts`](super::Project::contexts); `None` where that is not looked at.
    pub context: Option<usize>,
    /// The services that build it, as far as they were looked for.
    pub uses: Arc<[ServiceUse]>,
    /// Whether the file says that its images are there to develop or test with.
    pub(super) is_file_for_development: bool,
    /// ARG above the first FROM.
    pub global_arguments: Vec<GlobalArgument>,
    pub(super) scopes: Scopes,
    /// The scripts in the build's context that start the container, where they could be read.
    pub entry_scripts: Vec<EntryScript>,
    /// The scripts of the package.json that starts the container, where it could be read.
    pub(super) package_scripts: Vec<PackageScript>,
    /// Whether npm's lock file is `npm-shrinkwrap.json`.
    pub(super) has_shrinkwrap: bool,
    /// The manifests and lock files of the context.
    pub(super) project_files: crate::model::installs::project_files::ProjectFiles,
    /// The lists of packages that the image which is built installs with pip.
    pub(super) requirement_lists: Vec<crate::model::installs::requirements::RequirementList>,
}

/// What a build is asked to make of a Dockerfile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct BuildRequest {
    /// Whether somebody asks at all: the target and arguments of others are guessed.
    pub is_told: bool,
    /// The stage, by name or number; the last one where none is named.
    pub target: Option<String>,
    /// What arguments are given; `None` where only the one who builds knows the value.
    pub arguments: BTreeMap<String, Option<String>>,
    /// Further contexts by their names in small letters: addresses, folders, images.
    pub contexts: BTreeMap<String, String>,
}

/// An ARG above the first FROM.
#[derive(Clone, Debug)]
pub struct GlobalArgument {
    /// Its name.
    pub name: Spanned<String>,
    /// Whether it has a default.
    pub has_default: bool,
    /// The ARG instruction.
    pub item: usize,
}

/// A script of the context that ENTRYPOINT or CMD starts.
#[derive(Clone, Debug)]
pub struct EntryScript {
    /// The stage whose container it starts.
    pub stage: StageId,
    /// Its path in the context.
    pub path: String,
    /// Its text.
    pub text: String,
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
    /// What holds after its last step.
    pub after: State,
    /// The first stage of its lineage.
    pub(super) root: StageId,
    /// What is known of the image it starts from.
    pub(super) known: Known<Option<(&'static Family, &'static Facts)>>,
    /// What its RUNs do with files.
    pub(super) uses: Known<Uses>,
    pub(super) reaches_target: bool,
    pub(super) is_started_from: bool,
    /// What `sh` is in its image, as far as the package manager tells that it or its parent uses.
    pub(super) likely_sh: Option<Target>,
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
    /// An image that depends on a variable without a default, or a context that the build is given under that name.
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
    /// What reads the text of its shell form.
    pub interpreter: Interpreter,
    /// The stages and images it copies or mounts from.
    pub sources: Vec<Source>,
    /// What its scripts give to variables.
    pub(super) settings: Known<Settings>,
}

/// A stage or image that a step copies or mounts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// As it is written.
    pub name: Spanned<String>,
    /// What it is.
    pub origin: SourceOrigin,
}

/// What a step copies or mounts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceOrigin {
    /// A stage above.
    Stage(StageId),
    /// A variable, which BuildKit refuses there.
    Variable,
    /// A stage further down, or the stage itself: BuildKit refuses it.
    NotYet(StageId),
    /// A number that no stage above has.
    NoSuchNumber,
    /// An image, or a context that is given a name when it is built.
    Image(ImageRef),
    /// Nothing that could name a stage or an image, or a context that the build is given under that name.
    NoReference,
}

/// A shell script of a step.
#[derive(Clone, Debug)]
pub struct StepScript {
    /// What it says.
    pub script: Script,
    /// Where its text comes from.
    pub source: ScriptSource,
    /// The grammar it was read with.
    pub dialect: Dialect,
    /// The words of its `#!` line, where it has one.
    pub shebang: Option<Vec<String>>,
    /// Whether places in it are exact; where not, each is that of the whole word it was cooked out of.
    pub exact: bool,
    /// The text it was read from.
    pub(super) text: Arc<Joined>,
    /// How it is run; `None` where that is not known, or where another shell puts values into its text first.
    pub(super) runner: Option<Runner>,
    /// What ShellCheck would say of it.
    pub(super) findings: Known<Arc<[Finding]>>,
    /// What our own checks say of it.
    pub(super) own_findings: Known<Box<[OwnFinding]>>,
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

impl Step {
    /// The variables that its shell scripts take from outside, in the order of their places.
    pub fn free_variables(&self) -> Vec<(&Variable, Span)> {
        // What is set around a `sh -c` may be seen in it.
        let set = LazyCell::new(|| {
            self.scripts.iter().map(|script| script.script.set_variables()).collect::<Option<Vec<_>>>()
        });
        let is_seen = |name: &str| set.as_ref().is_none_or(|scripts| scripts.iter().any(|names| names.contains(name)));
        let mut found = Vec::new();
        for script in &self.scripts {
            let is_inner = matches!(script.source, ScriptSource::Word(_));
            let free = script.script.free_variables().into_iter();
            found.extend(free.filter(|(variable, _)| !is_inner || !is_seen(&variable.name)));
        }
        found.sort_by_key(|(_, span)| *span);
        found.dedup_by(|(a, a_span), (b, b_span)| a_span == b_span && a.name == b.name);
        found
    }
}

impl Build {
    /// The instruction of a step.
    pub fn instruction(&self, step: &Step) -> Option<&Instruction> {
        self.instruction_at(step.item)
    }

    /// The FROM of a stage.
    pub fn from_instruction(&self, stage: &Stage) -> Option<&Instruction> {
        self.instruction_at(stage.item)
    }

    /// The image or stage that the FROM of a stage names, as written.
    pub fn from_image(&self, stage: &Stage) -> Option<&Word> {
        match &self.from_instruction(stage)?.kind {
            Kind::From(from) => from.image.as_ref(),
            _ => None,
        }
    }

    fn instruction_at(&self, item: usize) -> Option<&Instruction> {
        match self.dockerfile.items.get(item) {
            Some(Item::Instruction(instruction)) => Some(&**instruction),
            _ => None,
        }
    }

    /// A stage by its id.
    pub fn stage(&self, id: StageId) -> Option<&Stage> {
        self.stages.get(id.0 as usize)
    }

    /// The stage that `--target` means by a name or a number: the last of that name.
    pub fn stage_called(&self, name: &str) -> Option<&Stage> {
        let numbered = || self.stage(StageId(name.parse().ok()?));
        self.stages.iter().rev().find(|stage| stage.is_called(name)).or_else(numbered)
    }

    /// A step by its id.
    pub fn step(&self, id: StepId) -> Option<&Step> {
        self.steps.get(id.0 as usize)
    }

    /// The steps of a stage, in order.
    pub fn steps_of(&self, stage: &Stage) -> &[Step] {
        self.steps.get(stage.steps.clone()).unwrap_or_default()
    }

    /// The programs of a step, in order.
    pub fn commands_of(&self, step: &Step) -> &[Command] {
        self.commands.get(step.commands.clone()).unwrap_or_default()
    }

    /// The stage that is built.
    pub fn target_stage(&self) -> Option<&Stage> {
        self.target.and_then(|id| self.stage(id))
    }

    /// The stages that no other starts, copies or mounts from: each is an image somebody may ask for.
    pub fn leaf_stages(&self) -> Vec<&Stage> {
        let sources = self.steps.iter().flat_map(|step| &step.sources).filter_map(|source| match source.origin {
            SourceOrigin::Stage(id) => Some(id),
            SourceOrigin::Variable
            | SourceOrigin::NotYet(_)
            | SourceOrigin::NoSuchNumber
            | SourceOrigin::Image(_)
            | SourceOrigin::NoReference => None,
        });
        let bases = self.stages.iter().filter_map(|stage| match stage.base {
            Base::Stage(id) => Some(id),
            Base::Image(_) | Base::Scratch | Base::Dynamic(_) | Base::Missing => None,
        });
        let used: HashSet<StageId> = sources.chain(bases).collect();
        self.stages.iter().filter(|stage| !used.contains(&stage.id)).collect()
    }

    /// A stage and those it starts from, nearest first; at most 200 of them, so that a chain of
    /// thousands costs no more than its length.
    pub fn lineage<'a>(&'a self, stage: &'a Stage) -> impl Iterator<Item = &'a Stage> {
        let parent = |stage: &&Stage| match stage.base {
            Base::Stage(id) => self.stage(id),
            Base::Image(_) | Base::Scratch | Base::Dynamic(_) | Base::Missing => None,
        };
        std::iter::successors(Some(stage), parent).take(MOST_ANCESTORS)
    }

    /// What the first stage of a lineage starts from.
    pub fn root_base<'a>(&'a self, stage: &'a Stage) -> &'a Base {
        self.stage(stage.root).map_or(&stage.base, |root| &root.base)
    }

    /// Every step whose layer is in the image of a stage, from the first.
    pub fn image_steps<'a>(&'a self, stage: &'a Stage) -> Vec<&'a Step> {
        let mut lineage: Vec<&Stage> = self.lineage(stage).collect();
        lineage.reverse();
        lineage.into_iter().flat_map(|stage| self.steps_of(stage)).collect()
    }

    /// Whether the layers of a stage are in the image that is built: it is the target, or the target
    /// starts from it. What is only copied from does not count.
    pub fn reaches_target(&self, stage: &Stage) -> bool {
        stage.reaches_target
    }

    /// Whether another stage starts from a stage.
    pub fn is_started_from(&self, stage: &Stage) -> bool {
        stage.is_started_from
    }

    /// What is known of the image that the lineage of a stage starts from.
    pub fn base_image<'a>(&'a self, stage: &'a Stage) -> Option<Image<'a>> {
        match self.root_base(stage) {
            Base::Image(image) => {
                let (repository, tag) = (image.value.normalized(), image.value.tag());
                let look_up = || images::lookup(repository, tag).map(|image| (image.family, image.facts));
                // Most rules ask, and there are many families to look among.
                let known = match self.stage(stage.root) {
                    Some(root) => *root.known.get(look_up),
                    None => look_up(),
                };
                known.map(|(family, facts)| Image::of(family, facts, repository, tag))
            }
            Base::Stage(_) | Base::Scratch | Base::Dynamic(_) | Base::Missing => None,
        }
    }

    /// The definition of a variable that holds before a step.
    pub fn binding(&self, step: &Step, name: &str) -> Option<&Binding> {
        self.scopes.lookup(step.stage, step.id, name)
    }

    /// The names of the variables that the file defines before a step, in the order of the alphabet.
    pub fn variables_before(&self, step: &Step) -> Vec<&str> {
        self.scopes.names(step.stage, step.id)
    }

    /// Whether BuildKit provides an argument of that name to stages that declare it: `TARGETARCH`.
    pub fn is_platform_argument(name: &str) -> bool {
        PLATFORM_ARGUMENTS.contains(&name)
    }

    /// The ARG above the first FROM of that name.
    pub fn global_binding(&self, name: &str) -> Option<&Binding> {
        self.scopes.global(name)
    }

    /// The text of a word of a FROM line when nothing is given to the build: arguments have their defaults,
    /// and those without one are empty.
    pub fn with_defaults(&self, word: &Word) -> Option<String> {
        let mut values: HashMap<&str, String> = HashMap::new();
        let value_of = |values: &HashMap<&str, String>, word: &Word| {
            let lookup = |name: &str| match values.get(name) {
                Some(value) => Value::Known(value.clone()),
                // What BuildKit itself gives depends on the machine, but is never empty.
                None if Self::is_platform_argument(name) => Value::Known("linux".to_owned()),
                None => Value::Unset,
            };
            expand(word, &lookup).known()
        };
        for instruction in self.dockerfile.instructions() {
            let Kind::Arg(arg) = &instruction.kind else { break };
            for definition in &arg.definitions {
                let Some(default) = &definition.value else { continue };
                let value = value_of(&values, default)?;
                values.insert(&definition.name.value, value);
            }
        }
        value_of(&values, word)
    }

    /// The text of a word once the variables that hold before a step are replaced; `None` where it depends
    /// on what only the build knows.
    pub fn expanded(&self, step: &Step, word: &Word) -> Option<String> {
        let lookup = |name: &str| self.binding(step, name).map_or(Value::Unknown, |binding| binding.value.clone());
        expand(word, &lookup).known()
    }
}
